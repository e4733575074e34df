// A site that was built before is not built again. In: a project's folder and the binary. Out: a folder of its own with the site. What was built
// stands in the temporary folder under a hash of everything that it was built of, so that every test file finds it.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';

const PATIENCE = 600_000; // milliseconds, until whoever builds the same is taken for dead

/** Puts the site of the project in `source` into `out`; `make` builds it into a folder that is not there yet. */
export function put(source, out, binary, make) {
  const place = join(tmpdir(), `accolade-built-${key(source, binary)}`);
  const making = `${place}.making`;
  mkdirSync(join(out, '..'), { recursive: true });
  for (const until = Date.now() + PATIENCE; !existsSync(place); pause()) {
    if (Date.now() > until) rmSync(making, { recursive: true, force: true });
    try {
      mkdirSync(making);
    } catch {
      continue; // another test file is at it
    }
    try {
      if (existsSync(place)) continue;
      make(join(making, 'public'));
      renameSync(join(making, 'public'), place);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  cpSync(place, out, { recursive: true });
}

// Everything that a build depends on: the program, every file of the project, and the day.
function key(source, binary) {
  const hash = createHash('sha256');
  const part = (bytes) => hash.update(`${bytes.length} `).update(bytes);
  const { size, mtimeMs } = statSync(binary);
  part(JSON.stringify([resolve(binary), size, mtimeMs, new Date().toISOString().slice(0, 10), process.env.SOURCE_DATE_EPOCH ?? null]));
  const paths = readdirSync(source, { recursive: true }).filter((path) => statSync(join(source, path)).isFile());
  for (const path of paths.sort()) {
    part(path.split(sep).join('/'));
    part(readFileSync(join(source, path)));
  }
  return hash.digest('hex').slice(0, 32);
}

function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}
