// Pages whose scripts come late, as they do on a slow network: what has been painted stays where it is when they arrive.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { build, gather, launch, longest, ownPath, root, serve, SITES } from './sites.js';

const SETTLED = 150; // ms after the load, for what scripts do then
const STILL = 0.01; // of the layout-shift score; 0.1 is what search engines still call good

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const site of SITES) {
  test(`sample-site/${site} does not move when its scripts come late`, async () => {
    const out = build(join(root, 'sample-site', site));
    const server = await serve(out, ownPath(site));
    const scripted = longest(out).filter(({ path }) => /<script src="/.test(readFileSync(join(out, path), 'utf8')));
    assert.ok(scripted.length > 1, 'several kinds of page have a script');
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    const moved = await gather(scripted, async ({ path }) => {
      const page = await context.newPage();
      await page.route(/\.js(\?|$)/, async (route) => {
        await page.waitForFunction(painted);
        await route.continue();
      });
      await page.goto(server.url + path, { waitUntil: 'load' });
      await wait(SETTLED);
      const shift = await page.evaluate(moves);
      await page.close();
      return shift > STILL ? [`${path}: ${shift}`] : [];
    }, 4);
    await context.close();
    await server.close();
    assert.deepEqual(moved, []);
  });
}

// These run in the page: whether it has been painted, and by how much it has moved since.
function painted() {
  return performance.getEntriesByName('first-contentful-paint').length > 0;
}

function moves() {
  return new Promise((done) => {
    let shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(shift), 50);
  });
}
