//! In: nothing; credentials are made and signed at run time. Out: what a build of 1,000 and of 10,000 of them costs:
//! time of each stage, CPU time, peak memory. Every build runs in a process of its own, so that the peaks are its own.
#![allow(clippy::disallowed_methods, reason = "a measurement needs the clock, the environment and a temp folder")]

#[path = "../tests/support/signed.rs"]
mod signed;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use accolade::output::{self, Making, Recall, Target};
use accolade::pipeline::{Memory, Options, prepare};
use accolade::render::{self, Pages as _, Renderer};
use rayon::prelude::*;

/// Set in the process that builds: the project's folder.
const PROJECT: &str = "ACCOLADE_BENCH_PROJECT";

fn main() {
    if let Some(project) = std::env::var_os(PROJECT) {
        return build(Path::new(&project));
    }
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    println!("cores {}, build profile {}", rayon::current_num_threads(), profile());
    for count in if asked.is_empty() { vec![1_000, 10_000] } else { asked } {
        let dir = tempfile::tempdir().expect("a temp folder can be made");
        let signing = Instant::now();
        project(dir.path(), count);
        println!("\n{count} credentials, signed with two suites in {:.1} s", signing.elapsed().as_secs_f64());
        for run in ["cold", "warm"] {
            println!("{run} build:");
            let status = Command::new(std::env::current_exe().expect("this program has a path"))
                .env(PROJECT, dir.path())
                .status()
                .expect("this program can be run");
            assert!(status.success(), "the {run} build failed");
        }
    }
}

fn profile() -> &'static str {
    if cfg!(debug_assertions) { "with debug assertions: the figures mean nothing" } else { "release" }
}

/// A portfolio of credentials from twenty badges of one issuer.
fn project(dir: &Path, count: usize) {
    std::fs::create_dir_all(dir.join("credentials")).expect("the folder can be made");
    let site = "title: Bench\nurl: https://bench.example/\nholder:\n  name: Maya Lindqvist\n";
    std::fs::write(dir.join("accolade.yaml"), site).expect("the file can be written");
    (0..count).into_par_iter().for_each(|n| {
        let issuer = signed::Issuer::new(1);
        let text = issuer.issue(&n.to_string(), &format!("Course {}", n % 20), "Maya Lindqvist");
        std::fs::write(dir.join(format!("credentials/{n:06}.json")), text).expect("the file can be written");
    });
}

fn build(project: &Path) {
    let start = Instant::now();
    let as_of = "2026-11-24T00:00:00Z".parse().expect("a moment");
    let options = Options { dir: project, as_of, base_url: None };
    let prepared = prepare(&options, &Memory::none());
    let (Some(site), Some(theme)) = (prepared.site, prepared.theme) else { panic!("{:?}", prepared.diagnostics) };
    assert_eq!(prepared.summary.verified, site.credentials.len(), "all are verified");
    let judged = start.elapsed();
    let pages = render::plan(&site, &theme);
    let renderer = Renderer::new(Arc::clone(&site), theme).expect("the built-in theme is whole");
    let target = Target::check(&project.join("site"), project).expect("the folder is free");
    let render = |page: &_| renderer.render(page);
    let making = Making { render: &render, rests: &|_| None, before: &Recall::default(), progress: &|_| () };
    let published = output::publish(&target, "bench", &pages.of(&site), &making).expect("the site can be published");
    let all = start.elapsed();
    let (cpu, peak) = usage();
    println!(
        "  {} files ({} written), {:.1} MB; read, judged, resolved in {:.2} s, rendered and published in {:.2} s, all {:.2} s; \
         {cpu}{peak}",
        pages.of(&site).len(),
        published.written,
        published.bytes as f64 / 1e6,
        judged.as_secs_f64(),
        (all - judged).as_secs_f64(),
        all.as_secs_f64(),
    );
}

/// CPU seconds and peak memory, where the system tells them in /proc.
fn usage() -> (String, String) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<f64> = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().skip(11).take(2).filter_map(|word| word.parse().ok()).collect())
        .unwrap_or_default();
    // Linux counts in hundredths of a second.
    let cpu = if ticks.len() == 2 { format!("CPU {:.2} s", (ticks[0] + ticks[1]) / 100.0) } else { String::new() };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|text| format!(", peak {}", text.trim()));
    (cpu, peak.unwrap_or_default())
}
