// What a query of a large register costs a reader, in headless Chromium, from a local server: the files of the index that are fetched, their bytes,
// and the milliseconds from the last letter to the answer. Letters are typed one by one, as people do; each query in a new context, nothing cached.
// `node benches/peers/search.js SITE QUERY...`; SITE is a folder that `accolade build` wrote.
import { launch, serve } from '../../tests/browser/sites.js';

const [site, ...queries] = process.argv.slice(2);
const server = await serve(site);
const browser = await launch();
console.log('| typed | answer | files | kB | ms after the last letter |\n| --- | --- | --- | --- | --- |');
for (const query of queries) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const fetched = [];
  page.on('response', (answer) => answer.url().includes('/search/index/') && fetched.push(answer.body().then((bytes) => bytes.length)));
  await page.goto(server.url, { waitUntil: 'networkidle' });
  await page.focus('[role=combobox]');
  await page.keyboard.type(query.slice(0, -1), { delay: 60 });
  await page.waitForTimeout(300);
  const took = await page.evaluate((last) => new Promise((done) => {
    const input = document.querySelector('[role=combobox]');
    const status = document.querySelector('[data-search] [role=status]');
    const start = performance.now();
    new MutationObserver(() => done(performance.now() - start)).observe(status, { childList: true, characterData: true, subtree: true });
    input.value += last;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }), query.at(-1));
  const said = await page.evaluate(() => document.querySelector('[data-search] [role=status]').textContent);
  const bytes = await Promise.all(fetched);
  console.log(`| ${query} | ${said} | ${bytes.length} | ${(bytes.reduce((all, one) => all + one, 0) / 1000).toFixed(1)} | ${took.toFixed(0)} |`);
  await context.close();
}
await browser.close();
server.close();
