// Every kind of page of the sample sites, narrow and wide, by day, by night, in forced colours and in Arabic: usable by everybody, silent,
// self-contained, never wider than the window; and whole without JavaScript.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { contactSheet, shapes } from './contact-sheet.js';
import { MODES } from './modes.js';
import { overflow } from './overflow.js';
import { build, ENGLISH, inLanguage, inTheme, keepPicture, launch, longest, ownPath, root, samples, serve, SITES, THEMED, visit } from './sites.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LANGUAGES = new Set(MODES.map((one) => one.language));
// What axe asks of colours: what else it asks of a page is the same by night as by day.
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
const NARROWEST = { width: 320, height: 640 };

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  if (process.env.ACCOLADE_SHOTS) await shapes(browser);
  await browser?.close();
  if (process.env.ACCOLADE_SHOTS && existsSync(process.env.ACCOLADE_SHOTS)) contactSheet(process.env.ACCOLADE_SHOTS);
});

for (const site of SITES) {
  for (const language of LANGUAGES) {
    if (language && !ENGLISH.includes(site)) continue;
    describe(`sample-site/${site}${language ? ` in the language "${language}"` : ''}`, () => {
      let out;
      let server;
      before(async () => {
        out = build(language ? inLanguage(site, language) : join(root, 'sample-site', site));
        server = await serve(out, ownPath(site));
      });
      after(() => server?.close());

      test('is accessible, silent, self-contained and never wider than the window', async () => {
        const most = new Set(longest(out).map(({ path }) => path));
        const found = await visit(browser, { base: server.url, pages: samples(out), options: {} }, (page, { path }) => {
          // By day a few pages of every kind are looked at, otherwise one.
          const modes = MODES.filter((one) => one.language === language && (one.mode === 'light' || most.has(path)));
          return looks(page, modes, (look) => ({ site, path, ...look }));
        });
        assert.deepEqual(found, []);
      });

      if (language) return;

      test('has the kinds of page that a visitor expects', () => {
        const kinds = new Set(longest(out).map((page) => page.kind));
        for (const wanted of ['index.html', '404.html', 'credentials/*/index.html', 'credentials/*/certificate.html', 'issuers/*/index.html']) {
          assert.ok(kinds.has(wanted), `${wanted} among ${[...kinds].join(', ')}`);
        }
      });

      test('reads the same without JavaScript', async () => {
        const read = async (javaScriptEnabled) => {
          const texts = new Map();
          const look = { base: server.url, pages: longest(out), options: { javaScriptEnabled } };
          const found = await visit(browser, look, async (page, { path }) => {
            // What can do nothing without a script is hidden without one, and a note stands in its place.
            if (path.endsWith('verify/index.html') && !javaScriptEnabled) assert.ok(await page.locator('noscript p').isVisible(), path);
            await page.locator('[data-verify]').evaluateAll((all) => all.forEach((each) => each.remove())).catch(() => {});
            texts.set(path, (await page.locator('body').innerText()).split(/\s+/).filter(Boolean));
            return [];
          });
          return { texts, found };
        };
        const [scripted, plain] = [await read(true), await read(false)];
        const found = [...scripted.found, ...plain.found];
        for (const [path, full] of scripted.texts) {
          const bare = new Set(plain.texts.get(path));
          const missing = full.filter((word) => !bare.has(word));
          if (bare.size === 0) found.push(`${path}: empty`);
          if (missing.length > full.length / 20) found.push(`${path}: only with JavaScript: ${missing.slice(0, 20).join(' ')}`);
        }
        assert.deepEqual(found, []);
      });
    });
  }
}

for (const { site, theme } of THEMED) {
  describe(`sample-site/${site} in the theme ${theme}`, () => {
    let out;
    let server;
    before(async () => {
      out = build(inTheme(site, theme));
      server = await serve(out, ownPath(site));
    });
    after(() => server?.close());

    test('is accessible, silent, self-contained and never wider than the window', async () => {
      const modes = MODES.filter((one) => !one.language);
      const look = { base: server.url, pages: longest(out), options: {} };
      const found = await visit(browser, look, (page, { path }) => looks(page, modes, (seen) => ({ site: `${site} in ${theme}`, path, ...seen })));
      assert.deepEqual(found, []);
    });
  });
}

// What is wrong with a page that is open, in any of the modes, at any of their widths, and in the narrowest window. A page is loaded once:
// what a reader turns, sizes and colours, is turned under it.
async function looks(page, modes, named) {
  const found = [];
  await page.evaluate(axe);
  await page.evaluate(seenColours);
  for (const [at, { mode, widths, options }] of modes.entries()) {
    await page.emulateMedia({ forcedColors: 'none', ...options });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await keepPicture(page, named({ width, mode }));
      found.push(...[...(await overflow(page)), ...(await violations(page, at === 0 ? {} : COLOURS))].map((what) => `${mode}, ${width} px: ${what}`));
    }
  }
  await page.setViewportSize(NARROWEST);
  return [...found, ...(await overflow(page)).map((what) => `${NARROWEST.width} px: ${what}`)];
}

// Colours that change slowly are measured when they have changed.
function settled(page) {
  return page.evaluate(() => {
    const ends = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime < Infinity).map((one) => one.finished.catch(() => {}));
    return Promise.race([Promise.all(ends), new Promise((done) => { setTimeout(done, 2000); })]).then(() => {});
  });
}

async function violations(page, options) {
  const { violations } = await page.evaluate((more) => globalThis.axe.run(document, { resultTypes: ['violations'], ...more }), options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 200)} (${(node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim()})`),
  );
}

// Runs in the page: axe asks for -webkit-text-fill-color first, which Chromium states as the author wrote it even where forced colours have
// replaced it. The colour that is seen is `color`.
function seenColours() {
  const asked = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function value(name) {
    const seen = name === '-webkit-text-fill-color' && matchMedia('(forced-colors: active)').matches;
    return asked.call(this, seen ? 'color' : name);
  };
}
