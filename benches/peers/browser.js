// The judge of web pages (WebAssembly) beside @digitalbazaar/vc, both in Node: 1,000 signed credentials, taking turns in one run, best of the
// rounds. `node benches/peers/browser.js FILE.jsonl [rounds]`; FILE holds what `rate make eddsa-rdfc-2022 1000` prints (benches/README.md).
import { readFileSync } from 'node:fs';
import { verify } from '../../tests/interop/peer.js';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n');
const rounds = Number(process.argv[3] ?? 5);
const { exports: judge } = (await WebAssembly.instantiate(readFileSync(new URL('../../themes/default/assets/judge.wasm', import.meta.url)), {})).instance;
const PEER_COUNT = 10;

/** Microseconds a credential. */
function ours() {
  const start = process.hrtime.bigint();
  // As the page does it: some hundred at a time.
  for (let at = 0; at < lines.length; at += 250) {
    const some = Buffer.from(lines.slice(at, at + 250).join('\n'));
    const header = Buffer.from(JSON.stringify({ as_of: '2026-07-01T00:00:00Z', files: [{ name: 'all.jsonl', length: some.length }] }));
    const [head, body] = [judge.reserve(header.length), judge.reserve(some.length)];
    const memory = new Uint8Array(judge.memory.buffer);
    memory.set(header, head);
    memory.set(some, body);
    const answer = judge.check(head, header.length, body, some.length) >>> 0;
    const size = new DataView(judge.memory.buffer).getUint32(answer, true);
    const text = new TextDecoder().decode(new Uint8Array(judge.memory.buffer, answer + 4, size));
    judge.release(answer, size + 4);
    for (const line of text.trim().split('\n')) if (JSON.parse(line).signature !== 'good') throw new Error(`refused: ${line}`);
  }
  return Number(process.hrtime.bigint() - start) / 1000 / lines.length;
}

async function theirs() {
  const credentials = lines.slice(0, PEER_COUNT).map((line) => JSON.parse(line));
  const start = process.hrtime.bigint();
  for (const credential of credentials) {
    const { verified, why } = await verify(credential, { now: '2026-07-01T00:00:00Z' });
    if (!verified) throw new Error(`the other side refuses it: ${why}`);
  }
  return Number(process.hrtime.bigint() - start) / 1000 / credentials.length;
}

const best = { ours: Infinity, theirs: Infinity };
await theirs();
for (let round = 0; round < rounds; round += 1) {
  best.ours = Math.min(best.ours, ours());
  best.theirs = Math.min(best.theirs, await theirs());
}
console.log(`judge.wasm ${best.ours.toFixed(0)} us, @digitalbazaar/vc ${best.theirs.toFixed(0)} us a credential: ${(best.theirs / best.ours).toFixed(1)} times (goal: 20)`);
