// What others sign is verified by accolade, and whoever changes one field of it is refused by both sides.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AS_OF, verifyFiles } from './accolade.js';
import { keyPair, sign, verify } from './peer.js';
import { altered, credential, leaves, members, other } from './random.js';

const SUITES = [['eddsa-rdfc-2022'], ['eddsa-jcs-2022'], ['eddsa-rdfc-2022', 'eddsa-jcs-2022'], ['Ed25519Signature2020']];
const SUITE_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';
const key = await keyPair(new Uint8Array(32).fill(7));
const now = new Date(AS_OF);

async function signed(seed, suites) {
  let made = credential(seed, key.did);
  if (suites[0] === 'Ed25519Signature2020') made['@context'].push(SUITE_2020);
  for (const suite of suites) made = await sign(made, key, suite);
  return made;
}

for (const suites of SUITES) {
  const name = suites.join(' + ');

  test(`credentials signed by others with ${name} are verified by accolade`, async () => {
    const files = new Map();
    for (let seed = 0; seed < 60; seed += 1) files.set(`${seed}.json`, await signed(seed, suites));
    const told = verifyFiles(files);
    assert.equal(told.size, files.size);
    for (const [file, content] of files) {
      const { signature, verdict } = told.get(file);
      assert.deepEqual({ signature, verdict }, { signature: 'good', verdict: 'verified' }, `${JSON.stringify(told.get(file), null, 1)}\n${JSON.stringify(content, null, 1)}`);
    }
  });

  test(`a credential signed with ${name} is refused by both sides when any one value changes`, async () => {
    await refusedByBoth(suites, [1, 2, 3], (document) => leaves(document).map((path) => [path, altered(document, path, other)]));
  });

  test(`a credential signed with ${name} is refused by both sides when any one member is taken away`, async () => {
    await refusedByBoth(suites, [4, 5], (document) => {
      // Without one of its contexts a document may still mean the same to those who read its meaning, not its text.
      const paths = members(document).filter((path) => path[0] !== '@context' && path[0] !== 'proof');
      return paths.map((path) => [path, altered(document, path, () => undefined)]);
    });
  });

  test(`a credential signed with ${name} is refused by both sides when a member is added anywhere`, async () => {
    await refusedByBoth(suites, [6, 7], (document) => {
      const objects = [[], ...members(document)].filter((path) => path[0] !== 'proof' && isObject(at(document, path)));
      const added = (path, extra) => (path.length ? altered(document, path, (owner) => ({ ...owner, ...extra })) : { ...document, ...extra });
      return objects.flatMap((path) => [
        [[...path, 'unknownTerm'], added(path, { unknownTerm: 'added' })],
        [[...path, 'description'], added(path, { description: 'added by somebody else' })],
      ]);
    });
  });
}

async function refusedByBoth(suites, seeds, changes) {
  let count = 0;
  for (const seed of seeds) {
    const original = await signed(seed, suites);
    assert.ok((await verify(original, { now })).verified, 'the unchanged one is good');
    const all = changes(original).filter(([, document]) => JSON.stringify(document) !== JSON.stringify(original));
    const told = verifyFiles(new Map([['original.json', original], ...all.map(([, document], at) => [`${at}.json`, document])]));
    assert.equal(told.get('original.json').verdict, 'verified');
    for (const [index, [path, document]] of all.entries()) {
      const where = `seed ${seed}, ${path.join('.')}`;
      const ours = told.get(`${index}.json`);
      assert.equal(ours.verdict, 'refused', `accolade takes a change at ${where}: ${JSON.stringify(ours)}`);
      assert.notEqual(ours.signature, 'good', `accolade calls the signature good after a change at ${where}`);
      assert.ok(!(await verify(document, { now })).verified, `the other side takes a change at ${where}`);
      count += 1;
    }
  }
  assert.ok(count > 40, `only ${count} changes were tried`);
}

function at(document, path) {
  return path.reduce((owner, key) => owner[key], document);
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
