// The odd projects: every kind of page, and pages with every odd name, stay inside a window of 320 px.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ODD, oddPages, oddProject } from './odd.js';
import { overflow } from './overflow.js';
import { build, keepPicture, launch, longest, serve, visit } from './sites.js';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const name of ODD) {
  test(`${name} stays inside 320 px`, async () => {
    const out = build(oddProject(name));
    const server = await serve(out);
    const pictures = new Set(longest(out).map((one) => one.path));
    const look = { base: server.url, pages: oddPages(out).map((path) => ({ path })), options: { viewport: { width: 320, height: 640 } } };
    const found = await visit(browser, look, async (page, { path }) => {
      if (pictures.has(path)) await keepPicture(page, { site: name, path, width: 320, mode: 'light' });
      return overflow(page);
    });
    await server.close();
    assert.deepEqual(found, []);
  });
}
