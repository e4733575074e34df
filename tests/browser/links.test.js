// Nothing on the sample sites leads nowhere: every link, picture, style sheet, script and fragment, at a domain root, under a sub-path,
// and from disk.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build, htmlFiles, launch, ownPath, root, samples, serve, SITES, watched } from './sites.js';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const site of SITES) {
  describe(`sample-site/${site}`, () => {
    let out;
    before(() => { out = build(join(root, 'sample-site', site)); });

    test('has no dead link at a domain root', () => served('/'));

    test('has no dead link under the sub-path it names as its own, the 404 page of a deep path included', async () => {
      const prefix = ownPath(site);
      await served(prefix === '/' ? '/people/maya/' : prefix, prefix !== '/');
    });

    test('opens from disk: every link names a file, no error in the console', async () => {
      const context = await browser.newContext();
      const dead = [];
      for (const path of htmlFiles(out).filter((one) => one !== '404.html')) {
        const { page, troubles } = await watched(context);
        await page.goto(pathToFileURL(join(out, path)).href, { waitUntil: 'load' });
        dead.push(...troubles.map((trouble) => `${path}: ${trouble}`));
        for (const target of await targets(page)) {
          if (!target.startsWith('file:')) continue;
          const file = fileURLToPath(target.split(/[?#]/)[0]);
          if (!existsSync(file) || !statSync(file).isFile()) dead.push(`${path}: ${target}`);
        }
        await page.close();
      }
      await context.close();
      assert.deepEqual(dead, []);
    });

    test('the certificate opens from a click on its credential, from disk', async () => {
      const context = await browser.newContext();
      const { page } = await watched(context);
      const credential = samples(out).find((one) => one.kind === 'credentials/*/index.html');
      await page.goto(pathToFileURL(join(out, credential.path)).href);
      await page.locator('a[href*="certificate.html"]').first().click();
      await page.waitForURL(/certificate\.html/);
      await context.close();
    });

    async function served(prefix, deep404 = false) {
      const server = await serve(out, prefix);
      const context = await browser.newContext();
      const origin = new URL(server.url).origin;
      const known = new Map();
      const dead = [];
      const paths = htmlFiles(out).filter((one) => one !== '404.html');
      for (const path of deep404 ? [...paths, 'no/such/page/'] : paths) {
        const { page } = await watched(context);
        await page.goto(server.url + path, { waitUntil: 'domcontentloaded' });
        for (const target of await targets(page)) {
          if (!target.startsWith(origin)) continue;
          const [address, fragment] = target.split('#');
          if (address === page.url().split('#')[0]) {
            if (fragment && !(await page.locator(`[id="${decodeURIComponent(fragment)}"]`).count())) dead.push(`${path}: no such place: ${target}`);
            continue;
          }
          if (!known.has(address)) {
            const response = await fetch(address);
            const type = response.headers.get('content-type') ?? '';
            known.set(address, { status: response.status, text: type.startsWith('text/html') ? await response.text() : '' });
          }
          const { status, text } = known.get(address);
          if (status !== 200) dead.push(`${path}: ${status} for ${target}`);
          if (fragment && text && !text.includes(`id="${decodeURIComponent(fragment)}"`)) dead.push(`${path}: no such place: ${target}`);
        }
        await page.close();
      }
      await context.close();
      await server.close();
      assert.ok(known.size > 5, `links were followed: ${known.size}`);
      assert.deepEqual(dead, []);
    }
  });
}

// Everything that a page points at, as absolute addresses.
function targets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href], area[href], link[href], img[src], script[src], iframe[src], source[src], object[data], use[href]')]
      .map((one) => new URL(one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('data'), document.baseURI).href),
  );
}
