// accolade beside @digitalbazaar/vc: the same signed credentials, the two taking turns in one run, best of the rounds and their ratio.
// `node benches/peers/run.js [rounds]`, after `cargo build --release -p accolade-credential --example rate` and `npm ci` in tests/interop.
import { spawnSync } from 'node:child_process';
import { verify } from '../../tests/interop/peer.js';

const RATE = `${process.env.CARGO_TARGET_DIR ?? 'target'}/release/examples/rate`;
const COUNT = 256;
const PEER_COUNT = 40;
const GOALS = { 'eddsa-rdfc-2022': 'the goals are 60 and 100', 'eddsa-jcs-2022': 'no goal' };
const rounds = Number(process.argv[2] ?? 3);

for (const suite of ['eddsa-rdfc-2022', 'eddsa-jcs-2022']) {
  const lines = rate(['make', suite, String(COUNT)]);
  const credentials = lines.trim().split('\n').map((line) => JSON.parse(line));
  const best = { one: Infinity, many: Infinity, peer: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    const ours = JSON.parse(rate(['time'], lines));
    best.one = Math.min(best.one, ours.one);
    best.many = Math.min(best.many, ours.many);
    best.peer = Math.min(best.peer, await peer(credentials.slice(0, PEER_COUNT)));
  }
  const times = (ours) => (best.peer / ours).toFixed(0);
  console.log(`${suite}, ${lines.length / COUNT | 0} bytes: @digitalbazaar/vc ${best.peer.toFixed(0)} us`);
  console.log(`  accolade, one at a time  ${best.one.toFixed(1)} us: ${times(best.one)} times as fast`);
  console.log(`  accolade, ${COUNT} at once    ${best.many.toFixed(1)} us: ${times(best.many)} times as fast (${GOALS[suite]})`);
}

async function peer(credentials) {
  await check(credentials[0]); // everything loaded and compiled
  const start = process.hrtime.bigint();
  for (const credential of credentials) await check(credential);
  return Number(process.hrtime.bigint() - start) / 1000 / credentials.length;
}

async function check(credential) {
  const result = await verify(credential, { now: '2026-07-01T00:00:00Z' });
  if (!result.verified) throw new Error(`the other side refuses it: ${result.why}`);
}

function rate(args, input) {
  const result = spawnSync(RATE, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error ?? result.status) throw new Error(`${RATE}: ${result.error ?? result.stderr}`);
  return result.stdout;
}
