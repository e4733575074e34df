// Every HTML page of the sample sites, in their own languages and in Arabic, and odd pages of every kind are valid: asked of html-validate
// with all its rules about the standard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { HtmlValidate } from 'html-validate';

import { ODD, oddPages, oddProject } from './odd.js';
import { build, ENGLISH, htmlFiles, inLanguage, root, SITES } from './sites.js';

// A style sheet of the site itself needs no checksum.
const RULES = { 'require-sri': ['error', { target: 'crossorigin' }] };
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard', 'html-validate:document'], rules: RULES });

const projects = [
  ...SITES.map((site) => [`sample-site/${site}`, () => join(root, 'sample-site', site), htmlFiles]),
  ...ENGLISH.map((site) => [`sample-site/${site} in Arabic`, () => inLanguage(site, 'ar'), htmlFiles]),
  ...ODD.map((name) => [name, () => oddProject(name), oddPages]),
];

for (const [name, project, pages] of projects) {
  test(`${name} is valid HTML`, async () => {
    const out = build(project());
    assert.deepEqual(await complaints(out, pages(out)), []);
  });
}

test('the validator can say no', async () => {
  const report = await validator.validateString('<!doctype html><html lang="en"><head><title>x</title></head><body><p><div></div></p></body></html>');
  assert.equal(report.valid, false);
});

async function complaints(out, paths) {
  const found = new Map();
  for (const path of paths) {
    const { results } = await validator.validateString(readFileSync(join(out, path), 'utf8'), path);
    for (const { line, column, ruleId, message } of results.flatMap((one) => one.messages)) {
      const what = `${ruleId}: ${message}`;
      found.set(what, [...(found.get(what) ?? []), `${path}:${line}:${column}`]);
    }
  }
  return [...found].map(([what, places]) => `${what}, ${places.length} times, first at ${places[0]}`);
}
