// Every kind of page of the sample sites, narrow and wide, light and dark: usable by everybody, silent, self-contained, never wider than
// the window; and whole without JavaScript.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { build, keepPicture, launch, ownPath, root, samples, serve, SITES, watched } from './sites.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEIGHT = 900;
const WINDOWS = [390, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const site of SITES) {
  describe(`sample-site/${site}`, () => {
    let pages;
    let server;
    before(async () => {
      const out = build(join(root, 'sample-site', site));
      pages = samples(out);
      server = await serve(out, ownPath(site));
    });
    after(() => server?.close());

    test('has the kinds of page that a visitor expects', () => {
      const kinds = new Set(pages.map((page) => page.kind));
      for (const wanted of ['index.html', '404.html', 'credentials/*/index.html', 'credentials/*/certificate.html', 'issuers/*/index.html']) {
        assert.ok(kinds.has(wanted), `${wanted} among ${[...kinds].join(', ')}`);
      }
    });

    for (const { width, colorScheme } of WINDOWS) {
      test(`is accessible, silent and self-contained at ${width} px, ${colorScheme}`, async () => {
        const context = await browser.newContext({ viewport: { width, height: HEIGHT }, colorScheme });
        const found = [];
        for (const { path } of pages) {
          const { page, troubles } = await watched(context);
          await page.goto(server.url + path, { waitUntil: 'load' });
          await keepPicture(page, `${site}-${path}-${width}-${colorScheme}`);
          found.push(...troubles.map((trouble) => `${path}: ${trouble}`), ...(await violations(page)).map((one) => `${path}: ${one}`));
          found.push(...(await overflow(page, path)));
          await page.close();
        }
        await context.close();
        assert.deepEqual(found, []);
      });
    }

    test('never scrolls sideways at 320 px', async () => {
      const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
      const found = [];
      for (const { path } of pages) {
        const { page } = await watched(context);
        await page.goto(server.url + path, { waitUntil: 'load' });
        found.push(...(await overflow(page, path)));
        await page.close();
      }
      await context.close();
      assert.deepEqual(found, []);
    });

    test('reads the same without JavaScript', async () => {
      const found = [];
      const [scripted, plain] = await Promise.all([true, false].map((javaScriptEnabled) => browser.newContext({ javaScriptEnabled })));
      for (const { path } of pages) {
        const [full, bare] = [await words(scripted, server.url + path), await words(plain, server.url + path)];
        const missing = full.filter((word) => !bare.includes(word));
        if (bare.length === 0) found.push(`${path}: empty`);
        if (missing.length > full.length / 20) found.push(`${path}: only with JavaScript: ${missing.slice(0, 20).join(' ')}`);
      }
      await Promise.all([scripted.close(), plain.close()]);
      assert.deepEqual(found, []);
    });
  });
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 200)} (${(node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim()})`),
  );
}

async function overflow(page, path) {
  const [scroll, client] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]);
  if (scroll <= client) return [];
  const widest = await page.evaluate(() => {
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
    return wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
  });
  return [`${path}: ${scroll} px wide in a window of ${client} px: ${widest.join(' | ')}`];
}

async function words(context, url) {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const text = await page.locator('body').innerText();
  await page.close();
  return text.split(/\s+/).filter(Boolean);
}
