// The sample sites as a visitor meets them. In: the binary and `sample-site/`. Out: built folders, their pages sorted by kind, a static
// file server at a domain root or under a sub-path, and a browser. Everything built stands in a temporary folder.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

/** The repository's root. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The sample sites by name. */
export const SITES = ['portfolio', 'registry', 'bilingual'];

/** At most so many pages of one kind are looked at in the browser. */
const PAGES_OF_A_KIND = 3;

const TYPES = {
  '.css': 'text/css', '.csv': 'text/csv', '.html': 'text/html; charset=utf-8', '.ico': 'image/x-icon', '.jpg': 'image/jpeg',
  '.js': 'text/javascript', '.json': 'application/json', '.pdf': 'application/pdf', '.png': 'image/png', '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm', '.webp': 'image/webp', '.woff2': 'font/woff2', '.xml': 'application/xml',
};

/** Runs the binary under test (`$ACCOLADE`, else the newest usual place); any other end than 0 fails the test with what it said. */
export function accolade(args, options = {}) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const places = ['release', 'debug'].map((profile) => join(target, profile, process.platform === 'win32' ? 'accolade.exe' : 'accolade'));
  const binary = process.env.ACCOLADE ?? places.find((place) => existsSync(place)) ?? places[0];
  const done = spawnSync(binary, args, { cwd: root, encoding: 'utf8', ...options });
  assert.ok(!done.error, `${binary}: ${done.error}`);
  assert.equal(done.status, 0, `accolade ${args.join(' ')} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** Builds the project in `source` into a new temporary folder and returns that folder. */
export function build(source) {
  const out = join(temporary(), 'public');
  accolade(['build', source, '-o', out]);
  return out;
}

/** A new temporary folder; the system clears it away. */
export function temporary() {
  return mkdtempSync(join(tmpdir(), 'accolade-browser-'));
}

/** The path under which a sample site says it lives, with slashes at both ends. */
export function ownPath(site) {
  const found = /^url:\s*["']?([^\s"']+)/m.exec(readFileSync(join(root, 'sample-site', site, 'accolade.yaml'), 'utf8'));
  assert.ok(found, `sample-site/${site}/accolade.yaml has a url`);
  return new URL(found[1]).pathname;
}

/** Every HTML file below `out`, as site paths in order. */
export function htmlFiles(out) {
  return readdirSync(out, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.html'))
    .sort();
}

/** What kind of page a path is: `credentials/abc/index.html` stands for all pages of credentials. */
export function kind(path) {
  const parts = path.split('/');
  return parts.length < 3 ? path : [parts[0], '*', ...parts.slice(2)].join('/');
}

/** A few pages of every kind: the first, the last and the longest. */
export function samples(out) {
  const kinds = grouped(htmlFiles(out));
  return [...kinds].flatMap(([name, paths]) => {
    const longest = paths.reduce((most, path) => (statSync(join(out, path)).size > statSync(join(out, most)).size ? path : most));
    return [...new Set([paths[0], paths.at(-1), longest])].slice(0, PAGES_OF_A_KIND).map((path) => ({ kind: name, path }));
  });
}

/** Serves `out` under `prefix` on loopback; an unknown path answers 404 with the site's own 404 page, as static hosts do. */
export async function serve(out, prefix = '/') {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const inside = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : '..';
    const path = join(out, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
    const good = path.startsWith(out + sep) && existsSync(path) && statSync(path).isFile();
    const file = good ? path : join(out, '404.html');
    response.writeHead(good ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    if (existsSync(file)) createReadStream(file).pipe(response);
    else response.end('not found');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => new Promise((done) => server.close(done)) };
}

/** A headless Chromium of the system, with nothing that calls out by itself. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(which).find(Boolean);
  assert.ok(executablePath, 'no Chromium found: install it, or name its program in $CHROMIUM');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: [...asRoot, ...quiet] });
}

/**
 * A page that keeps a list of everything that should not happen: console errors, uncaught exceptions, failed or refused requests, and
 * requests to another host. The list is returned with the page.
 */
export async function watched(context, { allow404 = false } = {}) {
  const page = await context.newPage();
  const troubles = [];
  const host = (url) => (url.startsWith('http') ? new URL(url).host : url.split(':')[0]);
  let home = null;
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (allow404 && message.text().includes('404')) return;
    troubles.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const to = host(request.url());
    if (to === 'data' || to === 'blob') return;
    home ??= to;
    if (to !== home) troubles.push(`request to another host: ${request.url()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400 && !allow404) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return { page, troubles };
}

/** Keeps a picture of the page when `$ACCOLADE_SHOTS` names a folder. */
export async function keepPicture(page, name) {
  const folder = process.env.ACCOLADE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^a-z0-9.-]+/gi, '_')}.png`), fullPage: true });
}

function which(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

function grouped(paths) {
  const kinds = new Map();
  for (const path of paths) kinds.set(kind(path), [...(kinds.get(kind(path)) ?? []), path]);
  return kinds;
}
