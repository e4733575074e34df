// The check in the reader's own browser: the same judge as on the command line, byte for byte; told on the page in plain words; hostile
// credentials never run, never hold the page up; usable by everybody.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';

import { checked, visitor } from './reader.js';
import { signed } from './signer.js';
import { binary, build, inLanguage, launch, root, serve } from './sites.js';
import { overflow } from './overflow.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AS_OF = '2026-11-24T12:00:00Z';
const vectors = [process.env.ACCOLADE_VECTORS, join(root, '../shared/vectors'), join(root, '../../shared/vectors')].find((folder) => folder && existsSync(folder));
const SPEAKING = 'credentials/public-speaking-foundations/';

let browser;
const visited = (...what) => visitor(browser)(...what);
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** What `accolade verify --json` prints about files, a line each. */
function native(files, resolve) {
  const done = spawnSync(binary(), ['verify', '--json', '--no-project', '--as-of', AS_OF, ...(resolve ? ['--resolve', resolve] : []), ...files],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok([0, 1].includes(done.status), done.stderr);
  return done.stdout.split('\n').filter(Boolean);
}

/** The judge of a page: `ask(header, parts)` gives its lines. */
async function judgeOf(page) {
  await page.evaluate(() => {
    window.ask = (header, parts) => new Promise((done, fail) => {
      window.worker ??= new Worker(new URL('../assets/check-worker.js', location.href));
      window.worker.onmessage = ({ data }) => (data.error ? fail(new Error(data.error)) : done(data.answer));
      const bytes = parts.map((part) => Uint8Array.from(atob(part), (c) => c.charCodeAt(0)));
      window.module ??= WebAssembly.compileStreaming(fetch(new URL('../assets/judge.wasm', location.href)));
      window.module.then((module) => window.worker.postMessage({ id: 1, module, header, parts: bytes }));
    });
  });
  return (files, documents = [], issuers = []) => {
    const length = (one) => ({ ...one, bytes: undefined, length: one.bytes.length });
    const header = { as_of: AS_OF, documents: documents.map(length), files: files.map(length), issuers };
    const parts = [...documents, ...files].map((one) => one.bytes.toString('base64'));
    return page.evaluate(([h, p]) => window.ask(h, p), [header, parts]);
  };
}

const below = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name)).sort();

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

describe('one judge', () => {
  let out;
  let server;
  before(async () => { out = build(join(root, 'sample-site/registry')); server = await serve(out); });
  after(() => server?.close());

  test('every vector has the same report, byte for byte', { skip: !vectors && process.env.CI !== 'true' && 'no vectors' }, async () => {
    const files = ['credentials', 'w3c-eddsa', 'schemas', 'contexts'].flatMap((folder) => below(join(vectors, folder))).filter((file) => /\.(jsonl?|jwt|svg|png|pdf)$/.test(file) && !file.endsWith('index.jsonl'));
    const map = JSON.parse(readFileSync(join(vectors, 'resolve/urls.json'), 'utf8'));
    const documents = Object.entries(map).map(([url, file]) => ({ url, bytes: readFileSync(join(vectors, file)) }));
    const resolve = join(mkdtempSync(join(tmpdir(), 'accolade-map-')), 'map.json');
    writeFileSync(resolve, JSON.stringify(Object.fromEntries(Object.entries(map).map(([url, file]) => [url, join(vectors, file)]))));
    const { page } = await visited(server, 'verify/');
    const ask = await judgeOf(page);
    const read = (name) => ({ name, bytes: readFileSync(name) });
    for (const [options, known] of [[undefined, []], [resolve, documents]]) {
      const [here, there] = [native(files, options), await ask(files.map(read), known)];
      assert.equal(here.length, there.length);
      here.forEach((line, n) => assert.equal(there[n], line));
      assert.ok(here.length > 150, `${here.length} vectors`);
    }
  });

  test('every file of a site, in every form, has the same report', async () => {
    const files = below(join(out, 'credentials')).filter((file) => /credential\.json$|badge\.(svg|png)$|certificate\.pdf$/.test(file)).slice(0, 200);
    const { page } = await visited(server, 'verify/');
    const there = await (await judgeOf(page))(files.map((name) => ({ name, bytes: readFileSync(name) })));
    native(files).forEach((line, n) => assert.equal(there[n], line));
  });

  test('what a site trusts counts the same: keys that it pins, issuers that it lists, one that only bears a name', async () => {
    const project = join(root, 'sample-site/portfolio');
    const site = build(project);
    const trust = JSON.parse(readFileSync(join(site, 'verify/known.json'), 'utf8'));
    const documents = trust.documents.map(({ url, file, retrieved }) => ({ url, retrieved, bytes: readFileSync(join(site, file)) }));
    const folder = mkdtempSync(join(tmpdir(), 'accolade-trust-'));
    const forged = [join(folder, 'same-name.json'), join(folder, 'other-name.json')];
    forged.forEach((file, n) => writeFileSync(file, signed({ holder: 'Mallory Evil', title: 'Doctor', issuer: ['University of Alder Bay', 'Nowhere'][n] })));
    const files = [...below(join(project, 'credentials')).filter((file) => file.endsWith('.json')), ...forged];
    const done = spawnSync(binary(), ['verify', '--json', '--lock', project, '--as-of', AS_OF, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const here = done.stdout.split('\n').filter(Boolean).map((line) => ({ ...JSON.parse(line), project: null, project_not_used: null }));
    const { page } = await visited(server, 'verify/');
    const there = await (await judgeOf(page))(files.map((file) => ({ name: file, bytes: readFileSync(file) })), documents, trust.issuers);
    assert.deepEqual(there.map((line) => JSON.parse(line)), here);
    assert.deepEqual([...new Set(here.map(({ recognition }) => recognition))].sort(), ['listed', 'namesake', 'unknown']);
  });

  test('the module is plain WebAssembly, which every browser of the last years runs', async () => {
    // The engine of this Node.js knows no newer proposals.
    await WebAssembly.compile(readFileSync(join(root, 'themes/default/assets/judge.wasm')));
  });

  test('JSON Lines are told line by line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accolade-lines-'));
    const one = readFileSync(below(join(out, 'credentials')).find((file) => file.endsWith('credential.json')), 'utf8');
    const line = JSON.stringify(JSON.parse(one));
    const file = join(folder, 'all.jsonl');
    writeFileSync(file, `${line}\n\n${line.replace('"', ' "')}\nnothing\n`);
    const { page } = await visited(server, 'verify/');
    const there = await (await judgeOf(page))([{ name: file, bytes: readFileSync(file) }]);
    assert.deepEqual(there, native([file]));
    assert.equal(there.length, 3);
  });
});

describe('on the page of a credential', () => {
  let out;
  let server;
  before(async () => { out = build(join(root, 'sample-site/portfolio')); server = await serve(out); });
  after(() => server?.close());

  test('one click tells what holds, from the copy when the issuer does not answer', async () => {
    const { page, troubles } = await visited(server, SPEAKING);
    const told = await checked(page);
    for (const words of ['Verified as of 8 June 2026', 'Nothing was changed since it was signed.', 'Not revoked as of 8 June 2026.', 'The name, the title, the issuer and the dates on this page are those that were signed.', 'Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026.']) {
      assert.ok(told.includes(words) || told.replace(/[\u2066-\u2069]/g, '').includes(words), `${words} in ${told}`);
    }
    await page.waitForFunction(() => /could not be fetched/.test(document.querySelector('.check-result').innerText));
    assert.deepEqual(troubles, []);
  });

  test('what the issuer publishes now counts before the copy', async () => {
    const { page } = await visited(server, SPEAKING);
    const kept = JSON.parse(readFileSync(join(out, 'verify/known.json'), 'utf8')).documents;
    await page.route('https://credentials.alderbay.example/**', (route) => {
      const copy = kept.find((one) => one.url === route.request().url());
      return route.fulfill({ body: readFileSync(join(out, copy.file)), headers: { 'access-control-allow-origin': '*' } });
    });
    await page.click('.check button');
    const today = new Intl.DateTimeFormat('en-001', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date());
    await page.waitForFunction((day) => document.querySelector('.check-verdict')?.innerText === `Verified as of ${day}`, today);
  });

  for (const [what, change] of [
    ['another name', () => { document.querySelector('[data-signed="name"]').textContent = 'Somebody Else'; }],
    ['another title', () => { document.querySelectorAll('[data-signed="title"]').forEach((n) => { n.textContent = 'Doctor of Everything'; }); }],
    ['another day', () => { document.querySelector('time[data-signed="earned"]').textContent = '12 May 2016'; }],
    ['no name at all', () => { document.querySelectorAll('[data-signed="name"]').forEach((node) => node.remove()); }],
  ]) {
    test(`a page that shows ${what} says so loudly`, async () => {
      const { page } = await visited(server, SPEAKING);
      await page.evaluate(change);
      const told = await checked(page);
      assert.match(told, /^This page does not show what was signed\./);
      assert.ok(await page.locator('.check-result.refused').count());
    });
  }

  test('the page leads to the issuer’s own page, which reads the credential from there', async () => {
    const issuer = await serve(build(join(root, 'sample-site/registry')));
    const { page, troubles } = await visited(server, SPEAKING);
    const link = await page.locator('.check-elsewhere a');
    assert.equal((await link.innerText()).replace(/[\u2066-\u2069]/g, ''), 'Check it at credentials.alderbay.example');
    const [there, credential] = (await link.getAttribute('href')).split('#');
    assert.equal(there, 'https://credentials.alderbay.example/verify/');
    assert.equal(credential, `https://maya-lindqvist.example/${SPEAKING}credential.json`);
    // The issuer's site from here, and the portfolio from here as its host would answer.
    await page.route('https://maya-lindqvist.example/**', (route) => route.fulfill({ body: readFileSync(join(out, new URL(route.request().url()).pathname)), headers: { 'access-control-allow-origin': '*' } }));
    await page.goto(`${issuer.url}verify/#${credential}`);
    await page.waitForSelector('.check-result');
    const told = (await page.locator('.check').innerText()).replace(/[\u2066-\u2069]/g, '');
    assert.match(told, /Maya Lindqvist earned Public Speaking Foundations/);
    assert.match(told, /^Verified as of /m);
    assert.deepEqual(troubles, []);
    await issuer.close();
  });

  test('an altered file is refused', async () => {
    const { page } = await visited(server, SPEAKING);
    await page.route('**/credential.json', (route) => route.fulfill({ body: readFileSync(join(out, SPEAKING, 'credential.json'), 'utf8').replace('Maya', 'Mary') }));
    const told = await checked(page);
    assert.match(told, /^Refused: it was altered after it was signed/);
    assert.doesNotMatch(told, /Verified/);
  });

  test('a judge that cannot start is no pass', async () => {
    const { page } = await visited(server, SPEAKING);
    await page.route('**/judge.wasm*', (route) => route.fulfill({ body: 'no wasm' }));
    assert.match(await checked(page), /^The check could not be made in this browser\./);
    // A network that came back is asked again.
    await page.unroute('**/judge.wasm*');
    await page.click('.check button');
    await page.waitForSelector('.check-result:not(.refused)');
    assert.match(await page.locator('.check-result').innerText(), /^Verified as of/);
  });

  test('without what the site trusts nothing is said, and it is asked for again', async () => {
    const { page } = await visited(server, SPEAKING);
    await page.route('**/known.json', (route) => route.fulfill({ status: 503, body: '' }));
    assert.match(await checked(page), /^The check could not be made in this browser\./);
    await page.unroute('**/known.json');
    await page.click('.check button');
    await page.waitForSelector('.check-result.verified');
  });

  test('a kept document that failed to come is asked for again', async () => {
    const { documents } = JSON.parse(readFileSync(join(out, 'verify/known.json'), 'utf8'));
    assert.ok(documents.length > 0);
    const { page } = await visited(server, SPEAKING);
    let failed = 0;
    const kept = (url) => documents.some(({ file }) => url.pathname.endsWith(`/${file}`));
    await page.route(kept, (route) => { failed += 1; return route.fulfill({ status: 503, body: '' }); });
    assert.match(await checked(page), /^The check could not be made in this browser\./);
    assert.ok(failed > 0, 'a kept document was asked for');
    await page.unroute(kept);
    await page.click('.check button');
    await page.waitForSelector('.check-result.verified');
  });

  test('a worker that is not there is told at once, and the file is not blamed', async () => {
    const { page } = await visited(server, SPEAKING);
    await page.route('**/check-worker.js*', (route) => route.fulfill({ status: 404, body: '' }));
    await page.focus('.check button');
    const start = Date.now();
    const told = await checked(page);
    assert.ok(Date.now() - start < 5000, `${Date.now() - start} ms`);
    assert.match(told, /^The check could not be made in this browser\./);
  });

  for (const [verdict, other] of [['refused', 'granted'], ['verified', 'blessing']]) {
    test(`a judge that says ${other} where it must say ${verdict} is asked nothing`, async () => {
      const { page } = await visited(server, SPEAKING);
      const judge = readFileSync(join(out, 'assets/judge.wasm')).toString('latin1');
      assert.ok(judge.includes(verdict));
      await page.route('**/judge.wasm*', (route) => route.fulfill({ contentType: 'application/wasm', body: Buffer.from(judge.replaceAll(verdict, other), 'latin1') }));
      const told = await checked(page);
      assert.match(told, /^The check could not be made in this browser\./);
      assert.match(told, /wrong answers/);
    });
  }

  for (const [mode, options] of [['at 320 px', { viewport: { width: 320, height: 640 } }], ['in the dark', { colorScheme: 'dark' }], ['with the keyboard', {}]]) {
    test(`is usable ${mode}`, async () => {
      const { page } = await visited(server, SPEAKING, options);
      await page.locator('.check button').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.check-result');
      await page.waitForTimeout(300);
      assert.deepEqual([...(await violations(page)), ...(await overflow(page))], []);
      // Past the certificate and the issuer's page, to the first step.
      for (let n = 0; n < 3; n += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.ok(await page.locator('.check-result details[open]').count(), 'details open by keyboard');
      assert.deepEqual(await overflow(page), []);
    });
  }
});

test('the check speaks the language of the page', async () => {
  const out = build(inLanguage('portfolio', 'ar'));
  const server = await serve(out);
  const { page } = await visited(server, SPEAKING, { viewport: { width: 390, height: 800 } });
  assert.match(await checked(page), /لم يتغيّر شيء منذ التوقيع/);
  assert.deepEqual([...(await violations(page)), ...(await overflow(page))], []);
  server.close();
});

describe('verify/', () => {
  let out;
  let server;
  let signed;
  before(async () => {
    out = build(join(root, 'sample-site/registry'));
    server = await serve(out);
    signed = readFileSync(below(join(out, 'credentials')).find((file) => file.endsWith('credential.json')));
  });
  after(() => server?.close());
  const result = async (page) => { await page.waitForSelector('.check-result'); return page.locator('.check').innerText(); };

  test('takes files, text, links and addresses', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    const told = [];
    const again = async (act) => { await page.reload(); await act(); told.push(headline(await result(page))); };
    await again(() => page.setInputFiles('input[type=file]', { name: 'a.json', mimeType: 'application/json', buffer: signed }));
    await again(async () => { await page.fill('textarea', signed.toString()); await page.click('form button'); });
    const file = below(join(out, 'credentials')).find((path) => path.endsWith('credential.json')).slice(out.length + 1);
    await again(async () => { await page.fill('textarea', server.url + file); await page.click('form button'); });
    await again(() => page.evaluate((hash) => { location.hash = hash; }, `../${file}`));
    await page.goto(`${server.url}verify/#content`);
    await page.goto(`${server.url}verify/#${deflateRawSync(signed).toString('base64url')}`);
    told.push(headline(await result(page)));
    assert.equal(new Set(told).size, 1, told.join(' | '));
    assert.ok(told[0].length > 3 && !/Refused|could not/.test(told[0]), told[0]);
    assert.deepEqual(troubles, []);
    assert.deepEqual([...(await violations(page)), ...(await overflow(page))], []);
  });

  test('an answer that comes late does not take the place of a later one', async () => {
    const { page } = await visited(server, 'verify/');
    await page.route('https://credentials.alderbay.example/**', async (route) => { await new Promise((done) => setTimeout(done, 1500)); await route.abort().catch(() => {}); });
    const file = (text) => ({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.setInputFiles('input[type=file]', file(signed));
    await page.waitForSelector('.check-result:not(.refused)');
    await page.setInputFiles('input[type=file]', file(signed.toString().replace(/"name": ?"/, '$&X')));
    await page.waitForSelector('.check-result.refused');
    // The first one's issuer has answered by then, and the second one's.
    for (let n = 0; n < 20; n += 1) {
      await page.waitForTimeout(250);
      assert.equal(await page.locator('.check-result:not(.refused)').count(), 0, `after ${n * 250} ms`);
    }
  });

  test('many files are counted and listed, worst first, each with its steps when it is opened', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    const files = below(join(out, 'credentials')).filter((path) => path.endsWith('credential.json')).slice(0, 3).map((path) => readFileSync(path, 'utf8'));
    // More than one worker takes at once, and no two alike.
    const all = Array.from({ length: 450 }, (_, n) => (n === 449 ? files[0].replace(/"name": ?"/, '$&X') : `${files[n % files.length]}${' '.repeat(n)}`));
    await page.evaluate((texts) => {
      const dataTransfer = new DataTransfer();
      texts.forEach((text, n) => dataTransfer.items.add(new File([text], `${n}.json`)));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, all);
    await page.waitForSelector('.check-result.many');
    const rows = page.locator('.check-many > li');
    assert.equal(await rows.count(), all.length);
    assert.equal(await page.locator('.check-many > li.refused').count(), 1);
    assert.match(await rows.first().getAttribute('class'), /refused/);
    const counts = await page.locator('.check-counts dd').allInnerTexts();
    assert.equal(counts.reduce((sum, count) => sum + Number(count), 0), all.length);
    const first = rows.first();
    assert.equal(await first.locator('.checks').count(), 0);
    for (const open of [true, false, true]) {
      await first.locator('> details > summary').click();
      await page.waitForFunction((is) => document.querySelector('.check-many details').open === is && document.querySelectorAll('.check-many li:first-child > details > .checks').length === 1, open);
    }
    assert.match(await first.innerText(), /altered after it was signed/);
    assert.deepEqual([...(await violations(page)), ...(await overflow(page))], []);
    assert.deepEqual(troubles, []);
  });

  test('a file without a signature is not called altered, and only an altered one is marked in red', async () => {
    const { page } = await visited(server, 'verify/');
    const choose = (...texts) => page.setInputFiles('input[type=file]', texts.map((text, n) => ({ name: `${n}.json`, mimeType: 'application/json', buffer: Buffer.from(text) })));
    const unsigned = JSON.stringify({ ...JSON.parse(signed), proof: undefined });
    for (const [text, says] of [[unsigned, /carries no signature/], ['{"milk":2}', /data of another platform and no credential/]]) {
      await page.reload();
      await choose(text);
      const told = await result(page);
      assert.match(told, says);
      assert.doesNotMatch(told, /altered/);
      assert.equal(await page.locator('.check .altered').count(), 0);
    }
    const altered = signed.toString().replace(/"name": ?"/, '$&X');
    await choose(altered, '{"milk":2}', signed);
    await page.waitForSelector('.check-result.many');
    assert.deepEqual(await page.locator('.check-many > li').evaluateAll((rows) => rows.map((row) => row.classList.contains('altered'))), [true, false, false]);
    assert.equal(await page.locator('.check-many > li > details > summary > .shape').count(), 3);
  });

  test('what a file names is asked for a few times and no more, and a bad address takes no other answer away', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    let asked = 0;
    await page.route('https://victim.example/**', (route) => { asked += 1; return route.abort(); });
    const naming = (n, list) => JSON.stringify({ ...JSON.parse(signed), proof: undefined, issuer: { id: `https://victim.example/${n}`, type: ['Profile'], name: 'x' }, credentialStatus: { id: `https://victim.example/${n}#1`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: list } });
    const texts = [signed.toString(), naming('bad', 'http://[bad'), ...Array.from({ length: 200 }, (_, n) => naming(n, `https://victim.example/list-${n}`))];
    await page.setInputFiles('input[type=file]', texts.map((text, n) => ({ name: `${n}.json`, mimeType: 'application/json', buffer: Buffer.from(text) })));
    await page.waitForSelector('.check-result.many');
    await page.waitForTimeout(3000);
    assert.equal(await page.locator('.check-many > li').count(), texts.length);
    assert.equal(await page.locator('.check-many > li:not(.refused)').count(), 1);
    assert.ok(asked > 10 && asked <= 64, `${asked} requests`);
    assert.deepEqual(troubles, []);
  });

  test('of files that are too large one is named and the rest are checked, and no more is read than a page can hold', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    const drop = (sizes) => page.evaluate(([text, all]) => {
      const dataTransfer = new DataTransfer();
      const piece = new Blob([new Uint8Array(1024 * 1024)]);
      const made = (size, n) => new File(size === 0 ? [text] : Array(size).fill(piece), `${n}.json`);
      all.forEach((size, n) => dataTransfer.items.add(made(size, n)));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, [signed.toString(), sizes]);
    // Megabytes; none stands for the credential. These go to the judge in several turns.
    await drop([0, 65, 10, 10, 0]);
    await page.waitForSelector('.check-result.many');
    assert.match(await page.locator('.check').innerText(), /larger than 64 MB: 1\.json \(65 MB\)/);
    assert.equal(await page.locator('.check-many > li').count(), 4);
    assert.equal(await page.locator('.check-many > li.refused').count(), 2);
    await drop([65]);
    await page.waitForFunction(() => /larger than 64 MB: 0\.json/.test(document.querySelector('.check').innerText) && !document.querySelector('.many'));
    await drop([0, ...Array(9).fill(60)]);
    await page.waitForFunction(() => /more than 512 MB/.test(document.querySelector('.check').innerText));
    assert.deepEqual(troubles, []);
  });

  test('what an address sends is counted while it comes', async () => {
    const endless = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
      const piece = Buffer.alloc(1024 * 1024, ' ');
      let sent = 0;
      const more = () => { while (!response.destroyed && sent < 400 && response.write(piece)) sent += 1; };
      response.on('drain', more);
      more();
    });
    await new Promise((done) => { endless.listen(0, '127.0.0.1', done); });
    const { page } = await visited(server, 'verify/');
    await page.fill('textarea', `http://127.0.0.1:${endless.address().port}/endless.json`);
    await page.click('form button');
    assert.match((await result(page)).replace(/[\u2066-\u2069]/g, ''), /could not be fetched/);
    endless.closeAllConnections();
    endless.close();
  });

  test('hostile credentials run nothing, and are refused in time', async () => {
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const poisoned = (value) => JSON.parse(JSON.stringify(value), (key, v) => (typeof v === 'string' && !/^(https?:|did:|\d{4}-)/.test(v) && !['type', 'cryptosuite', 'proofPurpose'].includes(key) ? `${v}${markup}` : v));
    const links = (value) => JSON.parse(JSON.stringify(value).replaceAll('https://', 'javascript:alert(3)//https://'));
    const value = JSON.parse(signed);
    const deep = { head: '', fill: '[', times: 100000, tail: ']' };
    const blank = { head: '', fill: ' ', times: 30 << 20, tail: '' };
    const long = { head: `${signed.toString().trimEnd().slice(0, -1)},"x":"`, fill: 'y', times: 20 << 20, tail: '"}' };
    const blanks = { ...value, '@context': value['@context'], credentialSubject: Array.from({ length: 3000 }, () => ({ type: ['AchievementSubject'] })) };
    const files = [JSON.stringify(poisoned(value)), JSON.stringify(links(value)), deep, '{"a":', blank, long, JSON.stringify(blanks), '\0\0\0', `<svg xmlns="http://www.w3.org/2000/svg">${markup}`, `%PDF-1.7 ${'1 0 obj<<>>'.repeat(50000)}`, 'eyJhbGciOiJub25lIn0.e30.'];
    const { page, troubles } = await visited(server, 'verify/');
    for (const [n, made] of files.entries()) {
      const start = Date.now();
      // Made in the page: what drives the browser takes long to hand over large files.
      await page.evaluate(({ name, head, fill, times, tail }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([head, fill.repeat(times), tail], name));
        document.querySelector('.verify .check').replaceChildren();
        window.longest = 0;
        let last = performance.now();
        clearInterval(window.beat);
        window.beat = setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 20);
        dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
      }, { name: `hostile-${n}${markup}.json`, ...(typeof made === 'string' ? { head: made, fill: '', times: 0, tail: '' } : made) });
      const told = await result(page);
      assert.ok(!/Verified as of|Genuine/.test(told), `${n}: ${told}`);
      assert.ok(Date.now() - start < 25000, `${n} took ${Date.now() - start} ms`);
      const longest = await page.evaluate(() => window.longest);
      assert.ok(longest < 2000, `${n} held the page up for ${longest} ms`);
      assert.equal(await page.locator('.check img, .check script, .check a[href^="javascript" i]').count(), 0, `${n}`);
    }
    assert.deepEqual(troubles, []);
  });

  test('says so when a site cannot be asked', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    await page.fill('textarea', 'https://nobody.example/credential.json');
    await page.click('form button');
    assert.match((await result(page)).replace(/[\u2066-\u2069]/g, ''), /^nobody\.example could not be fetched\.\s+Save the file of the credential and drop it here\./);
    assert.deepEqual(troubles, []);
  });

  test('can be kept as one file', async () => {
    const { page, troubles } = await visited(server, 'verify/');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Keep this page').click()]);
    assert.equal(download.suggestedFilename(), 'verify.html');
    assert.deepEqual(readFileSync(await download.path()), readFileSync(join(out, 'verify/verify.html')));
    assert.deepEqual(troubles, []);
  });

  test('from a disk, leads to the page that works there', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${pathToFileURL(join(out, 'verify/index.html'))}#../credentials/x/credential.json`);
    await page.waitForURL(/verify\.html#/);
    assert.match(await result(page), /could not be fetched\.\s+Save the file of the credential and drop it here\./);
  });

  test('is whole without JavaScript', async () => {
    const { page } = await visited(server, 'verify/', { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    assert.match(text, /needs? JavaScript|checks with JavaScript/);
    assert.equal(await page.locator('form:visible').count(), 0);
  });
});

describe('verify/verify.html, alone in an empty folder', () => {
  let file;
  let genuine;
  before(async () => {
    const out = build(join(root, 'sample-site/portfolio'));
    genuine = readFileSync(join(out, SPEAKING, 'credential.json'), 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'accolade-stick-'));
    file = join(folder, 'verify.html');
    copyFileSync(join(out, 'verify/verify.html'), file);
    assert.deepEqual(readdirSync(folder), ['verify.html']);
  });

  /** The page from the disk, and everything that it does besides showing itself: what it asks for, says or breaks. */
  async function opened(options = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const troubles = [];
    const own = pathToFileURL(file).href;
    page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
    page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
    page.on('request', (request) => { if (request.url().split('#')[0] !== own && !/^(data|blob):/.test(request.url())) troubles.push(`asks for ${request.url()}`); });
    await page.goto(own);
    return { page, troubles };
  }

  const drop = (page, files) => page.evaluate((all) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of all) dataTransfer.items.add(new File([text], name));
    document.querySelector('.check').replaceChildren();
    document.querySelector('.verify-drop').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
  }, files);
  const result = async (page) => {
    await page.waitForSelector('.check-result');
    return (await page.locator('.check').innerText()).replace(/[\u2066-\u2069]/g, '');
  };
  const forged = () => genuine.replaceAll('Maya', 'Mary');

  test('a genuine credential that is dropped is verified, with the day of what it rests on', async () => {
    const { page, troubles } = await opened();
    await drop(page, [['talk.json', genuine]]);
    const told = await result(page);
    for (const words of ['Verified as of 8 June 2026', 'Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026.', 'Nothing was changed since it was signed.', 'The key belongs to the University of Alder Bay.', 'Not revoked as of 8 June 2026.', ': talk.json']) {
      assert.ok(told.includes(words), `${words} in ${told}`);
    }
    assert.ok(!told.includes('file:'), 'where the file lies is nobody else’s business');
    assert.deepEqual([...troubles, ...(await violations(page)), ...(await overflow(page))], []);
  });

  test('a forged one is refused, dropped, chosen or pasted', async () => {
    const { page, troubles } = await opened();
    const refused = /Refused: it was altered after it was signed/;
    await drop(page, [['talk.json', forged()]]);
    assert.match(await result(page), refused);
    await page.reload();
    await page.setInputFiles('input[type=file]', { name: 'talk.json', mimeType: 'application/json', buffer: Buffer.from(forged()) });
    assert.match(await result(page), refused);
    await page.reload();
    await page.fill('textarea', forged());
    await page.click('form button');
    const told = await result(page);
    assert.match(told, refused);
    assert.doesNotMatch(told, /Verified/);
    assert.deepEqual(troubles, []);
  });

  test('several are counted, and the one in its address is read', async () => {
    const { page, troubles } = await opened();
    await drop(page, [['one.json', genuine], ['two.json', forged()]]);
    await result(page);
    assert.equal(await page.locator('.check-many > li.refused').count(), 1);
    assert.equal(await page.locator('.check-many > li.verified').count(), 1);
    await page.goto(`${pathToFileURL(file)}#${deflateRawSync(genuine).toString('base64url')}`);
    await page.reload();
    assert.match(await result(page), /Verified as of 8 June 2026/);
    assert.deepEqual(troubles, []);
  });

  test('an address is not asked for', async () => {
    const { page, troubles } = await opened();
    await page.fill('textarea', 'https://maya-lindqvist.example/credentials/public-speaking-foundations/credential.json');
    await page.click('form button');
    assert.match(await result(page), /^maya-lindqvist\.example could not be fetched\./);
    assert.deepEqual(troubles, []);
  });

  for (const [mode, options] of [['at 320 px', { viewport: { width: 320, height: 640 } }], ['in the dark', { colorScheme: 'dark' }]]) {
    test(`with the keyboard alone, ${mode}`, async () => {
      const { page, troubles } = await opened(options);
      const focused = (wanted) => page.waitForFunction((selector) => document.activeElement?.matches(selector), wanted, { timeout: 3000 });
      await page.keyboard.press('Tab');
      await focused('input[type=file]');
      await page.keyboard.press('Tab');
      await focused('textarea');
      await page.keyboard.insertText(genuine);
      await page.keyboard.press('Tab');
      await focused('button[type=submit]');
      await page.keyboard.press('Enter');
      assert.match(await result(page), /Verified as of 8 June 2026/);
      await focused('.check');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.ok(await page.locator('.check-result details[open]').count(), 'details open by keyboard');
      assert.deepEqual([...troubles, ...(await violations(page)), ...(await overflow(page))], []);
    });
  }
});

// The line that tells the verdict: what came may be named before it.
function headline(text) {
  return text.split('\n').find((line) => / as of /.test(line)) ?? text;
}
