//! `accolade publish TARGET`: puts the built site to a bucket (`s3://NAME/PREFIX`) or a folder: what changed, and nothing else. The key of
//! the bucket comes from the environment, under the names that other programs use.
#![expect(clippy::disallowed_methods, reason = "the environment enters here, as values")]

use std::path::{Path, PathBuf};

use serde_json::json;

use super::build::failed;
use super::progress::Progress;
use super::{Exit, Globals, built, secret};
use crate::diag::Diagnostic;
use crate::fetch::bucket::{Access, Bucket, Patience};
use crate::load;
use crate::output::{PublishError, no_sources, real};
use crate::upload::{Done, Fault, Folder, How, Kind, S3, Store, upload};

/// Where the key of a bucket comes from.
const KEYS: &str = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, both of one key, in the environment (and AWS_SESSION_TOKEN for a key that is only lent); set neither for a server that asks for no key";

/// What `publish` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where to: s3://BUCKET, s3://BUCKET/PREFIX, or a folder
    #[arg(value_name = "TARGET")]
    target: String,
    /// The built site
    #[arg(long, default_value = "public", value_name = "DIR")]
    site: PathBuf,
    /// Say what would be done, and do nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Where another site was published to the place, put this one there, and remove the files of the other
    #[arg(long)]
    replace: bool,
    /// How many files are under way at once
    #[arg(long, default_value_t = 16, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// A server that speaks S3's protocol [default: AWS_ENDPOINT_URL, else Amazon's]
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The bucket's region [default: AWS_REGION, else us-east-1]
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
    /// Trust these certificate authorities, and no other
    #[arg(long, value_name = "FILE.pem")]
    ca: Option<PathBuf>,
}

pub(super) fn run(args: &Args, globals: &Globals) -> Exit {
    let store: Box<dyn Store> = match args.target.strip_prefix("s3://") {
        Some(place) => match bucket(args, place) {
            Ok(store) => Box::new(store),
            Err((exit, wrong)) => {
                globals.diagnostics(&[wrong]);
                return exit;
            }
        },
        None if Path::new(&args.target).is_file() => {
            let message = format!("{} is a file, and a site is published to a folder", args.target);
            let help = "name a folder; one that is not there yet is made";
            globals.diagnostics(&[Diagnostic::error("bad-target", message).help(help)]);
            return Exit::Usage;
        }
        None if args.target.contains("://") || args.target.starts_with("s3:") => {
            return globals.usage(format!("{} is neither s3://BUCKET nor a folder", args.target));
        }
        None => match apart(&args.site, Path::new(&args.target)) {
            Ok(None) => Box::new(Folder::at(Path::new(&args.target))),
            Ok(Some(why)) => return globals.usage(why),
            Err(error) => return failed(globals, error),
        },
    };
    // A site that was built before a revocation would be published without it, and nobody would be told.
    if let Some(wrong) = built::behind(&args.site) {
        globals.diagnostics(&[wrong]);
        return Exit::Bad;
    }
    let mut run = [0; 8];
    if let Err(why) = secret::random(&mut run) {
        globals.diagnostics(&[Diagnostic::error("no-randomness", why)]);
        return Exit::Io;
    }
    let run: String = run.iter().map(|byte| format!("{byte:02x}")).collect();
    let how = How { jobs: args.jobs.into(), run: &run, dry: args.dry_run, replace: args.replace };
    let progress = Progress::counting(globals, 1, "publishing");
    let done = upload(&args.site, store.as_ref(), how, &|done, all| progress.of(done, all));
    drop(progress);
    match done {
        Ok(done) => {
            tell(args, &done, globals);
            Exit::Ok
        }
        Err(faults) => {
            let keyless = args.target.starts_with("s3://") && env(&["AWS_ACCESS_KEY_ID"]).is_none();
            let told = |fault: &Fault| match fault.kind {
                Kind::Denied if keyless => fault.diagnostic().help(format!("no key was given: {KEYS}")),
                _ => fault.diagnostic(),
            };
            globals.diagnostics(&faults.iter().map(told).collect::<Vec<_>>());
            exit(&faults)
        }
    }
}

/// Why one folder may not be published to the other; `None` when neither is nor lies in the other, and the second is no project's, wherever
/// links lead.
fn apart(site: &Path, target: &Path) -> Result<Option<String>, PublishError> {
    let followed = |path: &Path| path.canonicalize().or_else(|_| real(path));
    let (to, from) = (followed(target)?, followed(site)?);
    let (shown, built) = (target.display(), site.display());
    Ok(match (to.starts_with(&from), from.starts_with(&to)) {
        (false, false) => no_sources(target, &to).map(|()| None)?,
        (true, true) => Some(format!("{shown} is the built site itself: name another folder")),
        (true, false) => Some(format!("{shown} lies in the built site, {built}: name a folder outside of it")),
        (false, true) => Some(format!("the built site, {built}, lies in {shown}: name a folder of its own")),
    })
}

/// The first kind that says most about what to do.
fn exit(faults: &[Fault]) -> Exit {
    let any = |kind| faults.iter().any(|fault| fault.kind == kind);
    match () {
        () if any(Kind::Denied) => Exit::Secret,
        () if any(Kind::Io) => Exit::Io,
        () if any(Kind::Missing) => Exit::Usage,
        () => Exit::Bad,
    }
}

/// The first of these variables of the environment that says something.
fn env(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// The bucket that is meant, with the key from the environment.
fn bucket(args: &Args, place: &str) -> Result<S3, (Exit, Diagnostic)> {
    let wrong = |why: String| {
        let help = "name it as s3://BUCKET or s3://BUCKET/PREFIX; docs/publish.md has examples";
        (Exit::Usage, Diagnostic::error("bad-bucket", why).help(help))
    };
    let halved = |there: &str, missing: &str| {
        let message = format!("{there} is set, and {missing}, which belongs to it, is not");
        (Exit::Secret, Diagnostic::error("no-key", message).help(KEYS))
    };
    let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
    let parts = prefix.trim_end_matches('/').split('/');
    if name.is_empty() || (!prefix.is_empty() && parts.clone().any(|part| matches!(part, "" | "." | ".."))) {
        return Err(wrong(format!("s3://{place} names no bucket, or a prefix that cannot be")));
    }
    let prefix = if prefix.is_empty() { String::new() } else { format!("{}/", prefix.trim_end_matches('/')) };
    let (id, secret) = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    let key = match (env(&[id]), env(&[secret])) {
        (Some(id), Some(secret)) => Some((id, secret, env(&["AWS_SESSION_TOKEN"]))),
        (None, None) => None,
        (Some(_), None) => return Err(halved(id, secret)),
        (None, Some(_)) => return Err(halved(secret, id)),
    };
    let authorities = match &args.ca {
        Some(file) => load::read_file(file).map_err(|wrong| (Exit::Io, wrong))?,
        None => Vec::new(),
    };
    let region = args.region.clone().or_else(|| env(&["AWS_REGION", "AWS_DEFAULT_REGION"]));
    let access = Access {
        bucket: name.to_owned(),
        endpoint: args.endpoint.clone().or_else(|| env(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])),
        region: region.unwrap_or_else(|| "us-east-1".to_owned()),
        key,
        authorities,
    };
    Ok(S3::new(Bucket::new(&access, Patience::default()).map_err(wrong)?, name, &prefix))
}

fn tell(args: &Args, done: &Done, globals: &Globals) {
    let Done { uploaded, bytes, unchanged, removed, left_out } = done;
    if globals.json() {
        globals.json_line(&json!({
            "target": args.target,
            "dry_run": args.dry_run,
            "uploaded": uploaded,
            "bytes": bytes,
            "unchanged": unchanged,
            "removed": removed,
            "left_out": left_out,
        }));
        return;
    }
    if let Some(first) = left_out.first() {
        let more = if left_out.len() > 1 { format!(" and {} more", left_out.len() - 1) } else { String::new() };
        globals.note(&format!(
            "{first}{more}: not made by the build, so not published; files for the site go into static/"
        ));
    }
    let would = if args.dry_run { "would be " } else { "" };
    let told = format!("{}: {uploaded} {would}uploaded, {unchanged} unchanged, {removed} {would}removed", args.target);
    if args.dry_run { globals.result(&told) } else { globals.done(&told) }
}
