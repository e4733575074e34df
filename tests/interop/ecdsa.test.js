// The ECDSA suites, with P-256 and P-384: what others sign is verified by accolade, what is signed over accolade's canonical form is
// verified by others, and whoever changes one field is refused by both. accolade signs with Ed25519 only; the keys here are Node's.
// No package for ecdsa-jcs-2019 is known, so there the other side is Node alone: sorted JSON, a hash, a signature.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { test } from 'node:test';

import { canonicalAll, verifyFiles } from './accolade.js';
import { everyAddition, everyMember, everyValue, refusedByBoth } from './changes.js';
import { ecdsaPair, sign, verify } from './peer.js';
import { credential } from './random.js';

const CURVES = { 'P-256': { hash: 'sha256', prefix: [0x80, 0x24] }, 'P-384': { hash: 'sha384', prefix: [0x81, 0x24] } };
const COUNT = 40;

for (const [curve, { hash, prefix }] of Object.entries(CURVES)) {
  test(`credentials signed by others with ecdsa-rdfc-2019 and ${curve} are verified by accolade`, async () => {
    const key = await ecdsaPair(curve);
    const files = new Map();
    for (let seed = 0; seed < COUNT; seed += 1) files.set(`${seed}.json`, await sign(credential(seed, key.did), key, 'ecdsa-rdfc-2019'));
    allVerified(files);
  });

  test(`a credential signed with ecdsa-rdfc-2019 and ${curve} is refused by both sides when any one thing changes`, async () => {
    const key = await ecdsaPair(curve);
    let count = 0;
    for (const changes of [everyValue, everyMember, everyAddition]) {
      count += await refusedByBoth(await sign(credential(3, key.did), key, 'ecdsa-rdfc-2019'), changes);
    }
    assert.ok(count > 60, `only ${count} changes were tried`);
  });

  test(`what is signed with ${curve} over accolade's canonical form is verified by both sides`, async () => {
    const key = nodePair(curve, prefix);
    const unsigned = Array.from({ length: COUNT }, (_, seed) => credential(seed, key.did));
    const options = unsigned.map((one) => ({ '@context': one['@context'], ...proofOptions('ecdsa-rdfc-2019', key) }));
    const canonical = canonicalAll([...options, ...unsigned], hash);
    assert.ok(canonical.every((text) => typeof text === 'string'), JSON.stringify(canonical.find((one) => one.error)));
    const signed = unsigned.map((one, at) => secured(one, 'ecdsa-rdfc-2019', key, [canonical[at], canonical[COUNT + at]], hash));
    for (const one of signed) {
      const theirs = await verify(one);
      assert.ok(theirs.verified, `${theirs.why}\n${JSON.stringify(one, null, 1)}`);
    }
    allVerified(new Map(signed.map((one, at) => [`${at}.json`, one])));
  });

  test(`what is signed with ecdsa-jcs-2019 and ${curve} over sorted JSON is verified by accolade, and no change to it`, () => {
    const key = nodePair(curve, prefix);
    const files = new Map();
    for (let seed = 0; seed < COUNT; seed += 1) {
      const one = credential(seed, key.did);
      const options = { '@context': one['@context'], ...proofOptions('ecdsa-jcs-2019', key) };
      files.set(`${seed}.json`, secured(one, 'ecdsa-jcs-2019', key, [sorted(options), sorted(one)], hash, one['@context']));
    }
    allVerified(files);
    const changed = [...files].map(([name, one]) => [name, { ...one, validFrom: '2020-01-01T00:00:00Z' }]);
    for (const { signature, verdict } of verifyFiles(new Map(changed)).values()) assert.deepEqual([signature, verdict], ['bad', 'refused']);
  });
}

function allVerified(files) {
  const told = verifyFiles(files);
  assert.equal(told.size, files.size);
  for (const [file, content] of files) {
    const { signature, verdict } = told.get(file);
    assert.deepEqual({ signature, verdict }, { signature: 'good', verdict: 'verified' }, `${JSON.stringify(told.get(file), null, 1)}\n${JSON.stringify(content, null, 1)}`);
  }
}

function proofOptions(cryptosuite, key) {
  return { type: 'DataIntegrityProof', cryptosuite, created: '2026-01-02T03:04:05Z', verificationMethod: key.method, proofPurpose: 'assertionMethod' };
}

// The credential with a proof over the hashes of two texts: the options', then the document's.
function secured(document, cryptosuite, key, texts, hash, context) {
  const bytes = Buffer.concat(texts.map((text) => createHash(hash).update(text).digest()));
  const value = signWith(hash, bytes, { key: key.secret, dsaEncoding: 'ieee-p1363' });
  const proof = { ...proofOptions(cryptosuite, key), proofValue: `z${base58(value)}` };
  return { ...document, proof: context ? { '@context': context, ...proof } : proof };
}

function nodePair(curve, prefix) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const [right, up] = [x, y].map((part) => Buffer.from(part, 'base64url'));
  const text = `z${base58(Buffer.concat([Buffer.from([...prefix, 2 + (up.at(-1) & 1)]), right]))}`;
  return { secret: privateKey, did: `did:key:${text}`, method: `did:key:${text}#${text}` };
}

// RFC 8785 for what these credentials hold: members sorted by UTF-16, everything else as JavaScript writes it.
function sorted(value) {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${sorted(value[name])}`).join(',')}}`;
}

function base58(bytes) {
  const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let [number, text] = [BigInt(`0x${Buffer.from(bytes).toString('hex')}`), ''];
  for (; number > 0n; number /= 58n) text = letters[Number(number % 58n)] + text;
  return '1'.repeat(bytes.findIndex((byte) => byte !== 0)) + text;
}
