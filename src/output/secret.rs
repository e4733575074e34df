//! The last look at a file before it is published: a secret key goes nowhere, wherever it came from, and no more does a
//! part of a private report.

use super::private::refuse_report;
use crate::diag::Diagnostic;
use crate::draft::holds_secret_key;
use crate::render::Page;

/// Refuses a file that holds a secret key, encrypted or not, or that is part of a report.
///
/// # Errors
/// Names the file, and never shows what is in it.
pub fn refuse_secret(page: &Page, bytes: &[u8]) -> Result<(), Diagnostic> {
    if !holds_secret_key(bytes) {
        return refuse_report(page, bytes);
    }
    Err(Diagnostic::error("secret-key", format!("{} holds a secret key, and would be published", page.path.0)).help(
        "move it to keys/, which is never published; if it was public before, make a new key with `accolade keygen`",
    ))
}
