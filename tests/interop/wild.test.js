// Thousands of generated credentials: where jsonld.js with rdf-canonize has a canonical form in safe mode, accolade has the same one or
// refuses for a documented reason; where it has none, accolade has none.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canonicalAll } from './accolade.js';
import { canonical } from './peer.js';
import { wild } from './wild.js';

// Reasons to refuse what jsonld.js takes: docs/how-a-credential-is-judged.md.
const POLICY = [
  /so small that implementations state it differently/,
  /more digits than its canonical form keeps/,
  /write .* as|write .* instead|would state the same/,
  /an array or null within an array/,
  /already have that type/,
  /must stand at the top/,
  /beyond 2\^53|not exact/,
  /not an absolute IRI|neither an IRI nor a (defined )?term/,
  /too entangled/,
  /stands where a value of the type .* is meant; write it in quotes/,
];

test('3,000 credentials of odd shapes have the canonical form that jsonld.js gives them, or none', async () => {
  const documents = [];
  for (let seed = 10_000; seed < 13_000; seed += 1) documents.push(wild(seed, 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'));
  const ours = canonicalAll(documents);
  const tally = { same: 0, neither: 0, policy: {} };
  const wrong = [];
  for (const [index, document] of documents.entries()) {
    const theirs = await canonical(document).catch((error) => ({ error: error.message }));
    const own = ours[index];
    const reason = own.error && POLICY.find((one) => one.test(own.error));
    if (own === theirs) tally.same += 1;
    else if (own.error !== undefined && typeof theirs !== 'string') tally.neither += 1;
    else if (reason) tally.policy[reason] = (tally.policy[reason] ?? 0) + 1;
    else wrong.push(`${own.error ?? 'another form'} ${theirs.error ?? ''}\n${JSON.stringify(document)}`);
  }
  console.log(JSON.stringify(tally));
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} of ${documents.length} differ`);
  assert.ok(tally.same > 1500, JSON.stringify(tally));
});
