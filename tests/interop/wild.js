// Credentials further from the usual shape than `random.js` makes: in: a seed and an issuer, out: one unsigned credential with values in
// languages and types, odd numbers, several subjects, endorsements, wrappings and, now and then, something that a signature would not cover.
import { credential, rng } from './random.js';

const OLDER = ['context.json', 'context-3.0.1.json', 'context-3.0.2.json', 'context-3.0.3.json'];
const NUMBERS = [0, -0, 1, -1, 1.5, 1e3, 1e20, 1e21, 1e-7, 0.1, 123456.789, 1 / 3, 1e-300, 2 ** 53 - 1];

/** One credential from `seed`. */
export function wild(seed, issuer) {
  const r = rng(seed);
  const made = credential(seed, issuer);
  if (r.int(4) === 0) made['@context'][1] = `https://purl.imsglobal.org/spec/ob/v3p0/${r.some(...OLDER)}`;
  if (r.int(6) === 0) made.endorsement = r.list(1, 2, () => endorsement(r, made, issuer));
  if (r.int(5) === 0) made.credentialSubject = [made.credentialSubject, credential(seed + 1e6, issuer).credentialSubject];
  for (const object of objects(made)) change(object, r);
  return made;
}

function endorsement(r, about, issuer) {
  return {
    '@context': about['@context'],
    ...r.maybe({ id: `urn:uuid:${r.uuid()}` }),
    type: ['VerifiableCredential', 'EndorsementCredential'],
    issuer: r.some(issuer, { id: issuer, type: ['Profile'], name: r.text() }),
    validFrom: '2025-01-01T00:00:00Z',
    credentialSubject: { id: about.id ?? 'urn:x:about', type: ['EndorsementSubject'], ...r.maybe({ endorsementComment: r.text() }) },
  };
}

function change(object, r) {
  for (const [name, value] of Object.entries(object)) {
    if (name === '@context' || name === 'type' || r.int(12) > 0) continue;
    if (typeof value === 'number') object[name] = r.some(...NUMBERS);
    else if (Array.isArray(value)) object[name] = r.some(value[0], [...value, ...value], [...value].reverse(), [], value);
    else if (typeof value === 'string' && name !== 'id') {
      object[name] = r.some([value], { '@value': value }, { '@value': value, '@language': r.some('en', 'DE-ch', 'zh-Hant') },
        [value, value], [], `${value}\u{1F600}`, r.some(...NUMBERS), true);
    } else if (value !== null && typeof value === 'object') object[name] = [value];
  }
  if (r.int(150) === 0) object[r.some('unknownTerm', 'Name', 'name ')] = r.text();
  if (r.int(200) === 0) object.id = r.some('relative', '#x', 'urn:x:y', 'https://e.example/ü?q=1#f');
}

function objects(value) {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).filter(([name]) => name !== '@context').flatMap(([, one]) => objects(one));
  return Array.isArray(value) ? inner : [value, ...inner];
}
