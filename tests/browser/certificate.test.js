// A certificate is exactly one sheet of paper in every template: A4 and Letter, lying and standing, with an everyday name and with a very
// long one; its text can be selected, searched and read aloud.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { accolade, build, htmlFiles, keepPicture, launch, root, serve, temporary, watched } from './sites.js';

/** Sheets in points, standing. */
const PAPERS = { a4: [595.3, 841.9], letter: [612, 792] };
const LONG = 'Her Excellency Dr. María-Fernanda Wolfeschlegelsteinhausenbergerdorff de la Santísima Trinidad Ruiz y Picasso-Blasco III';
const TEMPLATES = ['classic', 'modern', 'minimal', 'festive'];
const REGISTRY = join(root, 'sample-site/registry');

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const [paper, sides] of Object.entries(PAPERS)) {
  for (const orientation of ['landscape', 'portrait']) {
    const size = orientation === 'portrait' ? sides : sides.toReversed();

    describe(`${paper}, ${orientation}`, () => {
      let out;
      let server;
      before(async () => {
        out = build(projectWith(paper, orientation));
        server = await serve(out);
      });
      after(() => server?.close());

      test('prints every certificate to one page of that size, its text selectable', async () => {
        const pages = htmlFiles(out).filter((path) => path.endsWith('/certificate.html'));
        const long = pages.filter((path) => readFileSync(join(out, path), 'utf8').includes('Wolfeschlegelsteinhausenbergerdorff'));
        assert.equal(long.length, TEMPLATES.length, `certificates with the long name, one in each template, among ${pages.length}`);
        const context = await browser.newContext();
        const found = [];
        for (const path of new Set([...long, ...pages.slice(0, 2)])) {
          const { page, troubles } = await watched(context);
          await page.goto(server.url + path, { waitUntil: 'load' });
          const at = long.indexOf(path);
          if (at >= 0) await keepPicture(page, { site: 'registry', path: `certificate with a long name, ${paper}, ${orientation}, ${at + 1} of ${long.length}`, width: 1280, mode: 'light' });
          const file = join(temporary(), 'certificate.pdf');
          await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
          found.push(...troubles.map((trouble) => `${path}: ${trouble}`), ...faults(file, size).map((fault) => `${path}: ${fault}`));
          const heading = await page.getByRole('heading', { level: 1 }).textContent();
          for (const wanted of at >= 0 ? [LONG, heading] : [heading]) {
            if (!inPdf(file).includes(bare(wanted))) found.push(`${path}: "${wanted}" cannot be selected in the PDF`);
          }
          await page.close();
        }
        await context.close();
        assert.deepEqual(found, []);
      });
    });
  }
}

// The registry's project on that paper, with one more award in each template to somebody with a very long name.
function projectWith(paper, orientation) {
  const project = join(temporary(), 'registry');
  cpSync(REGISTRY, project, { recursive: true });
  const settings = join(project, 'accolade.yaml');
  const text = readFileSync(settings, 'utf8');
  assert.match(text, /^certificate:/m);
  const set = (all, name, value) => {
    const line = new RegExp(`(\\b${name}:\\s*)[a-z0-9]+`);
    return line.test(all) ? all.replace(line, `$1${value}`) : all.replace(/^certificate:\s*\n/m, `certificate:\n  ${name}: ${value}\n`);
  };
  writeFileSync(settings, `${set(set(text, 'paper', paper), 'orientation', orientation)}\noutputs: [page, json, certificate]\n`);
  const plain = (name) => !/^evidence_required:\s*true/m.test(readFileSync(join(project, 'badges', name), 'utf8'));
  const badges = readdirSync(join(project, 'badges')).sort().filter(plain).slice(0, TEMPLATES.length);
  const rows = TEMPLATES.map((template, n) => {
    const file = join(project, 'badges', badges[n]);
    const text = readFileSync(file, 'utf8').replace(/^certificate:.*\n(?: .*\n)*/m, '');
    writeFileSync(file, `${text.trimEnd()}\ncertificate: {template: ${template}}\n`);
    return `"${LONG}",${badges[n].replace(/\.ya?ml$/, '')},2026-05-20,public\n`;
  });
  writeFileSync(join(project, 'awards/zz-long-name.csv'), `name,badge,awarded,consent\n${rows.join('')}`);
  accolade(['issue', project], { env: { ...process.env, ACCOLADE_PASSPHRASE: 'alder bay test key' } });
  return project;
}

function faults(file, [width, height]) {
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)[1]);
  const [, w, h] = /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info).map(Number);
  return [
    ...(pages === 1 ? [] : [`${pages} pages`]),
    ...(Math.abs(w - width) < 1.5 && Math.abs(h - height) < 1.5 ? [] : [`a page of ${w} x ${h} points where ${width} x ${height} was asked for`]),
  ];
}

function inPdf(file) {
  return bare(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }));
}

// Without spaces and hyphens: a long name may be broken over lines.
function bare(text) {
  return text.normalize('NFC').replaceAll(/[\s\u00ad\u2010-]+/g, '').toLowerCase();
}
