// Canonical forms: accolade's own expander and canonicaliser against jsonld.js with rdf-canonize, and against PyLD when Python is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { canonicalAll, root } from './accolade.js';
import { canonical, contexts, keyPair, sign } from './peer.js';
import { credential } from './random.js';

const key = await keyPair(new Uint8Array(32).fill(9));
const V2 = 'https://www.w3.org/ns/credentials/v2';

const documents = [];
for (let seed = 1000; seed < 1400; seed += 1) documents.push(credential(seed, key.did));
const signed = [];
for (let seed = 2000; seed < 2040; seed += 1) signed.push(await sign(await sign(credential(seed, key.did), key, 'eddsa-rdfc-2022'), key, 'eddsa-rdfc-2022'));

test('400 random credentials have the same canonical form as by jsonld.js', () => equalToJsonLd(documents));

test('credentials together with their proofs have the same canonical form as by jsonld.js', () => equalToJsonLd(signed));

test('every term of every context that a package ships means the same as by jsonld.js', async () => {
  const published = [...contexts].filter(([url]) => url.startsWith('https://') && !url.includes('github.io'));
  const probes = published.flatMap(([url, context]) => probesOf(url, context));
  assert.ok(probes.length > 4000, `${probes.length} probes`);
  const ours = canonicalAll(probes.map((probe) => probe.document));
  let same = 0;
  const differences = [];
  for (const [index, { document, what }] of probes.entries()) {
    const theirs = await canonical(document).catch((error) => ({ error: error.message }));
    // What the other side refuses as a loss of data, and what it takes without a trace, is no meaning that could be compared.
    if (typeof theirs !== 'string' || theirs === '') continue;
    if (ours[index] === theirs) same += 1;
    else differences.push(`${what}\nours:   ${JSON.stringify(ours[index])}\ntheirs: ${JSON.stringify(theirs)}`);
  }
  assert.deepEqual(differences.slice(0, 20), [], `${differences.length} differ, ${same} are the same`);
  assert.ok(same > 2500, `${same} probes compared`);
});

test('a second opinion by PyLD on 120 canonical forms', (context) => {
  const python = process.env.ACCOLADE_PYTHON ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'python/bin/python');
  if (!existsSync(python)) return context.skip('no Python with PyLD');
  // Control characters are written differently by the older algorithm that PyLD implements.
  const plain = documents.filter((one) => !/\\u00(0[01]|7f)|\\[bf]|\u007f/.test(JSON.stringify(one))).slice(0, 120);
  assert.ok(plain.length >= 60, `${plain.length} documents`);
  const input = JSON.stringify({ contexts: Object.fromEntries(contexts), documents: plain });
  const theirs = JSON.parse(execFileSync(python, [join(root, 'tests/interop/canonical.py')], { input, encoding: 'utf8', maxBuffer: 1 << 28 }));
  const ours = canonicalAll(plain);
  for (const [index, document] of plain.entries()) assert.equal(ours[index], theirs[index], JSON.stringify(document, null, 1));
});

async function equalToJsonLd(all) {
  const ours = canonicalAll(all);
  assert.equal(ours.length, all.length);
  for (const [index, document] of all.entries()) assert.equal(ours[index], await canonical(document), JSON.stringify(document, null, 1));
}

// One small document for each term of a context, and for each term that a type or a property brings with it.
function probesOf(url, { '@context': context }) {
  const heads = url === V2 || url.includes('/2018/credentials') ? [[url]] : [[url], [V2, url]];
  return heads.flatMap((head) =>
    [context].flat().flatMap((part) => Object.entries(part)).filter(([term]) => !term.startsWith('@')).flatMap(([term, definition]) => [
      ...uses(term, definition).map((use) => ({ what: `${head.join(' ')} ${term}`, document: { '@context': head, ...use } })),
    ]),
  );
}

function uses(term, definition) {
  const scoped = Object.entries(definition?.['@context'] ?? {}).filter(([inner]) => !inner.startsWith('@'));
  const asType = { '@id': 'urn:example:1', '@type': term };
  return [
    ...values(definition).map((value) => ({ '@id': 'urn:example:1', [term]: value })),
    asType,
    ...scoped.flatMap(([inner, one]) => values(one).flatMap((value) => [{ ...asType, [inner]: value }, { '@id': 'urn:example:1', [term]: { [inner]: value } }])),
  ];
}

function values(definition) {
  const type = definition?.['@type'];
  if (type === '@id' || type === '@vocab') return ['urn:example:2'];
  if (type?.endsWith?.('boolean')) return [true];
  if (type?.endsWith?.('nteger')) return [7];
  return ['text', 2.5];
}
