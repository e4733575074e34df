// What a reader waits for, in headless Chromium, from a local server:
// - from the click on "Check this credential" to the verdict; each round in a new context, so that nothing is cached, the WebAssembly included;
// - from dropping 1,000 signed credentials on `verify/` to their list, beside what @digitalbazaar/vc takes for as many in Node, in turns; they are
//   over the page for a while before they are dropped, as any hand takes.
// `node benches/peers/page.js FILE.jsonl [rounds]`; FILE holds what `rate make eddsa-rdfc-2022 1000` prints (benches/README.md); the program is
// found as the browser tests find it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, launch, root, serve } from '../../tests/browser/sites.js';
import { verify } from '../../tests/interop/peer.js';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n');
const rounds = Number(process.argv[3] ?? 20);
const PAGE = 'credentials/public-speaking-foundations/';
const PEER_COUNT = 10;
const OVER = 400; // milliseconds

const server = await serve(build(join(root, 'sample-site/portfolio')));
const browser = await launch();

/** Opens a page without a cache, does `act` in it, and gives the milliseconds until something matches `told`. */
async function waited(path, told, act, argument) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  await page.evaluate(`window.act = ${act}`);
  const took = await page.evaluate(async ({ told, argument }) => {
    const go = await window.act(argument);
    return new Promise((done) => {
      const start = performance.now();
      new MutationObserver(() => document.querySelector(told) && done(performance.now() - start)).observe(document.body, { childList: true, subtree: true });
      go();
    });
  }, { told, argument });
  await context.close();
  return took;
}

const clicked = () => waited(PAGE, '.check-result', () => () => document.querySelector('.check button').click());
const dropped = () => waited('verify/', '.check-result.many', async ({ all, over }) => {
  const dataTransfer = new DataTransfer();
  all.forEach((text, n) => dataTransfer.items.add(new File([text], `${n}.json`)));
  dispatchEvent(new DragEvent('dragenter', { dataTransfer }));
  await new Promise((done) => { setTimeout(done, over); });
  return () => dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
}, { all: lines, over: OVER });

/** Milliseconds for as many as there are lines. */
async function theirs() {
  const credentials = lines.slice(0, PEER_COUNT).map((line) => JSON.parse(line));
  const start = performance.now();
  for (const credential of credentials) {
    const { verified, why } = await verify(credential, { now: '2026-07-01T00:00:00Z' });
    if (!verified) throw new Error(`the other side refuses it: ${why}`);
  }
  return (performance.now() - start) / credentials.length * lines.length;
}

const took = { clicked: [], dropped: [], theirs: [] };
// It gets faster with practice too.
for (let turn = 0; turn < 10; turn += 1) await theirs();
for (let round = 0; round < rounds; round += 1) {
  took.clicked.push(await clicked());
  took.dropped.push(await dropped());
  for (let turn = 0; turn < 3; turn += 1) took.theirs.push(await theirs());
}
await browser.close();
await server.close();
for (const all of Object.values(took)) all.sort((a, b) => a - b);
const [best, median] = [(all) => all[0], (all) => all[all.length >> 1]];
console.log(`click to verdict: best ${best(took.clicked).toFixed(0)} ms, median ${median(took.clicked).toFixed(0)} ms of ${rounds} (goal: 150)`);
for (const [name, of] of [['best', best], ['median', median]]) {
  console.log(`${lines.length} dropped, ${name}: ${of(took.dropped).toFixed(0)} ms; @digitalbazaar/vc in Node ${of(took.theirs).toFixed(0)} ms: ${(of(took.theirs) / of(took.dropped)).toFixed(1)} times (goal: 20)`);
}
