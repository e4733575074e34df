// What a reader brings to the page that checks: several credentials, folders, links, and much that is none. Each is told apart from the others,
// in words, and what could not be checked is neither a pass nor a refusal.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';

import { overflow } from './overflow.js';
import { visitor } from './reader.js';
import { did, signed } from './signer.js';
import { build, inLanguage, keepPicture, launch, root, serve, temporary } from './sites.js';

const bare = (text) => text.replace(/[\u2066-\u2069]/g, '');

let browser;
let registry;
const visited = (options) => visitor(browser)(registry, 'verify/', options);
before(async () => {
  browser = await launch();
  const out = build(join(root, 'sample-site/registry'));
  registry = { ...await serve(out), out };
});
after(async () => { await registry?.close(); await browser?.close(); });

const credential = (name) => readFileSync(join(root, 'sample-site/registry/credentials', `${name}.json`), 'utf8');
const [GENUINE, EXPIRED, REVOKED] = ['2wldxq25rt3xxpse', 'brue6ept3il3e5g5', 'dnuqqyewnt5nespm'];
const harvard = () => signed({ holder: 'Mallory Evil', title: 'Doctor of Medicine', issuer: 'Harvard University' });
const choose = (page, files) => page.setInputFiles('input[type=file]', Object.entries(files).map(([name, body]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(body) })));
const told = async (page) => { await page.waitForSelector('.check-result'); return bare(await page.locator('.verify .check').innerText()); };
// At once: what is found first and asked then may have been renewed in between, and has no lines any more.
const rows = async (page) => {
  await page.waitForSelector('.check-many');
  return (await page.evaluate(() => [...document.querySelectorAll('.check-many > li')].map((row) => row.innerText))).map(bare);
};
const classes = (page) => page.locator('.check-many > li').evaluateAll((all) => all.map(({ className }) => className));
const counts = async (page) => Object.fromEntries(await page.locator('.check-counts > div').evaluateAll((all) => all.map((one) => [one.querySelector('dt').textContent, Number(one.querySelector('dd').textContent)])));

describe('of many', () => {
  test('an issuer that nobody lists has not the mark of one that is listed, and is counted apart', async () => {
    const { page, troubles } = await visited();
    await choose(page, { 'a.json': credential(GENUINE), 'harvard.json': harvard(), 'b.json': `${credential(GENUINE)} ` });
    const [first] = await rows(page);
    assert.deepEqual(await classes(page), ['unlisted', 'verified', 'verified']);
    assert.ok(first.includes(`“Harvard University” (${did.slice(0, 16)}…${did.slice(-8)})`), first);
    assert.match(first, /Verified, issuer not listed here/);
    assert.deepEqual(await counts(page), { 'Verified, issuer not listed here': 1, Verified: 2 });
    const marks = await page.locator('.check-many > li > details > summary > .shape > path').evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    assert.notEqual(marks[0], marks[1]);
    await page.locator('.check-many > li').first().locator('summary').click();
    assert.match((await rows(page))[0], /This site does not list this issuer/);
    assert.deepEqual(troubles, []);
  });

  for (const [mode, options] of [['390 px', { viewport: { width: 390, height: 800 } }], ['1280 px', { viewport: { width: 1280, height: 800 } }], ['390 px, dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }]]) {
    test(`each says whose it is, what, by whom and from which file, at ${mode}`, async () => {
      const { page } = await visited(options);
      const facts = JSON.parse(credential(GENUINE));
      await choose(page, { 'one.json': credential(GENUINE), 'two.json': credential(REVOKED), 'three.json': credential(EXPIRED), 'harvard.json': harvard() });
      const row = (await rows(page)).find((text) => text.includes('one.json'));
      const [what, more] = row.split('\n');
      const holder = facts.credentialSubject.name;
      assert.equal(what, `${holder} · ${facts.credentialSubject.achievement.name}`);
      assert.match(more, /^Verified as of .* · University of Alder Bay · one\.json$/);
      assert.deepEqual(await overflow(page), []);
      await keepPicture(page, { site: 'registry', path: 'verify/many', width: options.viewport.width, mode: options.colorScheme ?? 'light' });
    });
  }

  test('one that was revoked or has expired is not counted as good news, and stands first', async () => {
    const { page } = await visited();
    await choose(page, { 'a.json': credential(EXPIRED), 'b.json': credential(REVOKED), 'c.json': credential(GENUINE) });
    const all = await rows(page);
    assert.match(all[0], /revoked/);
    assert.match(all[1], /expired/);
    assert.deepEqual(await counts(page), { Revoked: 1, Expired: 1, Verified: 1 });
  });
});

describe('a list in JSON', () => {
  test('is as many as it has credentials, each exactly as it is written there', async () => {
    const { page, troubles } = await visited();
    const tricky = signed({ holder: 'A "]},{[ \\\\', title: 'B', issuer: 'C' });
    await choose(page, { 'all.json': `\n[ ${credential(REVOKED)},${tricky} ,\n${credential(GENUINE)}]\n` });
    assert.deepEqual((await rows(page)).map((text) => text.split(' · ').at(-1)), ['all.json:1', 'all.json:2', 'all.json:3']);
    assert.deepEqual(await classes(page), ['authentic', 'unlisted', 'verified']);
    await page.reload();
    await page.fill('textarea', `[${credential(REVOKED)}]`);
    await page.click('form button');
    assert.match(await told(page), /Genuine, but revoked/);
    assert.equal(await page.locator('.check-file').count(), 0);
    assert.deepEqual(troubles, []);
  });

  test('that is broken is refused as a whole', async () => {
    for (const text of [`[${credential(GENUINE)}`, `[${credential(GENUINE)},]`, `[${credential(GENUINE)}] x`, `[${credential(GENUINE)},1]`]) {
      const { page } = await visited();
      await choose(page, { 'all.json': text });
      await told(page);
      assert.match(await page.locator('.check-verdict').innerText(), /no credential/);
      await page.context().close();
    }
  });
});

describe('the result', () => {
  test('says at its head when nobody here lists the issuer, and has not the seal of one that is listed', async () => {
    const { page, troubles } = await visited();
    const head = async (text, say) => {
      await page.fill('textarea', text);
      await page.click('form button');
      await page.waitForFunction((say) => new RegExp(say).test(document.querySelector('.check-verdict')?.innerText), say);
      return page.locator('.check-seal').getAttribute('class');
    };
    assert.equal(await head(harvard(), '^Verified as of .*, but this site does not list the issuer$'), 'check-seal unlisted');
    assert.equal(await head(credential(GENUINE), '^Verified as of [^,]*$'), 'check-seal verified');
    assert.deepEqual(troubles, []);
  });

  test('of an altered one says so once, and in another size than all else', async () => {
    const { page } = await visited();
    await page.fill('textarea', credential(REVOKED).replace('Tomas', 'Thomas'));
    await page.click('form button');
    await page.waitForSelector('.check-result.altered .check-seal.altered');
    const said = (await page.locator('.check-result :is(.check-verdict, .check-said, .check-who, .checks)').allInnerTexts()).join(' ');
    assert.equal(said.split('altered after it was signed').length, 2, said);
    const [head, step] = await page.evaluate(() => ['.check-verdict', '.checks'].map((one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize)));
    assert.ok(head >= 1.4 * step, `${head} and ${step}`);
  });

  test('names the file, and so does the sentence that is copied', async () => {
    const { page } = await visited();
    await choose(page, { 'tomas.json': credential(REVOKED) });
    await told(page);
    assert.match(await page.locator('.check-result').innerText(), /^tomas\.json\s+Genuine, but revoked/);
    assert.match(await page.locator('.check-sum').innerText(), /^tomas\.json – Genuine, but revoked by the issuer: Tomas Echeverria earned Technical Writing from/);
    await choose(page, { 'altered.json': credential(REVOKED).replace('Tomas', 'Thomas') });
    await page.waitForSelector('.check-result.altered');
    assert.match(await page.locator('.check-sum').innerText(), /^altered\.json – Refused: it was altered after it was signed\. Checked on/);
  });

  test('of pasted text names no file', async () => {
    const { page } = await visited();
    await page.fill('textarea', credential(REVOKED));
    await page.click('form button');
    await told(page);
    assert.match(await page.locator('.check-sum').innerText(), /^Genuine, but revoked/);
    assert.equal(await page.locator('.check-file').count(), 0);
  });
});

describe('files', () => {
  /** Drops what lies on the disk, as a reader does. */
  const drop = async (page, paths) => {
    const session = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data: { items: [], files: paths, dragOperationsMask: 1 } });
    }
  };

  test('of a folder are checked with those beside it, and what is hidden is left alone', async () => {
    const { page, troubles } = await visited();
    const folder = temporary();
    mkdirSync(join(folder, 'all/deep'), { recursive: true });
    writeFileSync(join(folder, 'all/one.json'), credential(GENUINE));
    writeFileSync(join(folder, 'all/deep/two.json'), credential(REVOKED));
    writeFileSync(join(folder, 'all/.hidden'), 'x');
    writeFileSync(join(folder, 'three.json'), credential(EXPIRED));
    await drop(page, [join(folder, 'all'), join(folder, 'three.json')]);
    const all = await rows(page);
    assert.deepEqual(all.map((text) => text.split(' · ').at(-1)), ['all/deep/two.json', 'three.json', 'all/one.json']);
    assert.deepEqual(troubles, []);
    mkdirSync(join(folder, 'none'));
    await drop(page, [join(folder, 'none')]);
    await page.waitForFunction(() => /There is nothing to check yet/.test(document.querySelector('.check-result').innerText));
  });

  test('of which one cannot be read are checked all the same, and that one is told', async () => {
    const { page, troubles } = await visited();
    const gone = join(temporary(), 'gone.json');
    writeFileSync(gone, credential(GENUINE));
    await page.setInputFiles('input[type=file]', gone);
    await told(page);
    await page.evaluate(() => { document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'own' })); });
    await page.setInputFiles('#own', gone);
    await page.evaluate(async () => { [window.gone] = document.querySelector('#own').files; await window.gone.arrayBuffer(); });
    writeFileSync(gone, 'another text');
    utimesSync(gone, 1, 1);
    assert.equal(await page.evaluate(() => window.gone.arrayBuffer().then(() => 'read', ({ name }) => name)), 'NotReadableError');
    const dropAll = (texts) => page.evaluate((more) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(window.gone);
      more.forEach((text, n) => dataTransfer.items.add(new File([text], `${n}.json`)));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }, texts);
    await dropAll([credential(REVOKED), credential(GENUINE)]);
    const all = await rows(page);
    assert.match(all[1], /^gone\.json\s+This could not be read\. Of a folder, drop the files that are in it here\.$/);
    assert.deepEqual(await counts(page), { Revoked: 1, 'Not checked': 1, Verified: 1 });
    await dropAll([]);
    await page.waitForFunction(() => /^This could not be read/.test(document.querySelector('.verify .check').innerText));
    assert.deepEqual(troubles, []);
  });
});

describe('what is no credential', () => {
  const kinds = {
    'page.html': ['<!doctype html><p>My badge', /^This is a web page and no credential\./],
    'photo.jpg': ['\xff\xd8\xff\xe0', /^This is a picture that carries no credential\./],
    'photo.svg': ['<svg xmlns="http://www.w3.org/2000/svg"/>', /^There is no credential in this file\./],
    'all.zip': ['PK\x03\x04', /^This is an archive\./],
    'empty.json': ['', /^This file is empty\./],
    'text.txt': ['hello', /^This is no credential: neither JSON nor a signed token/],
    'export.json': ['{"profile":{"skills":[1]}}', /^This is data of another platform and no credential\. Ask for the Open Badge file\./],
    'number.json': ['[1]', /^This is data of another platform/],
  };
  for (const [name, [text, says]] of Object.entries(kinds)) {
    test(`${name} is named for what it is, and what to do`, async () => {
      const { page } = await visited();
      await choose(page, { [name]: Buffer.from(text, 'latin1') });
      await told(page);
      const box = page.locator('.check-result');
      assert.match(await page.locator('.check-verdict').innerText(), says);
      assert.equal(await box.locator('details').count(), 1);
      assert.equal(await box.locator('details[open]').count(), 0, 'the exact terms are there for who wants them');
      assert.doesNotMatch(await box.innerText(), /Refused|cannot be judged|exact terms say why/);
    });
  }

  test('is counted apart, after all that is one', async () => {
    const { page } = await visited();
    await choose(page, { 'a.txt': 'hello', 'b.json': credential(REVOKED), 'c.json': '{"a":1}' });
    assert.deepEqual((await rows(page)).map((text) => text.split('\n')[0]), ['Tomas Echeverria · Technical Writing', 'a.txt', 'c.json']);
    assert.deepEqual(await counts(page), { Revoked: 1, 'No credential': 2 });
  });

  test('is named in the language of the page', async () => {
    const server = await serve(build(inLanguage('portfolio', 'de')));
    const { page } = await visitor(browser)(server, 'verify/');
    await choose(page, { 'a.txt': 'hello' });
    await told(page);
    assert.match(await page.locator('.check-verdict').innerText(), /^Das ist kein Nachweis: weder JSON/);
    assert.doesNotMatch(await page.locator('.check-result').innerText(), /plain text/);
    await server.close();
  });
});

describe('links, as people have them', () => {
  /** A page whose other hosts answer: `site.example` as this site, without the files of its own pages. */
  const arrive = async () => {
    const { page, troubles } = await visited();
    await page.route('https://site.example/**', (route) => {
      const path = join(registry.out, new URL(route.request().url()).pathname);
      const file = path.endsWith('/') ? `${path}index.html` : path;
      return route.fulfill({ body: readFileSync(file), headers: { 'access-control-allow-origin': '*', 'content-type': file.endsWith('.html') ? 'text/html' : 'application/json' } });
    });
    await page.route('https://www.credly.example/**', (route) => route.abort());
    return { page, troubles };
  };
  const ask = async (page, text) => {
    await page.fill('textarea', text);
    await page.evaluate(() => document.querySelector('.verify .check').replaceChildren());
    await page.click('form button');
    return told(page);
  };
  const [ONE, TWO] = [`credentials/${GENUINE}/`, `credentials/${REVOKED}/`];

  test('without https:// are read, and in a sentence', async () => {
    const { page, troubles } = await arrive();
    for (const text of [`site.example/${TWO}`, ` See https://site.example/${TWO}. `, `(https://site.example/${TWO}credential.json)`]) {
      assert.match(await ask(page, text), /Genuine, but revoked/, text);
    }
    assert.match(await ask(page, 'www.credly.example/badges/123'), /^www\.credly\.example could not be fetched\.\s+Save the file of the credential/);
    assert.match(await ask(page, 'either/or and e.g./i.e. nothing'), /This is no credential/);
    assert.deepEqual(troubles, []);
  });

  test('of which there are several are told as many, also those that nobody answers', async () => {
    const { page } = await arrive();
    await ask(page, `https://site.example/${ONE}\nhttps://site.example/${TWO}\nwww.credly.example/badges/1, https://site.example/index.html`);
    const all = await rows(page);
    assert.equal(all.length, 4);
    assert.match(all[0], /revoked .* · https:\/\/site\.example/);
    assert.match(all[1], /www\.credly\.example could not be fetched/);
    assert.match(all[2], /This is a web page and no credential/);
    await ask(page, Array.from({ length: 45 }, (_, n) => `https://site.example/${ONE}credential.json?${n}`).join('\n'));
    assert.equal((await rows(page)).length, 40);
    assert.match(await told(page), /^Only the first 40 links were checked\./);
  });

  test('to a page that checks are followed to what they hold', async () => {
    const { page } = await arrive();
    const packed = deflateRawSync(credential(REVOKED)).toString('base64url');
    for (const text of [`https://elsewhere.example/verify/#${packed}`, `https://elsewhere.example/verify/#https://site.example/${TWO}credential.json`, `https://site.example/verify/#../${TWO}`, `https://elsewhere.example/verify/#${encodeURIComponent(`https://site.example/${TWO}`)}`]) {
      assert.match(await ask(page, text), /Genuine, but revoked/, text);
    }
    assert.match(await ask(page, `https://elsewhere.example/verify/#${packed.slice(0, 99)}`), /^This link cannot be read/);
  });
});

describe('a badge of Open Badges 2 without a signature', () => {
  const address = 'https://issuer.example/assertions/1';
  const badge = { type: 'BadgeClass', id: 'https://issuer.example/b/1', name: 'Sailing', description: 'd', image: 'https://issuer.example/i.png', criteria: { narrative: 'n' }, issuer: { id: 'https://issuer.example/i', type: 'Issuer', name: 'Issuer', url: 'https://issuer.example', email: 'a@b.example' } };
  const assertion = JSON.stringify({ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: address, recipient: { type: 'email', hashed: false, identity: 'a@b.example' }, badge, verification: { type: 'hosted' }, issuedOn: '2020-01-01T00:00:00Z' });

  test('could be by anybody, leads to its source, and no key is spoken of', async () => {
    const { page, troubles } = await visited();
    await page.route('https://issuer.example/**', (route) => route.abort());
    await choose(page, { 'a.json': assertion });
    const text = await told(page);
    assert.match(text, /It carries no signature: anybody could have written this file/);
    assert.doesNotMatch(text, /key|This could not be found out|earned/);
    assert.match(text, /nothing of it is proven:\s+Sailing · Issuer/);
    assert.equal(await page.locator('.check-result > p > a').getAttribute('href'), address);
    assert.deepEqual(troubles, []);
  });

  test('is told as its host publishes it, where that can be asked', async () => {
    const { page } = await visited();
    await page.route('https://issuer.example/**', (route) => (route.request().url() === address ? route.fulfill({ body: assertion, headers: { 'access-control-allow-origin': '*' } }) : route.abort()));
    await choose(page, { 'a.json': assertion });
    await page.waitForFunction(() => /^As published by .*issuer\.example.*, as of/.test(document.querySelector('.check-verdict')?.innerText));
  });
});

describe('a key that cannot be fetched', () => {
  /** A page of a site that knows nobody, and the hosts of issuers as they answer. */
  const alone = async (answer) => {
    const { page, troubles } = await visited();
    await page.route('**/known.json', (route) => route.fulfill({ json: { documents: [], issuers: [], gone: [] } }));
    await page.route('https://credentials.alderbay.example/**', (route) => answer(route));
    await page.reload();
    return { page, troubles };
  };
  const copies = () => JSON.parse(readFileSync(join(registry.out, 'verify/known.json'), 'utf8')).documents;
  const finished = (page) => page.waitForFunction(() => document.querySelector('.check-result') && !/Checking …/.test(document.querySelector('.check-result').innerText));

  test('is no refusal: its key is named, nothing that it says of itself is told, and it can be tried again', async () => {
    let open = false;
    const { page, troubles } = await alone((route) => {
      const copy = copies().find(({ url }) => url === route.request().url());
      return open && copy ? route.fulfill({ body: readFileSync(join(registry.out, copy.file)), headers: { 'access-control-allow-origin': '*' } }) : route.abort();
    });
    await choose(page, { 'a.json': credential(REVOKED) });
    await finished(page);
    const text = await told(page);
    assert.match(text, /Could not be checked: the key of credentials\.alderbay\.example could not be fetched/);
    // Whoever wants to be shown here as a doctor of medicine could name a key that nobody can fetch.
    assert.doesNotMatch(text, /Refused|This could not be found out|Verified|Genuine|Tomas|Technical Writing/);
    assert.equal(await page.locator('.check-result.unchecked').count(), 1);
    assert.deepEqual(await overflow(page), []);
    open = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => /Genuine, but revoked/.test(document.querySelector('.check-result')?.innerText));
    assert.deepEqual(troubles, []);
  });

  test('among many is counted apart from what is refused', async () => {
    const { page } = await alone((route) => route.abort());
    await choose(page, { 'a.json': credential(GENUINE), 'b.json': harvard().replace('Mallory', 'Melanie') });
    await finished(page);
    assert.deepEqual(await counts(page), { Refused: 1, 'Not checked': 1 });
    assert.deepEqual(await classes(page), ['refused altered', 'unchecked']);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  test('of a document that does not list it is no excuse', async () => {
    const { page } = await alone((route) => route.fulfill({ json: { id: 'did:web:credentials.alderbay.example', verificationMethod: [], assertionMethod: [] }, headers: { 'access-control-allow-origin': '*' } }));
    await choose(page, { 'a.json': credential(GENUINE) });
    await finished(page);
    assert.match(await told(page), /Refused: it cannot be judged/);
  });
});
