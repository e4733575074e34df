//! The words that JSON output has for outcomes and grades: each once, and the same when they are printed.

use std::fmt;

use super::{CheckId, Grade, Outcome, Recognition, Signature};

macro_rules! words {
    ($type:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// The word used in JSON output.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word),+ }
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
words!(CheckId { Format => "format", Signature => "signature", Issuer => "issuer", Validity => "validity", Status => "status" });
words!(Outcome { Pass => "pass", Fail => "fail", Unknown => "unknown", NotApplicable => "not-applicable" });
words!(Signature { Good => "good", Bad => "bad", None => "none", Unsupported => "unsupported", Error => "error" });
words!(Recognition { ThisSite => "this-site", Listed => "listed", Unknown => "unknown", Namesake => "namesake" });
words!(Grade { Verified => "verified", Authentic => "authentic", Intact => "intact", Reported => "reported", Claimed => "claimed", Refused => "refused" });
