// The same judge in another engine: what Firefox says of every vector is what the program says, byte for byte; and the check on the page of a
// credential ends as it does elsewhere. Skipped where no Firefox is installed, but not in continuous integration.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import puppeteer from 'puppeteer-core';

import { binary, build, root, serve, which } from './sites.js';

const executablePath = process.env.FIREFOX ?? ['firefox-esr', 'firefox'].map(which).find(Boolean);
const AS_OF = '2026-11-24T12:00:00Z';
const vectors = [process.env.ACCOLADE_VECTORS, join(root, '../shared/vectors'), join(root, '../../shared/vectors')].find((folder) => folder && existsSync(folder));
const SPEAKING = 'credentials/public-speaking-foundations/';

describe('Firefox', { skip: !executablePath && process.env.CI !== 'true' && 'no Firefox' }, () => {
  let browser;
  let out;
  let server;
  before(async () => {
    assert.ok(executablePath, 'no Firefox found: install it, or name its program in $FIREFOX');
    browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
    out = build(join(root, 'sample-site/portfolio'));
    server = await serve(out);
  });
  after(async () => { await server?.close(); await browser?.close(); });

  async function opened(path) {
    const page = await browser.newPage();
    const troubles = [];
    // What cannot be looked up under `.example` is no trouble.
    page.on('pageerror', (error) => { if (!/Cross-Origin Request Blocked.*\.example\//.test(error.message)) troubles.push(`uncaught: ${error.message}`); });
    page.on('dialog', (dialog) => { troubles.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await page.goto(server.url + path);
    return { page, troubles };
  }

  test('says of every vector what the program says, byte for byte', { skip: !vectors && process.env.CI !== 'true' && 'no vectors' }, async () => {
    const below = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name)).sort();
    const files = ['credentials', 'w3c-eddsa', 'schemas', 'contexts'].flatMap((folder) => below(join(vectors, folder)))
      .filter((file) => /\.(jsonl?|jwt|svg|png|pdf)$/.test(file) && !file.endsWith('index.jsonl'));
    const map = Object.fromEntries(Object.entries(JSON.parse(readFileSync(join(vectors, 'resolve/urls.json'), 'utf8'))).map(([url, file]) => [url, join(vectors, file)]));
    const resolve = join(mkdtempSync(join(tmpdir(), 'accolade-map-')), 'map.json');
    writeFileSync(resolve, JSON.stringify(map));
    const done = spawnSync(binary(), ['verify', '--json', '--no-project', '--as-of', AS_OF, '--resolve', resolve, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.ok([0, 1].includes(done.status), done.stderr);
    const { page, troubles } = await opened('verify/');
    const part = (name, path) => ({ name, bytes: readFileSync(path).toString('base64') });
    const there = await page.evaluate(async (asOf, documents, credentials) => {
      const bytesOf = (one) => Uint8Array.from(atob(one.bytes), (c) => c.charCodeAt(0));
      const [documentParts, fileParts] = [documents, credentials].map((all) => all.map(bytesOf));
      const header = {
        as_of: asOf, issuers: [],
        documents: documents.map(({ name }, n) => ({ url: name, length: documentParts[n].length })),
        files: credentials.map(({ name }, n) => ({ name, length: fileParts[n].length })),
      };
      const worker = new Worker(new URL('../assets/check-worker.js', location.href));
      const module = await WebAssembly.compileStreaming(fetch(new URL('../assets/judge.wasm', location.href)));
      return new Promise((told, fail) => {
        worker.onmessage = ({ data }) => (data.error ? fail(new Error(data.error)) : told(data.answer));
        worker.postMessage({ id: 1, module, header, parts: [...documentParts, ...fileParts] });
      });
    }, AS_OF, Object.entries(map).map(([url, path]) => part(url, path)), files.map((path) => part(path, path)));
    const here = done.stdout.split('\n').filter(Boolean);
    assert.ok(here.length > 150, `${here.length} vectors`);
    assert.deepEqual(there, here);
    assert.deepEqual(troubles, []);
  });

  test('checks a credential on its page with one click', async () => {
    const { page, troubles } = await opened(SPEAKING);
    await page.click('.check button');
    await page.waitForSelector('.check-result');
    const told = await page.$eval('.check-result', (box) => box.innerText.replace(/[\u2066-\u2069]/g, ''));
    for (const words of ['Verified as of 8 June 2026', 'Nothing was changed since it was signed.', 'The name, the title, the issuer and the dates on this page are those that were signed.']) assert.ok(told.includes(words), `${words} in ${told}`);
    assert.deepEqual(troubles, []);
  });

  test('refuses a credential that was altered', async () => {
    const signed = readFileSync(join(out, SPEAKING, 'credential.json'), 'utf8');
    const { page, troubles } = await opened('verify/');
    for (const [text, told] of [[signed, /^(Verified|Genuine)/], [signed.replace('Maya', 'Mary'), /^Refused: it was altered after it was signed/]]) {
      await page.reload();
      await page.$eval('textarea', (area, value) => { area.value = value; }, text);
      await page.click('form button');
      await page.waitForSelector('.check-result');
      assert.match(await page.$eval('.check-verdict', (verdict) => verdict.innerText), told);
    }
    assert.deepEqual(troubles, []);
  });
});
