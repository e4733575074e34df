//! `accolade report [DIR]`: what was awarded, in numbers, for the institution alone: one HTML file and CSV files in a folder of their own.
//! Judges as a build does; writes nothing where a site is published or read from, and replaces nothing that is not a report.

use std::path::PathBuf;

use serde_json::json;

use super::project::{ProjectArgs, refused};
use super::{Exit, Globals, put};
use crate::diag::Diagnostic;
use crate::insight::{self, Ask, Period};
use crate::output::private;
use crate::output::vault::{self, Access};
use crate::render::report;

/// What `report` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    /// The folder for the report; it is private, so it cannot lie in a site or among its sources [default: DIR/report]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Which expiry is soon: within so many days
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    within: u32,
    /// How time is divided, where credentials name no term
    #[arg(long, value_enum, default_value_t = By::Half)]
    by: By,
    /// Name badges that make up more than so many percent of all awards
    #[arg(long, value_name = "PERCENT", default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=100))]
    over: u32,
}

/// How time is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// Whole years
    Year,
    /// January to June, July to December
    Half,
    /// Three months
    Quarter,
    /// Months
    Month,
}

impl From<By> for Period {
    fn from(by: By) -> Self {
        match by {
            By::Year => Self::Year,
            By::Half => Self::Half,
            By::Quarter => Self::Quarter,
            By::Month => Self::Month,
        }
    }
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let dir = &args.project.dir;
    let out = args.output.clone().unwrap_or_else(|| put::below(dir, "report"));
    if dir.is_dir()
        && let Err(found) = private::check(&out, dir)
    {
        globals.diagnostics(&[found]);
        return Exit::Usage;
    }
    let outcome = args.project.prepare_and_show(globals);
    let Some(ready) = &outcome.ready else {
        return refused(globals, &outcome, "no report was made");
    };
    let site = &ready.site;
    if site.institution.is_none() {
        let message = "only a site that issues has something to report";
        let help = "name who issues here as `issuer:` in accolade.yaml";
        globals.diagnostics(&[Diagnostic::error("no-issuer", message).in_file("accolade.yaml").help(help)]);
        return Exit::Bad;
    }
    let ask = Ask { public: false, within: args.within, by: args.by.into(), over: args.over };
    let insight = match insight::of(site, &ask) {
        Ok(insight) => insight,
        Err(fault) => {
            globals.diagnostics(&[fault]);
            return Exit::Bad;
        }
    };
    let mut files = vec![("index.html", report::html(site, &insight))];
    files.extend(report::files(&insight));
    // The mark first: whatever is cut short after it is known for what it is.
    let written = vault::replace(&out.join(private::MARK), private::WORDS.as_bytes(), Access::Owner);
    let put = |(name, text): &(&str, String)| vault::replace(&out.join(name), text.as_bytes(), Access::Owner);
    if let Err(error) = written.and_then(|()| files.iter().try_for_each(put)) {
        return globals.unwritten(error);
    }
    let home = out.join("index.html");
    if globals.json() {
        let total = insight.total;
        globals.json_line(&json!({ "open": home, "files": files.len(), "awards": total }));
    } else {
        let total = insight.total.map_or_else(|| "too few awards to tell".to_owned(), |n| format!("{n} awards"));
        globals.done(&format!(
            "{total}, {} badges; {} CSV files\nopen {}",
            insight.badges.len(),
            files.len() - 1,
            home.display()
        ));
    }
    Exit::Ok
}
