// What pages look like where it means something: statements are never louder than what was signed, edges line up, nothing is lost in print,
// and what a tap asks for is seen. In: the sample portfolio with more on it. Out: measured boxes and computed styles.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { visitor } from './reader.js';
import { build, copyOf, inLanguage, inTheme, launch, serve } from './sites.js';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsprüfungsvorbereitungslehrgang';
const claim = (name, kind, more = '') => `claim:\n  name: ${name}\n  earned: 2011-02-11\n  kind: ${kind}\n${more}`;

let browser;
const visited = (...what) => visitor(browser)(...what);
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The sample portfolio with a degree that its holder states, a long word, and enough for two boards of the shelf on a phone. */
function stated(theme) {
  const project = copyOf('portfolio', (text) => `${text.replace(/^(theme|sections): .*\n/gm, '')}\ntheme: ${theme}\nsections: [featured, shelf, timeline, skills]\n`);
  writeFileSync(join(project, 'credentials/degree.yaml'), claim('A Degree of My Own', 'Degree'));
  writeFileSync(join(project, 'credentials/long.yaml'), claim(LONG, 'Certificate'));
  for (let n = 0; n < 14; n += 1) writeFileSync(join(project, `credentials/badge-${n}.yaml`), claim(`Evening ${n}`, 'Badge'));
  return build(project);
}

for (const theme of ['default', 'broadside', 'catalogue']) {
  describe(theme, () => {
    let server;
    before(async () => { server = await serve(stated(theme)); });
    after(() => server?.close());

    test('a degree that its holder states is not louder than anything that was signed', async () => {
      const { page } = await visited(server, 'index.html', { viewport: { width: 1280, height: 900 } });
      const look = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => {
        const { backgroundColor, fontSize, fontWeight } = getComputedStyle(one);
        const { width, height } = one.getBoundingClientRect();
        return { filled: !/, 0\)$/.test(backgroundColor), size: Math.max(width * height, 0), type: parseFloat(fontSize) * 1000 + Number(fontWeight) };
      }));
      const [claims, signed] = [await look('.shelf .claimed'), await look('.shelf a:not(.claimed)')];
      assert.ok(claims.length > 10 && signed.length >= 3, `${claims.length} ${signed.length}`);
      assert.ok(claims.every(({ filled }) => !filled));
      const least = (all, key) => Math.min(...all.map((one) => one[key]));
      const most = (all, key) => Math.max(...all.map((one) => one[key]));
      for (const key of ['size', 'type']) assert.ok(most(claims, key) <= least(signed, key), `${key}: ${most(claims, key)} ${least(signed, key)}`);
      const [own, theirs] = [await look('.tl .claimed .tl-title'), await look('.tl li:not(.claimed) .tl-title')];
      assert.ok(most(own, 'type') <= least(theirs, 'type'));
    });

    test('the mark in a row of the timeline is drawn as the others, whatever the row is', async () => {
      const { page } = await visited(server, 'index.html', { viewport: { width: 1280, height: 900 } });
      const marks = await page.locator('.tl .state').evaluateAll((all) => all.map((one) => [getComputedStyle(one).display, getComputedStyle(one).paddingTop, getComputedStyle(one, '::before').content].join(' ')));
      assert.ok(marks.length > 10);
      assert.equal(new Set(marks).size, 1, [...new Set(marks)].join(', '));
    });

    test('one button asks loudest', async () => {
      const { page } = await visited(server, 'credentials/public-speaking-foundations/index.html', { viewport: { width: 1280, height: 900 } });
      const grounds = await page.locator('.actions .button:visible').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
      assert.ok(grounds.length > 1);
      assert.equal(grounds.filter((ground) => !/, 0\)$/.test(ground)).length, 1, grounds.join(' '));
    });

    test('the boards of the shelf run from edge to edge', async () => {
      const { page } = await visited(server, 'index.html', { viewport: { width: 390, height: 844 } });
      const [rows, cut] = await page.evaluate(() => {
        const shelf = document.querySelector('.shelf');
        const { left, right } = shelf.getBoundingClientRect();
        const bottoms = new Set();
        const short = [...shelf.children].filter((one) => {
          const box = one.getBoundingClientRect();
          bottoms.add(Math.round(box.bottom));
          const { left: before, right: after } = getComputedStyle(one, '::after');
          return box.left + parseFloat(before) > left || box.right - parseFloat(after) < right;
        });
        return [bottoms.size, short.length];
      });
      assert.ok(rows >= 2 && cut === 0, `${rows} boards, ${cut} do not reach the edge`);
    });

    test('the proofs of a skill stand right below it', async () => {
      const { page } = await visited(server, 'index.html', { viewport: { width: 1280, height: 900 } });
      const gaps = await page.locator('.map > li').evaluateAll((all) => all.filter((one) => one.children.length > 1)
        .map(({ children: [skill, behind] }) => behind.getBoundingClientRect().top - skill.getBoundingClientRect().bottom));
      assert.ok(gaps.length > 3 && gaps.every((gap) => gap < 8), gaps.join(' '));
    });

    test('nothing is printed without what stands below it, and dots stay', async () => {
      const { page } = await visited(server, 'index.html', { viewport: { width: 794, height: 1123 } });
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('#shelf').isVisible(), false);
      const adjust = await page.locator('.tl .verified').first().evaluate((one) => getComputedStyle(one, '::before').printColorAdjust);
      assert.equal(adjust, 'exact');
      // A large picture would drive the first work to the second page, and leave the head alone on the first.
      const widest = await page.locator('.works img').evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().width)));
      assert.ok(widest < 90, `${widest} px`);
    });

    test('a word that is longer than a line stays in its box', async () => {
      const { page } = await visited(server, 'credentials/long/index.html', { viewport: { width: 390, height: 844 } });
      const out = await page.evaluate(() => {
        const { right } = document.querySelector('main').getBoundingClientRect();
        const style = getComputedStyle(document.querySelector('main'));
        const edge = right - parseFloat(style.paddingRight);
        return [...document.querySelectorAll('.sentence em, .piece-name')].flatMap((one) => [...one.getClientRects()]).filter((box) => box.right > edge + 0.5).length;
      });
      assert.equal(out, 0);
    });
  });
}

test('who has nothing to show yet is offered no sheet of paper', async () => {
  const project = copyOf('portfolio');
  rmSync(join(project, 'credentials'), { recursive: true });
  for (const folder of ['pages', 'pathways']) rmSync(join(project, folder), { recursive: true, force: true });
  const out = build(project);
  assert.equal(existsSync(join(out, 'cv')), false);
  assert.doesNotMatch(readFileSync(join(out, 'index.html'), 'utf8'), /cv\/index/);
});

test('text of another direction stands on the side where the page begins', async () => {
  const server = await serve(build(inLanguage('portfolio', 'ar')));
  const { page } = await visited(server, 'credentials/media-literacy/index.html', { viewport: { width: 390, height: 844 } });
  const sides = await page.locator('p[dir=auto], .sentence, .verdict p, .facts dd').evaluateAll((all) => all.map((one) => getComputedStyle(one).textAlign));
  assert.ok(sides.length > 5);
  assert.deepEqual([...new Set(sides)], ['right']);
  server.close();
});

test('outcomes in another direction stand beside their dash', async () => {
  const server = await serve(build(inLanguage('registry', 'ar')));
  const { page } = await visited(server, 'badges/public-speaking-foundations/index.html', { viewport: { width: 390, height: 844 } });
  const apart = await page.locator('.outcomes li').evaluateAll((all) => all.map((one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return words.getBoundingClientRect().left - one.getBoundingClientRect().left;
  }));
  assert.ok(apart.length > 1 && apart.every((gap) => gap < 30), apart.join(' '));
  server.close();
});

test('on a wide screen the search of a registry stands where its lists do, and rules do not stay behind in print', async () => {
  const server = await serve(build(inTheme('registry', 'default')));
  const { page } = await visited(server, 'index.html', { viewport: { width: 1280, height: 900 } });
  const left = (selector) => page.locator(selector).first().evaluate((one) => Math.round(one.getBoundingClientRect().left));
  for (const selector of ['.seek', '.look']) assert.equal(await left(selector), await left('.part-body'), selector);
  await page.emulateMedia({ media: 'print' });
  const width = (selector) => page.locator(selector).first().evaluate((one) => parseFloat(getComputedStyle(one).borderTopWidth));
  assert.deepEqual([await width('.part'), await width('.part > h2')], [0, 1]);
  server.close();
});

test('what was found is in sight after a tap on a phone, and moves nobody who has gone on', async () => {
  const server = await serve(build(copyOf('portfolio')));
  for (const reducedMotion of ['reduce', 'no-preference']) {
    const { page } = await visited(server, 'credentials/public-speaking-foundations/', { viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true, reducedMotion });
    await page.locator('.check button').tap();
    await page.waitForSelector('.check-result');
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('.check-verdict').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }, undefined, { timeout: 5000 });
    await page.context().close();
  }
  const { page } = await visited(server, 'credentials/public-speaking-foundations/', { viewport: { width: 390, height: 664 }, reducedMotion: 'reduce' });
  await page.locator('.check button').click();
  await page.evaluate(() => document.querySelector('.masthead a').focus());
  await page.waitForSelector('.check-result');
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => scrollY < 300), true);
  server.close();
});
