// Open Badges 3.0 credentials made at random from a seed: in: a number, out: one unsigned credential that uses the vocabulary widely.
// The same seed gives the same credential on every machine.

const TEXTS = [
  'Public Speaking Foundations', 'Zoë Łukasiewicz-Ōta', 'قراءة الإعلام', '口頭発表の基礎', 'line one\nline two\ttabbed', 'quote " backslash \\ done',
  '👩🏽‍🎓 graduated', 'a <b>bold</b> & "quoted" claim', 'combining e\u0301 and é', 'NUL-free control \u0001 and \u007f', ' leading and trailing ',
  'carriage\rreturn', 'form\ffeed \b backspace', '\u2028 separators \u2029', 'x'.repeat(700),
];
const NAMES = ['Maya Lindqvist', 'Tomás Ó Briain', 'Nguyễn Thị Minh', 'Aïcha Diallo', 'Jörg Müßig', '王小明'];

/** One credential from `seed`, issued by `issuer` (a DID or a URL). */
export function credential(seed, issuer) {
  const r = rng(seed);
  const achievement = {
    id: `https://issuer.example/achievements/${r.word()}`,
    type: ['Achievement'],
    name: r.text(),
    description: r.text(),
    criteria: r.some({ narrative: r.text() }, { id: `https://issuer.example/criteria/${r.word()}`, narrative: r.text() }),
    ...r.maybe({ achievementType: r.some('Badge', 'Course', 'Certificate', 'ext:StudentEmployment') }),
    ...r.maybe({ alignment: r.list(1, 4, () => alignment(r)) }),
    ...r.maybe({ tag: r.list(1, 4, () => r.word()) }),
    ...r.maybe({ creditsAvailable: r.some(1, 2.5, 0.1, 12, 1e3) }),
    ...r.maybe({ fieldOfStudy: r.text(), specialization: r.text(), humanCode: r.word(), version: '1.2', inLanguage: 'en-GB' }),
    ...r.maybe({ image: { id: `https://issuer.example/img/${r.word()}.png`, type: 'Image', caption: r.text() } }),
    ...r.maybe({ creator: profile(r, 'https://creator.example/') }),
    ...r.maybe({ related: [{ id: `https://issuer.example/achievements/${r.word()}`, type: ['Related'], inLanguage: 'fr', version: '2' }] }),
    ...r.maybe({ otherIdentifier: [identifier(r)] }),
    ...r.maybe({ resultDescription: r.list(1, 2, () => resultDescription(r)) }),
  };
  const subject = {
    ...r.maybe({ id: r.some(`did:example:${r.word()}`, `https://learner.example/${r.word()}`, `urn:uuid:${r.uuid()}`) }),
    type: ['AchievementSubject'],
    achievement,
    ...r.maybe({ identifier: r.list(1, 2, () => identity(r)) }),
    ...r.maybe({ activityStartDate: '2025-09-01T00:00:00Z', activityEndDate: '2025-12-19T23:59:59Z' }),
    ...r.maybe({ creditsEarned: r.some(3, 4.25) }),
    ...r.maybe({ licenseNumber: r.word(), role: r.text(), term: 'Autumn 2025' }),
    ...r.maybe({ result: r.list(1, 3, () => result(r)) }),
    ...r.maybe({ source: profile(r, 'https://source.example/') }),
    ...r.maybe({ narrative: r.text() }),
  };
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ...r.some([], ['https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'], []),
    ],
    ...r.some({ id: `https://issuer.example/credentials/${r.word()}` }, { id: `urn:uuid:${r.uuid()}` }, {}),
    type: ['VerifiableCredential', r.some('OpenBadgeCredential', 'AchievementCredential')],
    name: r.text(),
    ...r.maybe({ description: r.text() }),
    issuer: r.some(issuer, { id: issuer, type: ['Profile'], name: r.text(), ...r.maybe({ url: 'https://issuer.example/', address: address(r) }) }),
    validFrom: r.some('2025-12-20T10:00:00Z', '2024-02-29T23:59:59+05:30', '2025-06-01T00:00:00.123Z'),
    ...r.maybe({ validUntil: '2099-12-31T00:00:00Z' }),
    ...r.maybe({ awardedDate: '2025-12-19T00:00:00Z' }),
    credentialSubject: subject,
    ...r.maybe({ evidence: r.list(1, 3, () => evidence(r)) }),
    ...r.maybe({ credentialSchema: { id: 'https://issuer.example/schema.json', type: 'JsonSchema' } }),
    ...r.maybe({ termsOfUse: { type: 'VerifiableCredential', id: `https://issuer.example/terms/${r.word()}` } }),
  };
}

/** A small deterministic generator (mulberry32) with the helpers the above needs. */
export function rng(seed) {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n) => Math.floor(next() * n);
  const hex = (n) => Array.from({ length: n }, () => int(16).toString(16)).join('');
  return {
    int,
    word: () => hex(8),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    some: (...options) => options[int(options.length)],
    text: () => (int(4) === 0 ? NAMES[int(NAMES.length)] : TEXTS[int(TEXTS.length)]),
    maybe: (value) => (int(2) === 0 ? value : {}),
    list: (least, most, make) => Array.from({ length: least + int(most - least + 1) }, make),
  };
}

function alignment(r) {
  // Without anything random in it every other time: two equal nodes that only the long way of canonicalisation tells apart.
  const fixed = { type: ['Alignment'], targetName: 'Communication', targetUrl: 'https://framework.example/communication' };
  return r.some(fixed, {
    ...fixed,
    targetCode: r.word(),
    ...r.maybe({ targetDescription: r.text(), targetFramework: r.text(), targetType: r.some('CFItem', 'ceasn:Competency') }),
  });
}

function profile(r, id) {
  return { id: id + r.word(), type: ['Profile'], name: r.text(), ...r.maybe({ url: 'https://profile.example/', description: r.text() }) };
}

function address(r) {
  return {
    type: ['Address'],
    addressLocality: r.text(),
    addressCountry: 'SE',
    geo: { type: 'GeoCoordinates', latitude: r.some(59.3, -33.25, 0), longitude: r.some(18.07, 0.5, -120) },
  };
}

function identifier(r) {
  return { type: 'IdentifierEntry', identifier: r.word(), identifierType: r.some('nationalIdentityNumber', 'systemId', 'identifier') };
}

function identity(r) {
  const salted = r.int(2) === 0;
  return {
    type: 'IdentityObject',
    hashed: salted,
    identityHash: salted ? `sha256$${r.word()}${r.word()}` : r.some(...NAMES),
    identityType: salted ? 'emailAddress' : 'name',
    ...(salted ? { salt: r.word() } : {}),
  };
}

function resultDescription(r) {
  return {
    id: `urn:uuid:${r.uuid()}`,
    type: ['ResultDescription'],
    name: r.text(),
    resultType: r.some('LetterGrade', 'Percent', 'RubricCriterionLevel'),
    ...r.maybe({ allowedValue: ['A', 'B', 'C'], requiredValue: 'B' }),
    ...r.maybe({ valueMin: '0', valueMax: '100' }),
    ...r.maybe({
      rubricCriterionLevel: [{ id: `urn:uuid:${r.uuid()}`, type: ['RubricCriterionLevel'], name: r.text(), level: '1', points: '10' }],
    }),
  };
}

function result(r) {
  return {
    type: ['Result'],
    ...r.maybe({ resultDescription: `urn:uuid:${r.uuid()}` }),
    ...r.some({ value: r.some('A', '93', r.text()) }, { status: 'Completed' }),
  };
}

function evidence(r) {
  return {
    ...r.maybe({ id: `https://learner.example/work/${r.word()}` }),
    type: ['Evidence'],
    name: r.text(),
    ...r.maybe({ narrative: r.text(), genre: 'Essay', audience: 'Peers', description: r.text() }),
  };
}
