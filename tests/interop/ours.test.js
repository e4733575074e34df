// What `accolade issue` makes is accepted by verifiers that others wrote, what it revoked is revoked there too, and a change to any one
// field is refused by both.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';

import { AS_OF, root, run, verifyFiles } from './accolade.js';
import { everyAddition, everyMember, everyValue, refusedByBoth } from './changes.js';
import { verify } from './peer.js';

const REGISTRY = join(root, 'sample-site/registry');
const now = new Date(AS_OF);
const folder = mkdtempSync(join(tmpdir(), 'accolade-interop-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('every credential of the sample sites gets the same verdict from both sides', async () => {
  const world = known(REGISTRY);
  const files = new Map(['registry', 'portfolio'].flatMap((site) => credentialsIn(join(root, 'sample-site', site), site)));
  assert.ok(files.size >= 12, `${files.size} credentials`);
  const counts = await sameVerdicts(files, world);
  assert.ok(counts.verified >= 10, JSON.stringify(counts));
  assert.ok(counts.revoked >= 1, JSON.stringify(counts));
});

test('a fresh run of accolade issue is accepted, with both proofs', async () => {
  const project = join(folder, 'registry');
  cpSync(REGISTRY, project, { recursive: true });
  for (const made of ['ledger.jsonl', 'credentials', 'status']) rmSync(join(project, made), { recursive: true, force: true });
  run(['issue', project, '--separate'], { env: { ACCOLADE_PASSPHRASE: passphrase() } });
  const files = new Map(credentialsIn(project, 'fresh'));
  assert.ok(files.size >= 10, `${files.size} credentials`);
  for (const one of files.values()) {
    assert.deepEqual(one.proof.map((proof) => proof.cryptosuite).sort(), ['eddsa-jcs-2022', 'eddsa-rdfc-2022']);
  }
  const counts = await sameVerdicts(files, known(project));
  const expired = [...files.values()].filter((one) => new Date(one.validUntil ?? '9999-12-31') < now).length;
  assert.equal(counts.verified, files.size - expired, JSON.stringify(counts));
});

test('a change to any one field of an issued credential is refused by both sides', async () => {
  const world = known(REGISTRY);
  const all = credentialsIn(REGISTRY, 'registry').map(([, one]) => one);
  const good = [];
  for (const one of all) if ((await verify(one, { documents: world.documents, now })).verified) good.push(one);
  let count = 0;
  for (const one of [good[0], good.at(-1)]) {
    for (const changes of [everyValue, everyMember, everyAddition]) count += await refusedByBoth(one, changes, world);
  }
  assert.ok(count > 200, `${count} changes`);
});

async function sameVerdicts(files, { documents, extra }) {
  const told = verifyFiles(files, extra);
  const counts = { verified: 0, revoked: 0, other: 0 };
  for (const [file, document] of files) {
    const theirs = await verify(document, { documents, now });
    const ours = told.get(file);
    assert.ok(ours, `accolade says nothing about ${file}`);
    assert.equal(ours.verdict === 'verified', theirs.verified, `${file}: ${JSON.stringify(ours, null, 1)}\ntheirs: ${JSON.stringify(theirs)}`);
    if (theirs.revoked) assert.equal(ours.verdict, 'authentic', `${file} is revoked: ${JSON.stringify(ours)}`);
    counts[theirs.verified ? 'verified' : theirs.revoked ? 'revoked' : 'other'] += 1;
  }
  return counts;
}

// The signed credentials of a project as [file name, JSON].
function credentialsIn(project, label) {
  const dir = join(project, 'credentials');
  return readdirSync(dir, { recursive: true })
    .filter((path) => path.endsWith('.json'))
    .sort()
    .map((path) => [`${label}-${path.replaceAll(/[\\/]/g, '-')}`, JSON.parse(readFileSync(join(dir, path), 'utf8'))])
    .filter(([, one]) => one.proof);
}

// What a registry publishes about itself, for both sides: its DID document under the DID, its status lists under their addresses.
function known(project) {
  const did = ['did.json', '.well-known/did.json'].map((path) => join(project, path)).find(existsSync);
  assert.ok(did, 'the registry has its did.json');
  const lists = readdirSync(join(project, 'status')).map((name) => join(project, 'status', name));
  const documents = new Map();
  const addresses = {};
  const home = mkdtempSync(join(folder, 'known-'));
  for (const [index, file] of [did, ...lists].entries()) {
    const document = JSON.parse(readFileSync(file, 'utf8'));
    const name = `${index}-${basename(file)}`;
    copyFileSync(file, join(home, name));
    documents.set(document.id, document);
    addresses[index === 0 ? didAddress(document.id) : document.id] = name;
  }
  const map = join(home, 'map.json');
  writeFileSync(map, JSON.stringify(addresses));
  return { documents, extra: ['--resolve', map] };
}

function didAddress(did) {
  const [host, ...path] = did.replace(/^did:web:/, '').split(':').map(decodeURIComponent);
  return path.length ? `https://${host}/${path.join('/')}/did.json` : `https://${host}/.well-known/did.json`;
}

// The sample's key is a test key, and its passphrase stands beside it for everybody to read.
function passphrase() {
  const note = readdirSync(join(REGISTRY, 'keys')).find((name) => /readme/i.test(name));
  const found = note && /passphrase[^`]*`([^`]+)`/i.exec(readFileSync(join(REGISTRY, 'keys', note), 'utf8'));
  return found ? found[1] : '';
}
