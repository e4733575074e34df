// Anybody can sign. In: what a credential is to say. Out: it, signed with a key of its own (did:key, eddsa-jcs-2022), made with nothing of the
// program under test.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes) {
  let text = '';
  for (let n = BigInt(`0x${Buffer.from(bytes).toString('hex')}`); n > 0n; n /= 58n) text = DIGITS[Number(n % 58n)] + text;
  // One of 256 signatures begins with a zero, which is a digit too.
  return DIGITS[0].repeat(bytes.findIndex((byte) => byte > 0)) + text;
}

// RFC 8785 for what has no numbers but small whole ones.
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const multibase = `z${base58(Buffer.concat([Buffer.from([0xed, 1]), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)]))}`;

/** Who signs. */
export const did = `did:key:${multibase}`;

function unsigned({ holder, title, issuer, id = did, urn = '6d1bd3c9-4a3f-4d0b-9a41-1c3a0a5f6e2e' }) {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:${urn}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: title,
    issuer: issuer === undefined ? id : { id, type: ['Profile'], name: issuer },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', identityHash: holder, identityType: 'name', hashed: false }],
      achievement: { id: 'urn:uuid:0f9a1f52-6c44-4a54-8a0e-6a1f6a8c2b11', type: ['Achievement'], name: title, description: title, criteria: { narrative: title } },
    },
  };
}

/** A credential, as text, for a holder by an issuer of any name or none, and of any identifier. */
export function signed(said) {
  const credential = unsigned(said);
  const proof = {
    '@context': credential['@context'], type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', created: '2026-01-01T00:00:00Z',
    verificationMethod: `${did}#${multibase}`, proofPurpose: 'assertionMethod',
  };
  const hashed = [proof, credential].map((one) => createHash('sha256').update(canonical(one)).digest());
  return JSON.stringify({ ...credential, proof: { ...proof, proofValue: `z${base58(sign(null, Buffer.concat(hashed), privateKey))}` } });
}

/** The same as a token (Open Badges 3.0 section 8.2). */
export function token(said) {
  const credential = unsigned(said);
  const claims = { ...credential, iss: did, jti: credential.id, nbf: Date.parse(credential.validFrom) / 1000 };
  const parts = [{ alg: 'EdDSA', typ: 'JWT', kid: `${did}#${multibase}` }, claims];
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}
