// `accolade publish` against moto, a server that speaks S3's protocol, over a line that can break: every request goes through a proxy
// that drops connections, answers 503, loses answers and notes what passes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import { binary, root, run } from './accolade.js';

const moto = process.env.ACCOLADE_PYTHON && join(dirname(process.env.ACCOLADE_PYTHON), 'moto_server');
const skip = moto && existsSync(moto) ? false : 'no moto (ACCOLADE_PYTHON)';
if (skip && process.env.CI === 'true') throw new Error(`CI=true and ${skip}`);

const KEY = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' };
/** moto looks who asks, and not whether they sign well. */
const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0' };
const folder = mkdtempSync(join(tmpdir(), 'accolade-publish-'));
const project = join(folder, 'project');
const site = join(project, 'public');
const passed = [];
/** What the line does to the nth request: 'drop', '503', 'lose' (the server acts, its answer is lost), or nothing. */
let fault = () => undefined;
let server;
let line;

before(async () => {
  if (skip) return;
  const port = await free();
  server = spawn(moto, ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  line = createServer((asked, answer) => {
    const parts = [];
    asked.on('data', (part) => parts.push(part)).on('end', () => {
      const what = fault(passed.length, asked);
      passed.push({ method: asked.method, path: decodeURIComponent(new URL(asked.url, 'http://x').pathname), headers: asked.headers, what });
      if (what === 'drop') return asked.socket.destroy();
      if (what === '503') return answer.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      const on = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers: asked.headers }, (came) => {
        if (what === 'lose') { came.resume(); return asked.socket.destroy(); }
        answer.writeHead(came.statusCode, came.headers);
        came.pipe(answer);
      });
      on.on('error', () => asked.socket.destroy());
      on.end(Buffer.concat(parts));
    });
  });
  await new Promise((done) => line.listen(0, '127.0.0.1', done));
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/badges`, { method: 'PUT', headers: SIGNED }).catch(() => undefined);
    if (up?.ok) break;
    assert.ok(tries < 150, 'moto answers within half a minute');
    await new Promise((done) => setTimeout(done, 200));
  }
  cpSync(join(root, 'sample-site/portfolio'), project, { recursive: true, filter: (path) => !/[\\/]public$/.test(path) });
  build();
});
after(() => { server?.kill(); line?.close(); rmSync(folder, { recursive: true, force: true }); });

test('the first time everything is sent, the second time nothing', { skip }, async () => {
  const first = await publish();
  assert.equal(first.uploaded, files().length);
  assert.deepEqual(await there(), here());
  const order = passed.filter(({ method }) => method === 'PUT').map(({ path }) => path);
  const at = (end) => order.findIndex((path) => path.endsWith(end));
  assert.ok(at('/media-literacy/credential.json') < at('/media-literacy/index.html'), 'a credential before its page');
  assert.ok(at('/media-literacy/index.html') < at('badges/site/index.html') && at('badges/site/index.html') < at('/sitemap.xml'));
  assert.ok(passed.filter(({ method }) => method === 'PUT').every(({ headers }) => headers['if-match'] || headers['if-none-match']));
  const types = await Promise.all(['index.html', 'credentials/media-literacy/credential.json'].map(async (path) => (await head(path)).get('content-type')));
  assert.deepEqual(types, ['text/html; charset=utf-8', 'application/json']);

  passed.length = 0;
  const second = await publish();
  assert.deepEqual([second.uploaded, second.removed, second.unchanged], [0, 0, files().length]);
  assert.ok(passed.every(({ method }) => method === 'GET'), 'nothing is written');
});

test('only what changed is sent, and what is gone is removed last', { skip }, async () => {
  rmSync(join(project, 'pages'), { recursive: true });
  build();
  passed.length = 0;
  const done = await publish();
  assert.ok(done.removed > 0 && done.uploaded > 0 && done.unchanged > done.uploaded, JSON.stringify(done));
  const writes = passed.filter(({ method }) => method !== 'GET').map(({ method }) => method);
  assert.ok(writes.lastIndexOf('PUT') === writes.length - 1 && writes.slice(0, -1).lastIndexOf('PUT') < writes.indexOf('DELETE'), writes.join(' '));
  assert.deepEqual(await there(), here());
});

test('dropped connections, overload and lost answers are gone through', { skip }, async () => {
  change('after faults');
  const before = new Set();
  // What is asked for the first time meets one of these, in turn; a repeated request gets through.
  fault = (_, { method, url }) => {
    const what = `${method} ${new URL(url, 'http://x').pathname}`;
    return before.has(what) ? undefined : ['drop', '503', 'lose', undefined][before.add(what).size % 4];
  };
  const done = await publish();
  fault = () => undefined;
  assert.ok(done.uploaded > 5, JSON.stringify(done));
  assert.ok(passed.some(({ what }) => what === 'lose') && passed.some(({ what }) => what === '503'));
  assert.deepEqual(await there(), here());
});

test('a dead line is told and leaves what was there; a killed run is finished by the next', { skip }, async () => {
  change('after a kill');
  fault = (_, { method }) => (method === 'PUT' ? '503' : undefined);
  const told = await publish({ status: 4 });
  assert.match(told.stderr, /did not answer in 6 attempts: .*503/);
  let puts = 0;
  let dying;
  fault = (_, { method }) => { puts += method === 'PUT' ? 1 : 0; if (puts === 12) dying.kill('SIGKILL'); return undefined; };
  const killed = await new Promise((done) => {
    dying = start();
    dying.on('exit', (status, signal) => done(signal));
  });
  fault = () => undefined;
  assert.equal(killed, 'SIGKILL');
  assert.notDeepEqual(await there(), here());
  // Another build in between: what the killed run sent is still known to be ours.
  change('after another build');
  await publish();
  assert.deepEqual(await there(), here());
});

test('what others put there stops a run before anything is sent, and of two at once one is told', { skip }, async () => {
  change('with a stranger');
  await object('PUT', 'site/theirs.txt', 'theirs');
  writeFileSync(join(project, 'static/theirs.txt'), 'ours');
  rmSync(join(site), { recursive: true });
  build();
  passed.length = 0;
  const path = readdirSync(site).includes('theirs.txt') ? 'theirs.txt' : 'static/theirs.txt';
  await object('PUT', `site/${path}`, 'theirs');
  const told = await publish({ status: 1 });
  assert.match(told.stderr, /theirs\.txt stands there already, and accolade did not put it there/);
  assert.ok(passed.every(({ method }) => method === 'GET'));
  await object('DELETE', `site/${path}`);

  let between = false;
  fault = (_, { method }) => {
    if (method === 'PUT' && !between) { between = true; return '503'; }
    return undefined;
  };
  const slow = publish({ status: [0, 1] });
  const quick = publish({ status: [0, 1] });
  const [a, b] = await Promise.all([slow, quick]);
  fault = () => undefined;
  assert.ok([a, b].some(({ status }) => status === 1) || [a, b].some(({ uploaded }) => uploaded === 0), 'one did it');
  await publish();
  await object('DELETE', 'site/theirs.txt');
  assert.deepEqual(await there(), here());
});

test('a wrong key and a bucket that is not there are told with what to do', { skip }, async () => {
  const missing = await publish({ status: 2, target: 's3://nowhere/site' });
  assert.match(missing.stderr, /NoSuchBucket/);
  fault = () => undefined;
  const half = await publish({ status: 5, env: { AWS_SECRET_ACCESS_KEY: '' } });
  assert.match(half.stderr, /AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY, which belongs to it, is not/);
});

function build() { run(['build', project, '--as-of', '2026-11-24', '-q']); }

/** Changes every page of the site. */
function change(title) {
  const file = join(project, 'accolade.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*/m, `title: ${title}`));
  build();
}

function start({ target = 's3://badges/site', env = {} } = {}) {
  const endpoint = `http://127.0.0.1:${line.address().port}`;
  return spawn(binary, ['publish', target, '--site', site, '--endpoint', endpoint, '--jobs', '4', '--json'], { env: { ...process.env, ...KEY, ...env } });
}

/** Publishes, and gives what was said of it; an exit status that is not expected fails the test. */
async function publish({ status = 0, ...how } = {}) {
  const child = start(how);
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (part) => { text[stream] += part; });
  const ended = await new Promise((done) => { child.on('close', done); });
  assert.ok([status].flat().includes(ended), `status ${ended}: ${text.stdout}${text.stderr}`);
  const last = text.stdout.trim().split('\n').at(-1);
  return { ...(ended === 0 ? JSON.parse(last) : {}), status: ended, stderr: text.stdout + text.stderr };
}

function files(at = site, inner = '') {
  return readdirSync(join(at, inner), { withFileTypes: true }).flatMap((entry) => {
    const path = inner ? `${inner}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files(at, path) : [path];
  }).filter((path) => path !== 'accolade-manifest.json').sort();
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

const here = () => Object.fromEntries(files().map((path) => [path, hash(readFileSync(join(site, path)))]));

/** What the server holds of the site. */
async function there() {
  const listed = [];
  let token = '';
  do {
    const text = await (await object('GET', `?list-type=2&prefix=site/${token && `&continuation-token=${encodeURIComponent(token)}`}`)).text();
    listed.push(...[...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) => match[1]));
    token = text.match(/<NextContinuationToken>([^<]*)</)?.[1] ?? '';
  } while (token);
  const held = {};
  for (const key of listed.filter((key) => !key.endsWith('/accolade-publication.json') && key !== 'site/theirs.txt').sort()) {
    held[key.slice('site/'.length)] = hash(Buffer.from(await (await object('GET', key)).arrayBuffer()));
  }
  return held;
}

const head = async (path) => (await object('HEAD', `site/${path}`)).headers;

/** Past the proxy's faults and notes. */
async function object(method, path, body) {
  const port = new URL(`http://127.0.0.1:${server.spawnargs.at(-1)}`).port;
  const answer = await fetch(`http://127.0.0.1:${port}/badges/${path}`, { method, body, headers: SIGNED });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer;
}

function free() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}
