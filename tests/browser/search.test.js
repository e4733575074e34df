// The search of a register with a keyboard alone: what is typed with or without its marks is found, arrows choose, Enter opens, Escape closes;
// the parts of the index that a query needs are fetched, and nothing else; who did not agree to be listed is not found.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { accolade, build, launch, serve, temporary, watched } from './sites.js';

const PEOPLE = ['Zoë Ångström', 'Jörg Weiß', 'أحمد العلي', '佐藤 美咲', 'Łukasz O’Sullivan', 'Marta Quillfeather-Ortiz'];
const HIDDEN = 'Wanda Xylander';

let project, browser, site, context, page, troubles, parts;

before(async () => {
  project = temporary();
  mkdirSync(join(project, 'badges'));
  mkdirSync(join(project, 'awards'));
  writeFileSync(join(project, 'accolade.yaml'), 'title: Alder Bay\nurl: https://credentials.alderbay.example/\nissuer:\n  id: did:web:credentials.alderbay.example\n  name: University of Alder Bay\noutputs: [page, json]\n');
  writeFileSync(join(project, 'badges/talk.yaml'), 'name: Évaluation orale\ndescription: Gives a talk.\ncriteria: Gave a talk.\n');
  // More than one part of the index holds, so that it is a tree.
  const many = Array.from({ length: 330 }, (_, n) => `Mara ${String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26))}enning`);
  const rows = [...PEOPLE, ...many].map((name) => `${name},talk,2026-05-12,public`);
  writeFileSync(join(project, 'awards/spring.csv'), ['name,badge,awarded,consent', ...rows, `${HIDDEN},talk,2026-05-12,private`, ''].join('\n'));
  accolade(['keygen', '--plain'], { cwd: project });
  accolade(['issue', project]);
  site = await serve(build(project));
  browser = await launch();
});
after(async () => { await browser?.close(); await site?.close(); });

// A fresh first page whose box has the focus, reached by Tab.
async function arrive(options = {}) {
  await context?.close();
  context = await browser.newContext(options);
  ({ page, troubles } = await watched(context));
  parts = [];
  page.on('response', async (answer) => {
    const [, name] = /search\/index\/(.*)\.json$/.exec(answer.url()) ?? [];
    if (name) parts.push(name);
  });
  await page.goto(site.url, { waitUntil: 'load' });
  for (let i = 0; i < 30 && (await page.evaluate(() => document.activeElement.getAttribute('role'))) !== 'combobox'; i++) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox', 'Tab comes to the box');
}

// Empties the box, types, waits until the answer is said, and gives what is listed and said.
async function type(text) {
  const said = (is) => page.waitForFunction((is) => (document.querySelector('[data-search] [role=status]').textContent !== '') === is, is);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await said(false);
  await page.keyboard.insertText(text);
  await said(true);
  return page.evaluate(() => ({
    names: [...document.querySelectorAll('[role=option] bdi')].map((one) => one.textContent),
    said: document.querySelector('[data-search] [role=status]').textContent,
    open: document.querySelector('[role=combobox]').getAttribute('aria-expanded') === 'true' && !document.querySelector('[role=listbox]').hidden,
  }));
}

const chosen = () => page.evaluate(() => {
  const input = document.querySelector('[role=combobox]');
  const at = document.getElementById(input.getAttribute('aria-activedescendant'));
  const marked = [...document.querySelectorAll('[role=option][aria-selected=true]')];
  return at === null ? null : { name: at.querySelector('bdi').textContent, alone: marked.length === 1 && marked[0] === at };
});

describe('the search of a register', () => {
  test('finds a name with and without its marks, in every script', async () => {
    const cases = [
      ['zoe', 'Zoë Ångström'], ['ZOË', 'Zoë Ångström'], ['zoe\u0308 angstrom', 'Zoë Ångström'], ['weiss', 'Jörg Weiß'], ['weiß', 'Jörg Weiß'], ['jorg', 'Jörg Weiß'],
      ['احمد', 'أحمد العلي'], ['أَحْمَد', 'أحمد العلي'], ['佐藤', '佐藤 美咲'], ['美咲', '佐藤 美咲'], ['咲', '佐藤 美咲'],
      ['lukasz', 'Łukasz O’Sullivan'], ["o'sullivan", 'Łukasz O’Sullivan'], ['quillfeather ort', 'Marta Quillfeather-Ortiz'], ['evaluation', 'Évaluation orale'],
    ];
    await arrive();
    for (const [typed, name] of cases) {
      const { names, said, open } = await type(typed);
      assert.ok(names.includes(name), `${typed} finds ${name}: ${names} (${said})`);
      assert.ok(open && names.length === 1 && said.includes('1'), `${typed} finds nobody else: ${names} (${said})`);
    }
    assert.deepEqual(troubles, []);
  });

  test('leads from the number on a certificate to its page, also of who is not listed', async () => {
    await arrive();
    const slugs = readdirSync(join(project, 'credentials')).flatMap((file) => /^([a-z2-7]{16})\.json$/.exec(file)?.[1] ?? []);
    const all = slugs.length ? slugs : readFileSync(join(project, 'ledger.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line).slug);
    const hidden = all.at(-1);
    for (const [slug, typed] of [[all[0], all[0]], [all[0], `https://credentials.alderbay.example/credentials/${all[0]}/`], [hidden, ` ${hidden.toUpperCase()}`]]) {
      const { names, open } = await type(typed);
      assert.deepEqual([names, open], [[slug], true], typed);
    }
    assert.deepEqual(parts, [], 'no part of the index is asked for');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/credentials/${hidden}/**`);
    assert.ok((await page.content()).includes(HIDDEN));
    // What nobody has is looked up as a name.
    await arrive();
    const { names } = await type('abcdefghijklmnop');
    assert.deepEqual(names, []);
  });

  test('is used by keyboard alone', async () => {
    await arrive();
    const { names, said } = await type('mara');
    assert.equal(names.length, 12);
    assert.match(said, /330 · write more/, 'it is said that there are more');
    assert.equal(await chosen(), null);
    const walked = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown']) {
      await page.keyboard.press(key);
      walked.push(await chosen());
    }
    assert.deepEqual(walked, [0, 1, 0, 11, 0].map((n) => ({ name: names[n], alone: true })));
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[role=listbox]').isHidden(), true);
    assert.equal(await page.locator('[role=combobox]').inputValue(), 'mara', 'the first Escape closes the list');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[role=combobox]').inputValue(), '', 'the second empties the box');
    assert.equal(await page.locator('[data-search] [role=status]').textContent(), '', 'nothing is said of what is gone');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('[role=listbox]').isHidden(), true, 'what was found before does not come back');
    await type('zoe');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForURL(/\/holders\//), page.keyboard.press('Enter')]);
    assert.match(await page.locator('h1').textContent(), /Zoë Ångström/);
    assert.deepEqual(troubles, []);
  });

  test('hides nothing of the page, and what is clicked below it is where it was pressed', async () => {
    for (const width of [390, 1280]) {
      await arrive({ viewport: { width, height: 900 } });
      const { names } = await type('mara');
      assert.equal(names.length, 12);
      const [end, next] = await page.evaluate(() => [document.querySelector('[role=listbox]').getBoundingClientRect().bottom,
        document.querySelector('main > .look').getBoundingClientRect().top]);
      assert.ok(end <= next, `${width} px: the list ends at ${end}, and what follows begins at ${next}`);
      const link = page.locator('.look a').first();
      await Promise.all([page.waitForURL(new URL(await link.getAttribute('href'), page.url()).href), link.click()]);
    }
    await arrive();
    await type('mara');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('[role=listbox]').isHidden(), true, 'who goes on with Tab leaves it closed');
    assert.deepEqual(troubles, []);
  });

  test('is not left by the Enter that ends the composition of a word', async () => {
    await arrive();
    const { names } = await type('zoe');
    assert.equal(names.length, 1);
    await page.evaluate(() => { window.stayed = true; });
    const enter = (how) => page.locator('[role=combobox]').evaluate((input, how) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how }));
    }, how);
    for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
      await enter(how);
      await page.waitForTimeout(300);
      assert.equal(await page.evaluate(() => window.stayed), true, `${JSON.stringify(how)} goes nowhere`);
    }
    await Promise.all([page.waitForURL(/\/holders\//), enter({})]);
    assert.deepEqual(troubles, []);
  });

  test('takes the first of several with Enter, also before they are found', async () => {
    await arrive();
    const { names } = await type('mara');
    await Promise.all([page.waitForURL(/\/holders\//), page.keyboard.press('Enter')]);
    assert.match(await page.locator('h1').textContent(), new RegExp(names[0]));
    await arrive();
    await type('mara');
    await page.locator('[role=combobox]').pressSequentially('z');
    await page.locator('[role=combobox]').fill('zoe');
    await Promise.all([page.waitForURL(/\/holders\//), page.keyboard.press('Enter')]);
    assert.match(await page.locator('h1').textContent(), /Zoë Ångström/);
  });

  test('fetches what a query needs and nothing before it', async () => {
    await arrive();
    assert.deepEqual(parts, [], 'nothing is fetched before a letter is typed');
    const hex = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join('-');
    await type('maraz');
    assert.deepEqual(parts, ['all', hex('m'), hex('ma'), hex('mar'), hex('mara')]);
    await type('zoe');
    assert.deepEqual(parts.slice(5), [hex('z')], 'what is there is not fetched again, and a small part holds all');
  });

  test('does not find who did not agree', async () => {
    await arrive();
    for (const typed of ['wanda', 'xylander', HIDDEN]) {
      const { names, said, open } = await type(typed);
      assert.deepEqual({ names, open }, { names: [], open: false });
      assert.ok(said.length > 3, 'it is said that there is nothing');
    }
  });

  test('is an index from A to Z without scripts', async () => {
    await context.close();
    context = await browser.newContext({ javaScriptEnabled: false });
    ({ page, troubles } = await watched(context));
    await page.goto(`${site.url}search/`, { waitUntil: 'load' });
    assert.equal(await page.locator('[role=combobox]').isVisible(), false, 'no box that does nothing');
    assert.equal(await page.getByRole('link', { name: 'Évaluation orale' }).count(), 1);
    const found = [];
    for (let next = await page.getByRole('link', { name: 'Holders from A to Z' }).evaluate((link) => link.href); next; ) {
      await page.goto(next, { waitUntil: 'load' });
      found.push(...(await page.locator('main a').allTextContents()));
      next = await page.evaluate(() => document.querySelector('a[rel=next]')?.href);
    }
    for (const name of PEOPLE) assert.ok(found.some((text) => text.includes(name)), `${name} is listed`);
    assert.equal(found.some((text) => text.includes('Xylander')), false);
    // Leaving a page early may cut its icon short.
    assert.deepEqual(troubles.filter((one) => !/favicon.*ERR_ABORTED/.test(one)), []);
  });
});
