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

      for (const { mode, widths, options } of MODES.filter((one) => one.language === language)) {
        for (const width of widths) {
          test(`is accessible, silent and self-contained at ${width} px, ${mode}`, async () => {
            const pages = mode === 'light' ? samples(out) : longest(out);
            const look = { base: server.url, pages, options: { viewport: { width, height: 900 }, ...options } };
            const found = await visit(browser, look, async (page, { path }) => {
              await keepPicture(page, { site, path, width, mode });
              return [...(await overflow(page)), ...(await violations(page))];
            });
            assert.deepEqual(found, []);
          });
        }
      }

      test('never needs more than 320 px', async () => {
        const look = { base: server.url, pages: samples(out), options: { viewport: { width: 320, height: 640 } } };
        assert.deepEqual(await visit(browser, look, overflow), []);
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

    for (const { mode, widths, options } of MODES.filter((one) => !one.language)) {
      for (const width of widths) {
        test(`is accessible, silent and self-contained at ${width} px, ${mode}`, async () => {
          const look = { base: server.url, pages: longest(out), options: { viewport: { width, height: 900 }, ...options } };
          const found = await visit(browser, look, async (page, { path }) => {
            await keepPicture(page, { site: `${site} in ${theme}`, path, width, mode });
            return [...(await overflow(page)), ...(await violations(page))];
          });
          assert.deepEqual(found, []);
        });
      }
    }

    test('never needs more than 320 px', async () => {
      const look = { base: server.url, pages: longest(out), options: { viewport: { width: 320, height: 640 } } };
      assert.deepEqual(await visit(browser, look, overflow), []);
    });
  });
}

async function violations(page) {
  await page.evaluate(seenColours);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 200)} (${(node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim()})`),
  );
}

// Runs in the page: axe asks for -webkit-text-fill-color first, which Chromium states as the author wrote it even where forced colours have
// replaced it. The colour that is seen is `color`.
function seenColours() {
  if (!matchMedia('(forced-colors: active)').matches) return;
  const asked = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function value(name) {
    return asked.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
  };
}
