// Canonical forms: accolade's own expander and canonicaliser against jsonld.js with rdf-canonize, and against PyLD when Python is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { canonicalAll, ownContexts, root } from './accolade.js';
import { canonical, contexts, keyPair, sign } from './peer.js';
import { credential } from './random.js';

const key = await keyPair(new Uint8Array(32).fill(9));
const V2 = 'https://www.w3.org/ns/credentials/v2';

// Terms that were added to a published context in place, after the package was made.
const LATER = { 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json': ['jti', 'endorsementJwt'] };

const documents = [];
for (let seed = 1000; seed < 1400; seed += 1) documents.push(credential(seed, key.did));
const signed = [];
for (let seed = 2000; seed < 2040; seed += 1) signed.push(await sign(await sign(credential(seed, key.did), key, 'eddsa-rdfc-2022'), key, 'eddsa-rdfc-2022'));

test('400 random credentials have the same canonical form as by jsonld.js', () => equalToJsonLd(documents));

test('credentials together with their proofs have the same canonical form as by jsonld.js', () => equalToJsonLd(signed));

test('every context that a package ships and accolade has is the same, term for term', () => {
  const own = ownContexts();
  const shared = [...contexts].filter(([url]) => own.has(url));
  assert.ok(shared.length >= 12, `${shared.map(([url]) => url).join(', ')}`);
  assert.ok(own.has('https://w3id.org/dcc/v1') && contexts.has('https://w3id.org/dcc/v1'));
  for (const [url, { '@context': context }] of shared) assert.deepEqual(plain(own.get(url)['@context'], LATER[url]), plain(context), url);
});

test('every term of every context that a package ships means the same as by jsonld.js', async () => {
  const published = [...contexts].filter(([url]) => url.startsWith('https://') && !url.includes('github.io'));
  const probes = published.flatMap(([url, context]) => probesOf(url, context));
  assert.ok(probes.length > 4000, `${probes.length} probes`);
  const ours = canonicalAll(probes.map((probe) => probe.document));
  let same = 0;
  const differences = [];
  const refused = new Map();
  for (const [index, { document, what }] of probes.entries()) {
    const theirs = await canonical(document).catch((error) => ({ error: error.message }));
    // What the other side refuses as a loss of data, and what it takes without a trace, is no meaning that could be compared.
    if (typeof theirs !== 'string' || theirs === '') continue;
    // accolade may refuse what another takes, but never give it another meaning.
    if (ours[index].error !== undefined) refused.set(ours[index].error, (refused.get(ours[index].error) ?? 0) + 1);
    else if (ours[index] === theirs) same += 1;
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

// A context with its members in order, without those called `later`, and every definition as short as it can be.
function plain(context, later = []) {
  if (Array.isArray(context)) return context.map((part) => plain(part, later));
  if (context === null || typeof context !== 'object') return context;
  const entries = Object.entries(context).filter(([name]) => name !== '@version' && !later.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 1 && entries[0][0] === '@id') return entries[0][1];
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value, later)]));
}

// One small document for each term of a context, and for each term that a type or a property brings with it.
function probesOf(url, { '@context': context }) {
  const heads = url === V2 || url.includes('/2018/credentials') ? [[url]] : [[url], [V2, url]];
  const terms = [context].flat().flatMap((part) => Object.entries(part)).filter(([term]) => !term.startsWith('@'));
  return heads.flatMap((head) => {
    const aliased = head.length > 1 || terms.some(([term]) => term === 'id');
    const names = aliased ? { id: 'id', type: 'type' } : { id: '@id', type: '@type' };
    return terms.flatMap(([term, definition]) =>
      uses(term, definition, names).map((use) => ({ what: `${head.join(' ')} ${term}`, document: { '@context': head, ...use } })),
    );
  });
}

function uses(term, definition, { id, type }) {
  const scoped = Object.entries(definition?.['@context'] ?? {}).filter(([inner]) => !inner.startsWith('@'));
  const node = { [id]: 'urn:example:1' };
  return [
    ...values(definition).map((value) => ({ ...node, [term]: value })),
    { ...node, [type]: term },
    ...scoped.flatMap(([inner, one]) => values(one).flatMap((value) => [{ ...node, [type]: term, [inner]: value }, { ...node, [term]: { [inner]: value } }])),
  ];
}

function values(definition) {
  const type = definition?.['@type'];
  if (type === '@id' || type === '@vocab') return ['urn:example:2'];
  if (type?.endsWith?.('boolean')) return [true];
  if (type?.endsWith?.('nteger')) return [7];
  // A number under a type of texts is refused, since it would be signed like its text.
  if (type && !/^@|(float|double|decimal)$/.test(type)) return ['text', '2.5'];
  return ['text', 2.5];
}
