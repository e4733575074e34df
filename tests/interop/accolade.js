// accolade's own side: runs the binary over credentials in a temporary folder. In: a map from file name to JSON. Out: its JSON lines.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The moment that every check speaks of. */
export const AS_OF = '2026-12-31T00:00:00Z';

/** The binary under test: `$ACCOLADE`, else the newest usual place. */
export const binary = process.env.ACCOLADE ?? built('accolade');

/** Runs the binary; a status that is not in `expected` fails the test with everything it said. */
export function run(args, { expected = [0], env = {}, cwd = root, input = '' } = {}) {
  const done = spawnSync(binary, args, { cwd, input, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(!done.error, `${binary}: ${done.error}`);
  assert.ok(expected.includes(done.status), `accolade ${args.join(' ')} ended with ${done.status}\n${done.stdout.slice(-2000)}\n${done.stderr.slice(-4000)}`);
  return done;
}

/** `accolade verify --json` over files: a map from each name to what was said of it. */
export function verifyFiles(files, extra = []) {
  return inFolder((dir) => {
    for (const [name, content] of files) writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return verifyFolder(dir, extra);
  });
}

/** `accolade verify --json` over a folder: a map from each file's base name to what was said of it. */
export function verifyFolder(dir, extra = []) {
  const { stdout } = run(['verify', dir, '--json', '--as-of', AS_OF, ...extra], { expected: [0, 1] });
  const lines = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return new Map(lines.map((line) => [line.file.split(/[\\/]/).at(-1), line]));
}

/** A folder that is gone when `use` is done with it. */
export function inFolder(use) {
  const dir = mkdtempSync(join(tmpdir(), 'accolade-interop-'));
  try {
    return use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Canonical N-Quads of each document by accolade's own canonicaliser, in order; an error comes as `{ error }`. Blank nodes are named by `hash`, sha256 or sha384. */
export function canonicalAll(documents, hash = 'sha256') {
  return example(hash === 'sha384' ? ['--sha384'] : [], documents.map((one) => JSON.stringify(one)).join('\n'));
}

/** The contexts that accolade is built with, by their URL. */
export function ownContexts() {
  return new Map(example(['--contexts'], '').map(({ url, document }) => [url, document]));
}

function example(args, input) {
  const program = process.env.ACCOLADE_NQUADS ?? built('examples/nquads');
  const out = execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return out.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

function built(name) {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const places = ['release', 'debug'].map((profile) => join(target, profile, name + suffix));
  return places.find((place) => existsSync(place)) ?? places[0];
}
