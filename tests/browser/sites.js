// The sample sites as a visitor meets them. In: the binary and `sample-site/`. Out: built folders, their pages sorted by kind, a static
// file server at a domain root or under a sub-path, and a browser. Everything built stands in a temporary folder.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { put } from './built.js';
import { pictureName } from './contact-sheet.js';

/** The repository's root. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The sample sites by name. */
export const SITES = ['portfolio', 'registry', 'bilingual'];

/** Those that are in English alone; they are looked at in another language as well. */
export const ENGLISH = ['portfolio', 'registry'];

/** Sample sites in a theme that is not their own, so that every built-in theme is looked at. */
export const THEMED = [{ site: 'portfolio', theme: 'broadside' }, { site: 'registry', theme: 'default' }];

const TYPES = {
  '.css': 'text/css', '.csv': 'text/csv', '.html': 'text/html; charset=utf-8', '.ico': 'image/x-icon', '.jpg': 'image/jpeg',
  '.js': 'text/javascript', '.json': 'application/json', '.pdf': 'application/pdf', '.png': 'image/png', '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm', '.webp': 'image/webp', '.woff2': 'font/woff2', '.xml': 'application/xml',
};

/** The binary under test: `$ACCOLADE`, else the newest usual place. */
export function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const places = ['release', 'debug'].map((profile) => join(target, profile, process.platform === 'win32' ? 'accolade.exe' : 'accolade'));
  return process.env.ACCOLADE ?? places.find((place) => existsSync(place)) ?? places[0];
}

/** Runs the binary under test; any other end than 0 fails the test with what it said. */
export function accolade(args, options = {}) {
  const done = spawnSync(binary(), args, { cwd: root, encoding: 'utf8', ...options });
  assert.ok(!done.error, `${binary()}: ${done.error}`);
  assert.equal(done.status, 0, `accolade ${args.join(' ')} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** Builds the project in `source` into a new temporary folder and returns that folder; what was built before is copied. */
export function build(source) {
  const out = join(temporary(), 'public');
  put(source, out, binary(), (folder) => accolade(['build', source, '-o', folder]));
  return out;
}

/** A copy of a sample site's project in a temporary folder, its `accolade.yaml` changed by `edit`; returns the copy's folder. */
export function copyOf(site, edit = (text) => text) {
  const project = join(temporary(), site);
  cpSync(join(root, 'sample-site', site), project, { recursive: true });
  const settings = join(project, 'accolade.yaml');
  writeFileSync(settings, edit(readFileSync(settings, 'utf8')));
  return project;
}

/** The same for a sample site in another language. */
export function inLanguage(site, language) {
  return copyOf(site, (text) => {
    assert.match(text, /^language: en$/m);
    return seen(text.replace(/^language: en$/m, `language: ${language}`));
  });
}

// What pages show and lead to. Files of paper, and pictures for other sites, look the same in a theme, take most of the time, and are looked at
// in the sample sites themselves.
function seen(settings) {
  return `${settings}\noutputs: [page, json, svg, png, certificate, embed]\n`;
}

/** The same for a sample site in another theme. */
export function inTheme(site, theme) {
  return copyOf(site, (text) => seen(`${text.replace(/^theme: .*\n/m, '')}\ntheme: ${theme}\n`));
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

/** What kind of page a path is: `credentials/abc/index.html` stands for all pages of credentials, also below the folder of a language. */
export function kind(path) {
  const [, language, own] = /^([a-z]{2}(?:-[a-z0-9]+)*\/)?(.*)$/i.exec(path);
  const parts = own.split('/');
  return (language ?? '') + (parts.length < 3 ? own : [parts[0], '*', ...parts.slice(2)].join('/'));
}

/** A few pages of every kind: the first, the last and the longest. */
export function samples(out) {
  const kinds = grouped(htmlFiles(out));
  return longest(out).flatMap(({ kind, path: most }) => {
    const paths = kinds.get(kind);
    return [...new Set([most, paths[0], paths.at(-1)])].map((path) => ({ kind, path }));
  });
}

/** One page of every kind: the longest. */
export function longest(out) {
  const size = (path) => statSync(join(out, path)).size;
  return [...grouped(htmlFiles(out))].map(([name, paths]) => ({ kind: name, path: paths.reduce((most, path) => (size(path) > size(most) ? path : most)) }));
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
  // A browser opens connections ahead of need; one that never asked for anything would hold the server for a minute or more.
  const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close };
}

/** A headless Chromium of the system, with nothing that calls out by itself; `extra` are more of its options. */
export function launch(extra = []) {
  const executablePath = process.env.CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(which).find(Boolean);
  assert.ok(executablePath, 'no Chromium found: install it, or name its program in $CHROMIUM');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: [...asRoot, ...quiet, ...extra] });
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

/** Keeps a picture of the page, or of a part of it, when `$ACCOLADE_SHOTS` names a folder. `what` says of which page: site, path, width and mode. */
export async function keepPicture(page, what) {
  const folder = process.env.ACCOLADE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, pictureName(what)), fullPage: true });
}

/** Does `work` for every item, `atOnce` at a time, and gathers the lists that it returns, in order. */
export async function gather(items, work, atOnce = 2) {
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results.flat();
}

/** Opens every page of `pages` below `base` in a context of its own, hands it to `look`, and gathers what `look` and the page itself complain of. */
export async function visit(browser, { base, pages, options, allow404 }, look) {
  const context = await browser.newContext(options);
  try {
    return await gather(pages, async (one) => {
      const { page, troubles } = await watched(context, { allow404 });
      try {
        await page.goto(base + one.path, { waitUntil: 'load' });
        const found = await look(page, one);
        return [...troubles, ...found].map((trouble) => `${one.path}: ${trouble}`);
      } catch (error) {
        return [`${one.path}: ${error.message}`];
      } finally {
        await page.close();
      }
    });
  } finally {
    await context.close();
  }
}

/** Where a program is, if it is installed. */
export function which(name) {
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
