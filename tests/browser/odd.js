// Projects at the edges of what people have: the shortest and longest names, no photo, no credential, one, two hundred, Arabic and Japanese.
// In: a name of `ODD`. Out: a project in a temporary folder, ready to build.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accolade, copyOf, htmlFiles, kind, samples } from './sites.js';

const NINETY = 'Advanced Interdisciplinary Approaches to Community-Based Environmental Monitoring and Care';
const UNBROKEN = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzende';
const LONG_PERSON = 'Her Excellency Dr. María-Fernanda Wolfeschlegelsteinhausenbergerdorff de la Santísima Trinidad Ruiz y Picasso-Blasco III';
const ARABIC = 'فاطمة الزهراء بنت عبد الرحمن المنصوري';
const JAPANESE = '長谷川 小百合子';
const PEOPLE = ['Ø', 'Li', NINETY, UNBROKEN, LONG_PERSON, ARABIC, JAPANESE];
const TITLES = ['C', NINETY, UNBROKEN, 'أساسيات الخطابة أمام الجمهور والإجابة عن الأسئلة غير المتوقعة', '人前で話すための基礎と予期しない質問への答え方'];

const MADE = {
  'a portfolio without anything in it': () => portfolio({ name: 'Li' }),
  'a portfolio with one entry and a name in Arabic': () => portfolio({ name: ARABIC, language: 'ar', claims: [{ name: TITLES[3] }] }),
  'a portfolio with one entry and a name in Japanese': () => portfolio({ name: JAPANESE, language: 'ja', claims: [{ name: TITLES[4], featured: true }] }),
  'a portfolio with the shortest names': () => portfolio({ name: 'Ø', claims: [{ name: 'C', skills: ['R'], featured: true }] }),
  'a portfolio with the longest names': () => portfolio({
    name: LONG_PERSON, headline: `${UNBROKEN} ${NINETY}`, location: UNBROKEN,
    links: [[UNBROKEN, `https://an.example/${'very-'.repeat(40)}long`], [NINETY, 'https://an.example/']],
    claims: TITLES.map((name) => ({ name, issuer: UNBROKEN, kind: NINETY, source: UNBROKEN, skills: [UNBROKEN, NINETY], description: `${UNBROKEN}. ${NINETY}.`, featured: true })),
  }),
  'a portfolio with two hundred entries': () => portfolio({
    name: UNBROKEN,
    claims: Array.from({ length: 200 }, (_, i) => ({
      name: `${TITLES[i % TITLES.length]} ${i + 1}`, issuer: PEOPLE[i % PEOPLE.length], earned: `${2026 - (i % 30)}-0${1 + (i % 9)}-15`, skills: [`Skill ${i % 40}`], featured: i < 12,
    })),
  }),
  'a registry with odd names and two hundred awards more': registry,
  'a registry whose own name is one long word': () => wordy(UNBROKEN),
};

/** The odd projects by name. */
export const ODD = Object.keys(MADE);

/** Makes the project and returns its folder. */
export function oddProject(name) {
  return MADE[name]();
}

/** A few pages of each kind of `out`, and of each kind one with every odd name, as site paths. */
export function oddPages(out) {
  const pages = new Set(samples(out).map((one) => one.path));
  const seen = new Set();
  for (const path of htmlFiles(out)) {
    const html = readFileSync(join(out, path), 'utf8');
    for (const name of [...PEOPLE, ...TITLES].filter((one) => one.length > 2 && html.includes(one))) {
      const what = `${kind(path)} ${name}`;
      if (!seen.has(what)) pages.add(path);
      seen.add(what);
    }
  }
  return [...pages];
}

function portfolio({ claims = [], ...holder }) {
  const { language = 'en', links = [], ...person } = holder;
  const project = mkdtempSync(join(tmpdir(), 'accolade-odd-'));
  const settings = {
    title: person.name, url: 'https://an.example/', language, description: `What ${person.name} learned.`,
    holder: { ...person, links: links.map(([label, url]) => ({ label, url })) },
  };
  writeFileSync(join(project, 'accolade.yaml'), JSON.stringify(settings, null, 2));
  mkdirSync(join(project, 'credentials'));
  for (const [i, { featured = false, ...claim }] of claims.entries()) {
    writeFileSync(join(project, 'credentials', `entry-${i}.yaml`), JSON.stringify({ claim: { earned: '2026-05-12', ...claim }, featured }, null, 2));
  }
  return project;
}

function wordy(name) {
  const project = mkdtempSync(join(tmpdir(), 'accolade-odd-'));
  for (const folder of ['badges', 'awards']) mkdirSync(join(project, folder));
  writeFileSync(join(project, 'accolade.yaml'), JSON.stringify({ title: name, url: 'https://an.example/', issuer: { id: 'did:web:an.example', name } }));
  TITLES.forEach((title, i) => writeFileSync(join(project, `badges/odd-${i}.yaml`), JSON.stringify({ name: title, description: `${title}.`, criteria: `${title}.` })));
  writeFileSync(join(project, 'awards/all.csv'), `name,badge,awarded,award_id,consent\n${TITLES.map((_, i) => `"${PEOPLE[i]}",odd-${i},2026-05-12,a${i},public`).join('\n')}\n`);
  accolade(['keygen', '--plain'], { cwd: project });
  accolade(['issue', project]);
  accolade(['revoke', '--dir', project, 'a0']);
  return project;
}

function registry() {
  // Pictures and PDF of two hundred credentials take long and are not looked at here.
  const project = copyOf('registry', (text) => `${text}\noutputs: [page, json, svg, certificate, embed]\n`);
  const badge = readFileSync(join(project, 'badges/laboratory-safety.yaml'), 'utf8');
  const badges = TITLES.map((title, i) => {
    const text = badge.replace(/^name: .*$/m, `name: ${JSON.stringify(title)}`).replace(/^department: .*$/m, `department: ${JSON.stringify(UNBROKEN)}`);
    writeFileSync(join(project, `badges/odd-${i}.yaml`), text);
    return `odd-${i}`;
  });
  const rows = Array.from({ length: 200 }, (_, i) => `"${PEOPLE[i % PEOPLE.length]}",${badges[i % badges.length]},2026-0${1 + Math.floor(i / 35)}-20,public`);
  writeFileSync(join(project, 'awards/zz-odd.csv'), `name,badge,awarded,consent\n${rows.join('\n')}\n`);
  accolade(['issue', project], { env: { ...process.env, ACCOLADE_PASSPHRASE: 'alder bay test key' } });
  return project;
}
