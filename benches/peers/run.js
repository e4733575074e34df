// accolade beside @digitalbazaar/vc (Node) and the ssi crate (Rust): the same signed credentials, taking turns in one run, best of the
// rounds and their ratios. `node benches/peers/run.js [rounds]`; what has to be built before stands in benches/README.md.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { contexts, verify } from '../../tests/interop/peer.js';

const RATE = process.env.RATE ?? `${process.env.CARGO_TARGET_DIR ?? 'target'}/release/examples/rate`;
const SSI = process.env.SSI ?? 'benches/peers/ssi/target/release/ssi-peer';
const COUNT = 2048; // as many as `accolade verify` judges together
const PEER_COUNT = 10; // short turns: on a busy machine some are left alone
const GOALS = {
  'eddsa-rdfc-2022': '@digitalbazaar/vc 60 and 100, ssi 50',
  'eddsa-jcs-2022': 'none',
};
const rounds = Number(process.argv[2] ?? 12);

const rows = [];
for (const suite of Object.keys(GOALS)) {
  const lines = run(RATE, ['make', suite, String(COUNT)]).trim().split('\n');
  const best = { one: Infinity, many: Infinity, vc: Infinity, ssi: Infinity };
  let accepted = '';
  for (let round = 0; round < rounds; round += 1) {
    const ours = JSON.parse(run(RATE, ['time'], lines.join('\n')));
    best.one = Math.min(best.one, ours.one);
    best.many = Math.min(best.many, ours.many);
    best.vc = Math.min(best.vc, await vc(lines.slice(0, PEER_COUNT)));
    // The crate has no JCS suite for Ed25519.
    if (suite !== 'eddsa-rdfc-2022' || !existsSync(SSI)) continue;
    const theirs = JSON.parse(run(SSI, [], ssiInput(lines.slice(0, PEER_COUNT))));
    best.ssi = Math.min(best.ssi, theirs.one);
    accepted = `   accepts ${theirs.accepted} of ${theirs.of}${theirs.why ? ` (${theirs.why})` : ''}`;
  }
  const row = (name, time, note = '') => rows.push({ suite, name, time, note, ...best });
  row('accolade, one at a time', best.one);
  row(`accolade, ${COUNT} at once`, best.many);
  row('@digitalbazaar/vc', best.vc);
  if (Number.isFinite(best.ssi)) row('ssi', best.ssi, accepted);
}

console.log('suite            verifier                   us     x one at a time   x at once');
for (const { suite, name, time, note, one, many } of rows) {
  const times = (ours) => (time / ours).toFixed(1).padStart(12);
  console.log(`${suite.padEnd(16)} ${name.padEnd(24)} ${time.toFixed(1).padStart(7)} ${times(one)} ${times(many)}${note}`);
}
for (const [suite, goal] of Object.entries(GOALS)) console.log(`goals for ${suite}: ${goal}`);
if (!existsSync(SSI)) console.log(`ssi was left out: ${SSI} is not built`);

async function vc(lines) {
  const credentials = lines.map((line) => JSON.parse(line));
  await check(credentials[0]); // everything loaded and compiled
  const start = process.hrtime.bigint();
  for (const credential of credentials) await check(credential);
  return Number(process.hrtime.bigint() - start) / 1000 / credentials.length;
}

async function check(credential) {
  const result = await verify(credential, { now: '2026-07-01T00:00:00Z' });
  if (!result.verified) throw new Error(`the other side refuses it: ${result.why}`);
}

/** The contexts from the packages, then the credentials, a line each. */
function ssiInput(lines) {
  return [JSON.stringify(Object.fromEntries([...contexts].filter(([url]) => url.startsWith('https://')))), ...lines].join('\n');
}

function run(program, args, input) {
  const result = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.error ?? result.status) throw new Error(`${program}: ${result.error ?? result.stderr}`);
  return result.stdout;
}
