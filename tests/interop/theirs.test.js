// What others sign is verified by accolade, and whoever changes one field of it is refused by both sides.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { verifyFiles } from './accolade.js';
import { everyAddition, everyMember, everyValue, refusedByBoth } from './changes.js';
import { keyPair, sign } from './peer.js';
import { credential } from './random.js';

const SUITES = [['eddsa-rdfc-2022'], ['eddsa-jcs-2022'], ['eddsa-rdfc-2022', 'eddsa-jcs-2022'], ['Ed25519Signature2020']];
const SUITE_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';
const key = await keyPair(new Uint8Array(32).fill(7));

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
    await each(suites, [1, 2, 3], everyValue);
  });

  test(`a credential signed with ${name} is refused by both sides when any one member is taken away`, async () => {
    await each(suites, [4, 5], everyMember);
  });

  test(`a credential signed with ${name} is refused by both sides when a member is added anywhere`, async () => {
    await each(suites, [6, 7], everyAddition);
  });
}

async function each(suites, seeds, changes) {
  let count = 0;
  for (const seed of seeds) count += await refusedByBoth(await signed(seed, suites), changes);
  assert.ok(count > 40, `only ${count} changes were tried`);
}
