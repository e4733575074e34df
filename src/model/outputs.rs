//! In: which kinds of files a project asks for, and how many credentials it has. Out: those that are made for each.

use super::Output;

/// Up to this many credentials, a site that does not choose gets every kind of file.
const MANY: usize = 500;

/// Up to this many, each has a drawing of its own and a certificate: two files of 33 kB in all.
const VERY_MANY: usize = 10_000;

/// The kinds of files made for each credential: those asked for, else what the number of credentials suggests.
pub(super) fn outputs(asked: Option<&[Output]>, credentials: usize) -> Vec<Output> {
    use Output::{Certificate, Embed, Json, Og, Page, Pdf, Png, Svg};
    if let Some(asked) = asked {
        return asked.to_vec();
    }
    if credentials <= MANY {
        return vec![Page, Json, Svg, Png, Certificate, Pdf, Og, Embed];
    }
    if credentials <= VERY_MANY {
        return vec![Page, Json, Svg, Certificate];
    }
    vec![Page, Json]
}
