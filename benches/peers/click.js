// From the click on "Check this credential" to the verdict, in headless Chromium, from a local server: each round in a new context, so that
// nothing is cached, the WebAssembly included. `node benches/peers/click.js [rounds]`; the program is found as the browser tests find it.
import { join } from 'node:path';

import { build, launch, root, serve } from '../../tests/browser/sites.js';

const rounds = Number(process.argv[2] ?? 20);
const PAGE = 'credentials/public-speaking-foundations/';

const server = await serve(build(join(root, 'sample-site/portfolio')));
const browser = await launch();
const times = [];
for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url + PAGE, { waitUntil: 'networkidle' });
  times.push(await page.evaluate(() => new Promise((done) => {
    const start = performance.now();
    const told = () => document.querySelector('.check-result') && done(performance.now() - start);
    new MutationObserver(told).observe(document.body, { childList: true, subtree: true });
    document.querySelector('.check button').click();
  })));
  await context.close();
}
await browser.close();
await server.close();
times.sort((a, b) => a - b);
console.log(`click to verdict: best ${times[0].toFixed(0)} ms, median ${times[rounds >> 1].toFixed(0)} ms, worst ${times.at(-1).toFixed(0)} ms of ${rounds} (goal: 150)`);
