//! In: an unsigned credential, a key, a moment. Out: the credential with its proofs.
//! Signs only what it can canonicalise; the moment is handed in.

use jiff::Timestamp;

use crate::json::{Json, Object};
use crate::key::SecretKey;
use crate::proof::{Failure, Hashing, Kind, Proof, Unsecured, encode};
use crate::time;

/// A suite to sign with (Data Integrity EdDSA Cryptosuites v1.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// `eddsa-rdfc-2022`: signs the meaning (canonical RDF).
    EddsaRdfc2022,
    /// `eddsa-jcs-2022`: signs the text (canonical JSON).
    EddsaJcs2022,
}

/// Who signs, and when.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The key.
    pub key: &'a SecretKey,
    /// The key's name as the issuer's document lists it, such as `did:web:example.org#z6Mk…`.
    pub verification_method: &'a str,
    /// The moment of signing, written in whole seconds.
    pub created: Timestamp,
}

/// Why a credential cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// It is no JSON object.
    #[error("a credential is a JSON object")]
    NotAnObject,
    /// It has a proof.
    #[error("the credential is already signed")]
    AlreadySigned,
    /// It has a member that no context defines, or something else that cannot be signed without loss.
    #[error("the credential cannot be signed: {0}")]
    Canonical(String),
}

/// Adds a proof of each suite (a proof set) as the member `proof`, an array.
///
/// # Errors
/// One of [`SignError`].
pub fn sign(unsigned: Json, signer: &Signer<'_>, suites: &[Suite]) -> Result<Json, SignError> {
    let mut document = unsigned;
    if document.as_object().is_none() {
        return Err(SignError::NotAnObject);
    }
    if document.get("proof").is_some() {
        return Err(SignError::AlreadySigned);
    }
    let unsecured = Unsecured::new(&document, &[]);
    let mut proofs = Vec::with_capacity(suites.len());
    for suite in suites {
        let mut options = Object::new();
        options.insert("type", "DataIntegrityProof");
        let name = match suite {
            Suite::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Suite::EddsaJcs2022 => "eddsa-jcs-2022",
        };
        options.insert("cryptosuite", name);
        options.insert("created", time::stamp(signer.created));
        options.insert("verificationMethod", signer.verification_method);
        options.insert("proofPurpose", "assertionMethod");
        if let (Suite::EddsaJcs2022, Some(contexts)) = (suite, document.get("@context")) {
            options.insert("@context", contexts.clone());
        }
        let kind = match suite {
            Suite::EddsaRdfc2022 => Kind::Rdfc,
            Suite::EddsaJcs2022 => Kind::Jcs,
        };
        proofs.push(complete(options, kind, &unsecured, signer.key)?);
    }
    if let Json::Object(members) = &mut document {
        members.insert("proof", proofs);
    }
    Ok(document)
}

/// The proof with these options: adds its `proofValue`.
fn complete(options: Object, kind: Kind, unsecured: &Unsecured<'_>, key: &SecretKey) -> Result<Json, SignError> {
    let method = options.get("verificationMethod").and_then(Json::as_str).unwrap_or_default();
    let proof = Proof {
        json: &options,
        kind,
        method,
        signature: vec![0; 64],
        created: None,
        expires: None,
        previous: Vec::new(),
    };
    let bytes = unsecured.signed_bytes(&proof, Hashing::Sha256).map_err(|f| match f {
        Failure::Bad(message) => SignError::Canonical(message),
        Failure::Rdf(e) => SignError::Canonical(e.message),
    })?;
    let value = encode(&key.sign(&bytes));
    let mut proof = options;
    proof.insert("proofValue", value);
    Ok(Json::Object(proof))
}
