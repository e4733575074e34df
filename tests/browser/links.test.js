// Nothing on the sample sites leads nowhere: every link, picture, style sheet, script and fragment, at a domain root, under a sub-path,
// and from disk.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
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

    test('opens from disk: every link names a file', async () => {
      const reader = await browser.newPage();
      const dead = [];
      for (const path of htmlFiles(out).filter((one) => one !== '404.html')) {
        const file = join(out, path);
        const { targets } = await pointsAt(reader, readFileSync(file, 'utf8'), pathToFileURL(file).href);
        for (const target of targets.filter((one) => one.startsWith('file:'))) {
          const named = fileURLToPath(target.split(/[?#]/)[0]);
          if (!existsSync(named) || !statSync(named).isFile()) dead.push(`${path}: ${target}`);
        }
      }
      await reader.close();
      assert.deepEqual(dead, []);
    });

    test('opens from disk: every kind of page is silent', async () => {
      const context = await browser.newContext();
      const found = [];
      for (const { path } of samples(out).filter((one) => one.path !== '404.html')) {
        const { page, troubles } = await watched(context);
        await page.goto(pathToFileURL(join(out, path)).href, { waitUntil: 'load' });
        found.push(...troubles.map((trouble) => `${path}: ${trouble}`));
        await page.close();
      }
      await context.close();
      assert.deepEqual(found, []);
    });

    test('the certificate opens from a click on its credential, from disk', async () => {
      const context = await browser.newContext();
      const { page } = await watched(context);
      const certificate = htmlFiles(out).find((path) => path.endsWith('/certificate.html'));
      await page.goto(pathToFileURL(join(out, certificate.replace('certificate.html', 'index.html'))).href);
      await page.locator('a[href*="certificate.html"]').first().click();
      await page.waitForURL(/certificate\.html/);
      await context.close();
    });

    async function served(prefix, deep404 = false) {
      const server = await serve(out, prefix);
      const origin = new URL(server.url).origin;
      const reader = await browser.newPage();
      const answers = new Map();
      const answer = async (address) => {
        if (!answers.has(address)) {
          const response = await fetch(address);
          const html = (response.headers.get('content-type') ?? '').startsWith('text/html');
          answers.set(address, { status: response.status, ...(await pointsAt(reader, html ? await response.text() : '', address)) });
        }
        return answers.get(address);
      };
      const dead = [];
      const paths = htmlFiles(out).filter((one) => one !== '404.html');
      for (const path of deep404 ? [...paths, 'no/such/page/'] : paths) {
        const own = server.url + path;
        for (const target of (await answer(own)).targets.filter((one) => one.startsWith(origin))) {
          const [address, fragment] = target.split('#');
          const { status, places } = await answer(address);
          if (status !== 200 && address !== own) dead.push(`${path}: ${status} for ${target}`);
          // The page that checks reads what is to be checked from behind the `#`.
          if (fragment?.includes('/') && address.endsWith('verify/index.html')) {
            const { status: there } = await answer(new URL(decodeURIComponent(fragment), address).href);
            if (there !== 200) dead.push(`${path}: ${there} for what ${target} names`);
            continue;
          }
          if (fragment && places.length && !places.includes(decodeURIComponent(fragment))) dead.push(`${path}: no such place: ${target}`);
        }
      }
      await reader.close();
      await server.close();
      assert.ok(answers.size > 20, `links were followed: ${answers.size}`);
      assert.deepEqual(dead, []);
    }
  });
}

// Everything that a page points at, as absolute addresses, and every place in it that can be pointed at.
function pointsAt(reader, html, base) {
  return reader.evaluate(([html, base]) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const all = page.querySelectorAll('a[href], area[href], link[href], img[src], script[src], iframe[src], source[src], object[data], use[href]');
    const target = (one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('data');
    return {
      targets: [...new Set([...all].map((one) => new URL(target(one), base).href))],
      places: [...page.querySelectorAll('[id]')].map((one) => one.id),
    };
  }, [html, base]);
}
