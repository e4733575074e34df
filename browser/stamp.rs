//! In: the project's folder. Out: a hash over everything that the judge for web pages is made from: its sources, and the locked versions
//! of what it depends on. The same on every machine and with every compiler. Used by `build.rs` and by the test that finds a stale file.
#![expect(
    clippy::disallowed_methods,
    reason = "looks at the sources of the repository, when they are compiled or tested"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Folders and files that go into it, with `/` in every name.
const SOURCES: [&str; 5] =
    ["browser/Cargo.toml", "browser/build", "browser/src", "credential/Cargo.toml", "credential/src"];

/// The hash, in hexadecimal digits.
pub(crate) fn stamp(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(root, source, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        // Line ends are those of whoever checked the sources out.
        let text = fs::read_to_string(root.join(&path))?.replace("\r\n", "\n");
        hash.update(format!("{path} {}\n{text}", text.len()));
    }
    for line in locked(&fs::read_to_string(root.join("Cargo.lock"))?, &direct(root)?) {
        hash.update(line + "\n");
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn collect(root: &Path, path: &str, files: &mut Vec<String>) -> io::Result<()> {
    if !root.join(path).is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(root.join(path))? {
        collect(root, &format!("{path}/{}", entry?.file_name().to_string_lossy()), files)?;
    }
    Ok(())
}

/// What the judge depends on by itself: the lock file names what its tests need as well.
fn direct(root: &Path) -> io::Result<BTreeSet<String>> {
    let manifest = fs::read_to_string(root.join("credential/Cargo.toml"))?;
    let lines = manifest.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
    let names = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.trim_start().starts_with('#'));
    Ok(names
        .filter_map(|line| line.split(['=', '.', ' ']).next())
        .map(str::to_owned)
        .filter(|n| !n.is_empty())
        .collect())
}

/// A version of a package: its number, what is told of it, and what it needs.
type Version<'l> = (&'l str, String, Vec<&'l str>);

/// Name, version and checksum of every package that these depend on, in order.
fn locked(lock: &str, direct: &BTreeSet<String>) -> BTreeSet<String> {
    let mut packages: BTreeMap<&str, Vec<Version<'_>>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
            line.map_or("", |text| text.trim().trim_matches('"'))
        };
        let listed =
            package.split_once("dependencies = [").and_then(|(_, rest)| rest.split(']').next()).unwrap_or_default();
        let needs =
            listed.split(',').map(|item| item.trim().trim_matches('"')).filter(|item| !item.is_empty()).collect();
        let (version, told) =
            (value("version"), format!("{} {} {}", value("name"), value("version"), value("checksum")));
        packages.entry(value("name")).or_default().push((version, told, needs));
    }
    let (mut found, mut waiting): (BTreeSet<String>, Vec<&str>) = (BTreeSet::new(), Vec::new());
    let own = packages.get("accolade-credential").into_iter().flatten().flat_map(|(_, _, needs)| needs);
    waiting.extend(own.filter(|need| direct.contains(need.split(' ').next().unwrap_or_default())));
    while let Some(need) = waiting.pop() {
        let (name, version) = need.split_once(' ').map_or((need, None), |(name, version)| (name, Some(version)));
        for (has, told, needs) in packages.get(name).into_iter().flatten() {
            if version.is_none_or(|version| version == *has) && found.insert(told.clone()) {
                waiting.extend(needs);
            }
        }
    }
    found
}
