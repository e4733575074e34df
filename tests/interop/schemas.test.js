// What `verify --json` prints fits the schema that it is published with, and what accolade issued fits the schemas of Open Badges 3.0 and
// the VC Data Model, by a validator that others wrote.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import Ajv2019 from 'ajv/dist/2019.js';
import Ajv2020 from 'ajv/dist/2020.js';

import { inFolder, root, run } from './accolade.js';

const known = [process.env.ACCOLADE_VECTORS, join(root, '../shared/vectors'), join(root, '../../shared/vectors')];
const vectors = known.find((folder) => folder && existsSync(folder));
const checker = (Ajv, schema) => new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

test('every line of verify --json fits its schema, whatever the file is', () => {
  const schema = JSON.parse(run(['verify', '--json-schema']).stdout);
  assert.deepEqual(schema, read(join(root, 'docs/verify.schema.json')));
  const fits = checker(Ajv2020, schema);
  const judged = (targets, extra = []) => {
    const { stdout } = run(['verify', ...targets, '--json', ...extra], { expected: [0, 1] });
    const lines = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    for (const line of lines) assert.ok(fits(line), `${JSON.stringify(line, null, 1)}\n${JSON.stringify(fits.errors, null, 1)}`);
    return lines;
  };
  const sites = ['portfolio', 'registry'].map((site) => join(root, 'sample-site', site, 'credentials'));
  const lines = [...judged(sites), ...sites.flatMap((site) => judged([site], ['--lock', join(site, '..')]))];
  lines.push(...inFolder((dir) => {
    writeFileSync(join(dir, 'broken.json'), '{');
    writeFileSync(join(dir, 'binary.json'), Buffer.from([0xff, 0, 1]));
    return judged([dir, join(dir, 'nowhere')]);
  }));
  if (vectors) lines.push(...judged([join(vectors, 'credentials')]));
  const seen = new Set(lines.map((line) => line.verdict));
  for (const verdict of ['verified', 'authentic', 'refused']) assert.ok(seen.has(verdict), verdict);
  assert.ok(!fits({ ...lines[0], verdict: 'fine' }) && !fits({ ...lines[0], checks: [] }), 'the validator can say no');
});

test('issued credentials fit the schemas of Open Badges 3.0 and of the VC Data Model', (t) => {
  if (!vectors) {
    assert.notEqual(process.env.CI, 'true', 'the vectors are not there');
    return t.skip('no vectors');
  }
  const badge = checker(Ajv2019, read(join(vectors, 'schemas/ob_v3p0_achievementcredential_schema.json')));
  const general = read(join(vectors, 'schemas/vcdm2_verifiable-credential-schema.json'));
  const credential = checker(general.$schema?.includes('2020-12') ? Ajv2020 : Ajv2019, general);
  const issued = join(root, 'sample-site/registry/credentials');
  const files = readdirSync(issued).filter((name) => name.endsWith('.json')).map((name) => join(issued, name));
  assert.ok(files.length > 20, `${files.length} credentials`);
  for (const file of files) {
    assert.ok(badge(read(file)), `${file}: ${JSON.stringify(badge.errors, null, 1)}`);
    assert.ok(credential(read(file)), `${file}: ${JSON.stringify(credential.errors, null, 1)}`);
  }
  assert.ok(credential(read(join(root, 'sample-site/registry/status/1.json'))), JSON.stringify(credential.errors));
  const one = read(files[0]);
  assert.ok(!badge({ ...one, issuer: 5 }) && !credential({ ...one, '@context': 5 }), 'the validators can say no');
});
