// A credential comes as JSON, as a token, or baked into a picture or paper. In whichever form it is chosen or dropped on the page that checks,
// the verdict is the same.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { visitor } from './reader.js';
import { signed, token } from './signer.js';
import { build, launch, root, serve } from './sites.js';

let browser;
let site;
/** The forms of one credential, as the site publishes them. */
let forms;
before(async () => {
  browser = await launch();
  const out = build(join(root, 'sample-site/registry'));
  site = await serve(out);
  const folders = readdirSync(join(out, 'credentials')).map((name) => join(out, 'credentials', name));
  const folder = folders.find((path) => ['credential.json', 'badge.svg', 'badge.png', 'certificate.pdf'].every((name) => existsSync(join(path, name))));
  forms = Object.fromEntries(['credential.json', 'badge.svg', 'badge.png', 'certificate.pdf'].map((name) => [name, readFileSync(join(folder, name))]));
});
after(async () => { await site?.close(); await browser?.close(); });

const choose = (page, name, bytes) => page.setInputFiles('input[type=file]', { name, mimeType: '', buffer: Buffer.from(bytes) });
const drop = (page, name, bytes) => page.evaluate(([called, letters]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(atob(letters), (c) => c.charCodeAt(0))], called));
  document.querySelector('.verify-drop').dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
}, [name, Buffer.from(bytes).toString('base64')]);

/** What the page says of a file: its verdict, and all of it. */
async function told(act, name, bytes) {
  const { page, troubles } = await visitor(browser)(site, 'verify/');
  await act(page, name, bytes);
  await page.waitForFunction(() => document.querySelector('.check-result') && !/Checking …/.test(document.querySelector('.check-result').innerText));
  const [verdict, text] = await Promise.all(['.check-verdict', '.check-result'].map((part) => page.locator(part).innerText()));
  assert.deepEqual(troubles, []);
  await page.context().close();
  return { verdict, text: text.replace(/[\u2066-\u2069]/g, '') };
}

for (const [way, act] of [['chosen', choose], ['dropped', drop]]) {
  describe(`a file that is ${way}`, () => {
    test('has the same verdict as JSON, SVG, PNG and PDF', async () => {
      const said = {};
      for (const [name, bytes] of Object.entries(forms)) said[name] = await told(act, name, bytes);
      for (const [name, { verdict, text }] of Object.entries(said)) {
        assert.match(verdict, /^Verified as of/, name);
        assert.equal(verdict, said['credential.json'].verdict, name);
        assert.match(text, / earned .* from the University of Alder Bay on /, name);
      }
    });

    test('is read as a token, and an altered token is refused', async () => {
      const award = { holder: 'Ada Obi', title: 'Lathe Basics' };
      const [json, jwt] = [await told(act, 'a.json', signed(award)), await told(act, 'a.jwt', token(award))];
      assert.match(jwt.text, /Lathe Basics/);
      assert.equal(jwt.verdict, json.verdict, jwt.text);
      const [header, claims, signature] = token(award).split('.');
      const other = Buffer.from(Buffer.from(claims, 'base64url').toString().replaceAll('Ada', 'Eve')).toString('base64url');
      assert.match((await told(act, 'a.jwt', [header, other, signature].join('.'))).verdict, /^Refused: it was altered after it was signed/);
    });

    test('is refused when what is baked into a drawing was altered', async () => {
      const drawing = forms['badge.svg'].toString();
      const altered = drawing.replace(/"validFrom": ?"2026/, (text) => text.replace('2026', '2025'));
      assert.notEqual(altered, drawing);
      assert.match((await told(act, 'badge.svg', altered)).verdict, /^Refused: it was altered after it was signed/);
    });
  });
}
