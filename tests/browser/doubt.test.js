// What a doubtful reader tries on the check: names that anybody can take, pages that say something else than what is signed, hosts that answer
// with nonsense, files that are too much, and links that are broken. What is told is true each time, and the page stays with its reader.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';

import { overflow } from './overflow.js';
import { checked, visitor } from './reader.js';
import { did, signed } from './signer.js';
import { accolade, build, copyOf, inLanguage, launch, root, serve, temporary } from './sites.js';

const SPEAKING = 'credentials/public-speaking-foundations/';
const ALDER = 'https://credentials.alderbay.example/**';
const bare = (text) => text.replace(/[\u2066-\u2069]/g, '');

let browser;
const visited = (...what) => visitor(browser)(...what);
let portfolio;
let registry;
before(async () => {
  browser = await launch();
  [portfolio, registry] = await Promise.all(['portfolio', 'registry'].map(async (site) => {
    const out = build(join(root, 'sample-site', site));
    return { ...await serve(out), out };
  }));
});
after(async () => { await portfolio?.close(); await registry?.close(); await browser?.close(); });

const file = (text, name = 'a.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const told = async (page) => { await page.waitForSelector('.check-result'); return bare(await page.locator('.verify .check').innerText()); };
const own = () => readFileSync(join(portfolio.out, SPEAKING, 'credential.json'), 'utf8');

describe('a name that anybody can take', () => {
  const choose = async (...texts) => {
    const { page, troubles } = await visited(registry, 'verify/');
    await page.setInputFiles('input[type=file]', texts.map((text, n) => file(text, `${n}.json`)));
    const text = await told(page);
    assert.deepEqual(troubles, []);
    return { page, text };
  };

  test('is not taken for the issuer that has it here', async () => {
    for (const issuer of ['University of Alder Bay', 'university  of ALDER bay.', 'University\u200b of Alder Bay']) {
      const { page, text } = await choose(signed({ holder: 'Mallory Evil', title: 'Doctor of Medicine', issuer }));
      assert.doesNotMatch(text, /Verified/, issuer);
      assert.match(text, /Not from the “.*” that this site knows/i);
      assert.match(await page.locator('.check-sum').innerText(), /anybody can take a name/);
      assert.equal(await page.locator('.check-result.verified').count(), 0);
    }
  });

  test('that is not known here is told with what the issuer can be held by', async () => {
    const { page, text } = await choose(signed({ holder: 'Mallory Evil', title: 'Doctor of Medicine', issuer: 'University of Nowhere, recognised by this site' }));
    const short = `${did.slice(0, 16)}…${did.slice(-8)}`;
    assert.ok(text.includes(`The key is that of ${short}, which calls itself “University of Nowhere, recognised by this site”.`), text);
    const sum = bare(await page.locator('.check-sum').innerText());
    assert.ok(sum.includes(`(${short})`) && sum.includes('This site does not list this issuer'), sum);
  });

  test('on a host where many have pages is told with its page, and a long host by its end', async () => {
    for (const [id, told] of [
      ['did:web:www.alderbay.example:~eve', '(www.alderbay.example/~eve)'],
      ['https://alderbay.example/~eve#key', '(alderbay.example/~eve)'],
      ['did:web:alderbay.example', '(alderbay.example)'],
      ['https://alderbay.example/', '(alderbay.example)'],
      [`did:web:alderbay.example.${'a'.repeat(99)}.evil.example`, 'aa.evil.example)'],
    ]) {
      const { page } = await visited(registry, 'verify/');
      await page.route((url) => url.origin !== new URL(registry.url).origin, (route) => route.abort());
      await page.setInputFiles('input[type=file]', [file(signed({ holder: 'Eve', title: 'Doctor of Medicine', issuer: 'University of Nowhere', id }))]);
      await page.waitForSelector('.check-result');
      const sum = bare(await page.locator('.check-sum').innerText());
      assert.ok(sum.includes(`“University of Nowhere” ${told.startsWith('(') ? told : '(…'}`) && sum.includes(told), `${id}: ${sum}`);
      await page.context().close();
    }
  });

  test('stands among the first of many, without the mark of what holds', async () => {
    const good = readdirSync(join(registry.out, 'credentials'), { recursive: true }).find((path) => path.endsWith('credential.json'));
    const { page } = await choose(readFileSync(join(registry.out, 'credentials', good), 'utf8'), signed({ holder: 'Mallory Evil', title: 'Doctor of Medicine', issuer: 'University of Alder Bay' }));
    assert.match(await page.locator('.check-many > li').first().innerText(), /Doctor of Medicine/);
    assert.equal(await page.locator('.check-many > li.verified').count(), 1);
  });

  test('cannot turn the words around it', async () => {
    const { page } = await choose(signed({ holder: 'Mallory \u2069\u202Elive', title: 'A\u202E', issuer: 'B\u2069\u202E' }));
    assert.doesNotMatch(await page.locator('.verify .check').innerText(), /[\u202a-\u202e]/);
    assert.doesNotMatch(await page.locator('.check-sum').innerText(), /[\u202a-\u202e\u2066-\u2069]/);
  });
});

test('of what cannot be read at all the reason stands there, and of what cannot be judged as well', async () => {
  const { page } = await visited(registry, 'verify/');
  await page.setInputFiles('input[type=file]', [file('hello world', 'a.txt')]);
  await page.waitForSelector('.check-result');
  assert.match(await page.locator('.check-verdict').innerText(), /neither JSON nor a signed token/);
  await page.setInputFiles('input[type=file]', [file(JSON.stringify({ ...JSON.parse(own()), proof: undefined, nonsense: 1 }), 'a.json')]);
  await page.waitForFunction(() => /undefined-term/.test(document.querySelector('.check-result')?.innerText));
});

describe('a page that shows something else', () => {
  const facts = (label) => `[...document.querySelectorAll('.facts > div')].find((row) => row.querySelector('dt').innerText === '${label}').querySelector('dd')`;
  for (const [what, change] of [
    ['another name among the facts', `${facts('Issued to')}.querySelector('bdi').textContent = 'Somebody Else'`],
    ['another issuer among the facts', `${facts('Issued by')}.querySelector('bdi').textContent = 'Harvard'`],
    ['another month', `document.querySelectorAll('time[data-signed=earned]').forEach((time) => { time.textContent = '12 January 2026'; })`],
    ['more than the day', `document.querySelectorAll('time[data-signed=earned]').forEach((time) => { time.textContent += ' to 31 December 2031'; })`],
    ['an issuer that nobody sees', `document.querySelectorAll('[data-signed=issuer]').forEach((node) => { node.style.display = 'none'; node.after('Harvard'); })`],
    ['no issuer', `document.querySelectorAll('[data-signed=issuer]').forEach((node) => { node.removeAttribute('data-signed'); node.textContent = 'Harvard'; })`],
    ['another name under a smaller heading', `document.querySelector('h1').outerHTML = '<h2>Somebody Else</h2>'; ${facts('Issued to')}.innerHTML = 'Somebody Else'`],
  ]) {
    test(`${what}: says so, and copies no verdict`, async () => {
      const { page } = await visited(portfolio, SPEAKING);
      await page.evaluate(change);
      assert.equal(await page.locator('[data-as-built]').isVisible(), true);
      assert.match(await checked(page), /^This page does not show what was signed\./);
      const sum = await page.locator('.check-sum').innerText();
      assert.match(sum, /^This page does not show what was signed\./);
      assert.doesNotMatch(sum, /Verified|Maya/);
      // Nor does the page's own verdict stand above it.
      assert.equal(await page.locator('.verdict').innerText(), 'This page does not show what was signed.');
      assert.equal(await page.locator('.check a.plain').isVisible(), false);
      assert.equal(await page.locator('[data-as-built]').isVisible(), false, 'what was found when the page was made');
    });
  }

  test('has its own verdict back once it shows what was signed', async () => {
    const { page } = await visited(portfolio, SPEAKING);
    const before = await page.locator('.verdict').innerText();
    await page.evaluate(`window.was = ${facts('Issued to')}.querySelector('bdi').textContent; ${facts('Issued to')}.querySelector('bdi').textContent = 'Somebody Else'`);
    await checked(page);
    assert.notEqual(await page.locator('.verdict').innerText(), before);
    await page.evaluate(`${facts('Issued to')}.querySelector('bdi').textContent = window.was`);
    await page.click('.check button');
    await page.waitForSelector('.check-result.verified');
    assert.equal(await page.locator('.verdict').innerText(), before);
    assert.equal(await page.locator('[data-as-built]').isVisible(), true);
  });

  test('no end of its validity', async () => {
    const { page } = await visited(portfolio, 'credentials/studio-induction/');
    await page.evaluate(() => document.querySelectorAll('[data-signed=until]').forEach((node) => node.remove()));
    assert.match(await checked(page), /^This page does not show what was signed\./);
  });

  test('an issuer without a name is shown by its identifier, which is what was signed', async () => {
    const project = copyOf('portfolio');
    for (const [name, issuer] of [['named', 'University of Nowhere'], ['nameless', undefined]]) {
      writeFileSync(join(project, 'credentials', `${name}.json`), signed({ holder: 'Maya Lindqvist', title: `A ${name} talk`, issuer, urn: name === 'named' ? '6d1bd3c9-4a3f-4d0b-9a41-1c3a0a5f6e2e' : '7d1bd3c9-4a3f-4d0b-9a41-1c3a0a5f6e2e' }));
    }
    const site = await serve(build(project));
    for (const name of ['named', 'nameless']) {
      const { page } = await visited(site, `credentials/${name}/`);
      assert.doesNotMatch(await checked(page), /This page does not show/, name);
      if (name === 'nameless') assert.doesNotMatch(await page.locator('main').innerText(), /University of Nowhere/);
    }
    await site.close();
  });

  test('and a pack: it compares as well, and copies no place on a disk', async () => {
    const pack = join(temporary(), 'pack.html');
    accolade(['pack', 'public-speaking-foundations', '--dir', join(root, 'sample-site/portfolio'), '-o', pack]);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(String(pathToFileURL(pack)));
    assert.match(await checked(page), /^Verified as of/);
    assert.doesNotMatch(await page.locator('.check-sum').innerText(), /file:/);
    writeFileSync(pack, readFileSync(pack, 'utf8').replaceAll(/(<bdi data-signed="name">)[^<]*/g, '$1Somebody Else'));
    await page.reload();
    assert.match(await checked(page), /^This page does not show what was signed\./);
    await context.close();
  });
});

describe('a host that answers with nonsense', () => {
  for (const [what, body] of [['a web page', '<!doctype html><title>Welcome</title>'], ['nothing', ''], ['an error in JSON', '{"error":"not found"}']]) {
    test(`${what}: the copy stands, and the host is named`, async () => {
      const { page } = await visited(portfolio, SPEAKING);
      await page.route(ALDER, (route) => route.fulfill({ body, contentType: 'text/html', headers: { 'access-control-allow-origin': '*' } }));
      await page.click('.check button');
      await page.waitForFunction(() => /could not be fetched/.test(document.querySelector('.check-result')?.innerText));
      assert.match(await page.locator('.check-verdict').innerText(), /^Verified as of 8 June 2026/);
    });
  }

  test('a document that no longer lists the key is no nonsense: the copy does not stand against it', async () => {
    const { page } = await visited(registry, 'verify/');
    // Known to this site only by its document: no key is pinned.
    await page.route('**/known.json', async (route) => {
      const trust = await (await route.fetch()).json();
      return route.fulfill({ json: { ...trust, issuers: [] } });
    });
    await page.reload();
    await page.route(ALDER, (route) => {
      const json = route.request().url().endsWith('did.json') ? { id: 'did:web:credentials.alderbay.example', verificationMethod: [], assertionMethod: [] } : {};
      return route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } });
    });
    await page.setInputFiles('input[type=file]', file(own()));
    await page.waitForFunction(() => document.querySelector('.check-result') && !/Checking …/.test(document.querySelector('.check-result').innerText));
    assert.doesNotMatch(await page.locator('.check-verdict').innerText(), /Verified|Genuine/);
  });

  test('late: what has the focus keeps it, and what is open stays open', async () => {
    const { page } = await visited(portfolio, SPEAKING);
    await page.route(ALDER, async (route) => { await new Promise((done) => { setTimeout(done, 1500); }); await route.abort().catch(() => {}); });
    await page.click('.check button');
    await page.waitForSelector('.check-result');
    assert.match(await page.locator('.check-result').innerText(), /Checking …/, 'what is still being looked up is said');
    await page.locator('.check-result summary').nth(1).click();
    await page.locator('.check-result .actions button').focus();
    await page.waitForFunction(() => /could not be fetched/.test(document.querySelector('.check-result').innerText));
    assert.equal(await page.evaluate(() => document.activeElement.closest('.check-result .actions') !== null), true);
    assert.equal(await page.locator('.check-result details[open]').count(), 1);
    assert.doesNotMatch(await page.locator('.check-result').innerText(), /Checking …/);
  });

  test('late: whoever writes on is not interrupted', async () => {
    const { page } = await visited(registry, 'verify/');
    await page.route(ALDER, async (route) => { await new Promise((done) => { setTimeout(done, 1500); }); await route.abort().catch(() => {}); });
    await page.setInputFiles('input[type=file]', file(own()));
    await page.waitForSelector('.check-result');
    await page.focus('textarea');
    await page.waitForTimeout(2000);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA');
  });
});

describe('too much', () => {
  /** Drops files that are made in the page, and tells for how long the page did not answer. */
  const dropped = (page, made) => page.evaluate(async (all) => {
    const dataTransfer = new DataTransfer();
    for (const { name, head = '', fill = '', times = 0 } of all) dataTransfer.items.add(new File([head, fill.repeat(times)], name));
    let [last, longest] = [performance.now(), 0];
    const beat = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 20);
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    await new Promise((done) => { new MutationObserver(() => document.querySelector('.check-result') && done()).observe(document.body, { childList: true, subtree: true }); });
    await new Promise((done) => { setTimeout(done, 300); });
    clearInterval(beat);
    return longest;
  }, made);

  test('a file of very many lines is checked in part, says so, and never holds the page up', async () => {
    const { page, troubles } = await visited(registry, 'verify/');
    const longest = await dropped(page, [{ name: 'a.jsonl', fill: '{}\n', times: 400000 }]);
    assert.ok(longest < 2000, `${longest} ms`);
    const text = await told(page);
    assert.match(text, /Only the first 10,000 lines of a file were checked\./);
    assert.match(text, /500 of 10,000 are listed/);
    assert.deepEqual(troubles, []);
  });

  test('a file that the judge cannot take takes no other’s answer away', async () => {
    const { page } = await visited(registry, 'verify/');
    // The judge ends when it is asked about this name.
    await page.addInitScript(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (message.header?.files.some(({ name }) => name === 'bad.json')) setTimeout(() => this.onerror({ message: 'unreachable', preventDefault() {} }));
        else post.call(this, message, ...rest);
      };
    });
    await page.reload();
    const texts = Array.from({ length: 20 }, (_, n) => ({ name: n === 7 ? 'bad.json' : `${n}.json`, head: `${own()}${' '.repeat(n)}` }));
    await dropped(page, texts);
    assert.equal(await page.locator('.check-many > li.verified').count(), 19);
    assert.match(await page.locator('.check-many > li').first().innerText(), /bad\.json.*could not be made in this browser/s);
  });

  test('a long text in the field never holds the page up', async () => {
    const { page } = await visited(registry, 'verify/');
    const took = await page.evaluate(async () => {
      const start = performance.now();
      document.querySelector('textarea').value = 'x{"a":1}'.repeat(1 << 17);
      document.querySelector('textarea').getBoundingClientRect();
      await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
      return performance.now() - start;
    });
    assert.ok(took < 2000, `${took} ms`);
  });
});

describe('links', () => {
  const arrives = async (fragment) => {
    const { page, troubles } = await visited(registry, `verify/#${fragment}`);
    const text = await told(page);
    assert.deepEqual(troubles, []);
    return { page, text };
  };

  test('that are broken are called broken', async () => {
    const packed = deflateRawSync(own()).toString('base64url');
    for (const fragment of [packed.slice(0, 200), 'https%3A%zz', 'https://[bad']) {
      assert.match((await arrives(fragment)).text, /^This link cannot be read/, fragment);
    }
    assert.match((await arrives(packed)).text, /Verified as of/);
  });

  test('to a page of a credential lead to its file, and to another page to nothing', async () => {
    const page = readdirSync(join(registry.out, 'credentials'), { recursive: true }).map(String).find((path) => /^[^/\\]+[/\\]index\.html$/.test(path)).replaceAll('\\', '/');
    assert.match((await arrives(`../credentials/${page}`)).text, /Verified as of|Genuine/);
    assert.match((await arrives('../index.html')).text, /^This is a web page and no credential/);
    const { page: typed } = await visited(registry, 'verify/');
    await typed.fill('textarea', `${registry.url.replace('http:', 'HTTP:')}credentials/${page}`);
    await typed.click('form button');
    assert.match(await told(typed), /Verified as of|Genuine/);
  });

  test('back to the empty page finds it empty', async () => {
    const { page } = await visited(registry, 'verify/');
    await page.evaluate((packed) => { location.hash = packed; }, deflateRawSync(own()).toString('base64url'));
    await told(page);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('.verify .check').childElementCount === 0);
  });

  test('that are dropped are checked, and words that are dropped where words are written stay there', async () => {
    const { page } = await visited(registry, 'verify/');
    const drop = (selector, text) => page.evaluate(([where, what]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/plain', what);
      const event = new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true });
      document.querySelector(where).dispatchEvent(event);
      return event.defaultPrevented;
    }, [selector, text]);
    assert.equal(await drop('textarea', own()), false);
    assert.equal(await drop('.verify-drop', own()), true);
    assert.match(await told(page), /Verified as of/);
  });
});

test('one click from a disk leads to the file that checks, with the credential', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const [site, path, says] of [[portfolio, SPEAKING, /Verified as of 8 June 2026/], [registry, 'credentials/2wldxq25rt3xxpse/', /Verified as of \d+ \w+ \d{4}/]]) {
    await page.goto(String(pathToFileURL(join(site.out, path, 'index.html'))));
    await page.click('.check a.button');
    await page.waitForURL(/verify\.html#/);
    assert.match(await told(page), says);
  }
  await context.close();
});

test('without a network the page stays, and says that it could not check', async () => {
  const { page, context } = await visited(portfolio, SPEAKING);
  await context.setOffline(true);
  await page.click('.check button');
  await page.waitForSelector('.check-verdict');
  assert.match(await page.locator('.check').innerText(), /The check could not be made in this browser\./);
  assert.ok(page.url().endsWith(SPEAKING));
  await context.setOffline(false);
  await page.click('.check button');
  await page.waitForSelector('.check-result.verified');
});

for (const language of ['de', 'es', 'fr', 'ja']) {
  test(`fits 320 px in the language "${language}", before the click and after`, async () => {
    const server = await serve(build(inLanguage('portfolio', language)));
    const { page } = await visited(server, SPEAKING, { viewport: { width: 320, height: 640 } });
    assert.deepEqual(await overflow(page), []);
    await checked(page);
    assert.deepEqual(await overflow(page), []);
    assert.equal(await page.locator('.check-result.verified').count(), 1, 'its own page shows what was signed');
    await server.close();
  });
}
