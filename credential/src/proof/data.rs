//! In: a document without its proof, and one proof. Out: the 64 bytes that the proof signs: its options' hash, the
//! document's hash (vc-di-eddsa sections 3.2 and 3.3). Contexts are never fetched and never taken from the proof alone.

use std::cell::OnceCell;

use sha2::{Digest, Sha256};

use super::{Kind, Proof, RdfError, rdf};
use crate::jcs;
use crate::json::{Json, Object};

type Hash = [u8; 32];

/// A document without its proof. Its hash is made once, however many proofs ask for it.
pub(crate) struct Unsecured<'a> {
    document: &'a Json,
    proofs: &'a [Json],
    rdf: OnceCell<Result<Hash, RdfError>>,
    jcs: OnceCell<Hash>,
}

/// Why the bytes that a proof signs cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The proof contradicts the document: it holds for no reading of it.
    Bad(String),
    /// The document or the proof has no canonical form here.
    Rdf(RdfError),
}

impl<'a> Unsecured<'a> {
    /// `document` is an object that has no `proof` member any more; `proofs` are all that it had.
    pub(crate) const fn new(document: &'a Json, proofs: &'a [Json]) -> Self {
        Self { document, proofs, rdf: OnceCell::new(), jcs: OnceCell::new() }
    }

    /// The bytes under the signature of `proof`.
    pub(crate) fn signed_bytes(&self, proof: &Proof<'_>) -> Result<[u8; 64], Failure> {
        let (options, document) = match proof.kind {
            Kind::Jcs => (jcs_options(proof.json), self.jcs_document(proof)?),
            Kind::Rdfc | Kind::Ed2020 => {
                self.check_context(proof)?;
                let options = self.rdf_options(proof.json).map_err(Failure::Rdf)?;
                (options, self.rdf_document(proof)?)
            }
        };
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&Sha256::digest(options));
        bytes[32..].copy_from_slice(&document);
        Ok(bytes)
    }

    /// The canonical proof options for RDF: without `proofValue`, under the document's contexts.
    pub(crate) fn rdf_options(&self, proof: &Object) -> Result<String, RdfError> {
        let mut options = Object::new();
        if let Some(contexts) = self.document.get("@context") {
            options.insert("@context", contexts.clone());
        }
        for (name, value) in proof.iter().filter(|(n, _)| !matches!(*n, "proofValue" | "@context")) {
            options.insert(name, value.clone());
        }
        rdf::canonical(&Json::Object(options))
    }

    /// Whether every term of the document has a published meaning, under each list of contexts that a proof signs.
    pub(crate) fn closed(&self) -> Result<(), RdfError> {
        match self.rdf.get() {
            Some(hash) => hash.clone().map(|_| ())?,
            None => rdf::closed(self.document)?,
        }
        // A JCS proof may have signed the document under fewer contexts than it has now.
        let is_jcs = |p: &&Json| p.get("cryptosuite").and_then(Json::as_str) == Some("eddsa-jcs-2022");
        for signed in self.proofs.iter().filter(is_jcs).filter_map(|p| p.get("@context")) {
            if Some(signed) != self.document.get("@context") {
                let mut document = self.copy();
                document.insert("@context", signed.clone());
                rdf::closed(&Json::Object(document))?;
            }
        }
        Ok(())
    }

    fn copy(&self) -> Object {
        self.document.as_object().cloned().unwrap_or_default()
    }

    fn rdf_document(&self, proof: &Proof<'_>) -> Result<Hash, Failure> {
        if proof.previous.is_empty() {
            let hash = || Ok(Sha256::digest(rdf::canonical(self.document)?).into());
            return self.rdf.get_or_init(hash).clone().map_err(Failure::Rdf);
        }
        let document = self.with_previous(self.copy(), proof)?;
        rdf::canonical(&document).map(|text| Sha256::digest(text).into()).map_err(Failure::Rdf)
    }

    fn jcs_document(&self, proof: &Proof<'_>) -> Result<Hash, Failure> {
        self.check_context(proof)?;
        let own = self.document.get("@context");
        let signed = proof.json.get("@context");
        let same = signed.is_none() || signed == own;
        if same && proof.previous.is_empty() {
            let hash = || Sha256::digest(jcs::canonical(self.document)).into();
            return Ok(*self.jcs.get_or_init(hash));
        }
        let mut document = self.copy();
        if let (false, Some(contexts)) = (same, signed) {
            document.insert("@context", contexts.clone());
        }
        let document = self.with_previous(document, proof)?;
        Ok(Sha256::digest(jcs::canonical(&document)).into())
    }

    /// A proof's own contexts must be the first of the document's, in their order (section 3.3.2, step 4).
    fn check_context(&self, proof: &Proof<'_>) -> Result<(), Failure> {
        let Some(own) = proof.json.get("@context") else { return Ok(()) };
        let document = self.document.get("@context").map_or(&[][..], Json::items);
        if document.starts_with(own.items()) {
            return Ok(());
        }
        Err(Failure::Bad("the proof was made for other contexts than the document states".into()))
    }

    /// VC Data Integrity section 2.1.2: a chained proof signs the proofs before it too.
    fn with_previous(&self, mut document: Object, proof: &Proof<'_>) -> Result<Json, Failure> {
        if proof.previous.is_empty() {
            return Ok(Json::Object(document));
        }
        let id = |p: &Json| p.get("id").and_then(Json::as_str).map(str::to_owned);
        for wanted in &proof.previous {
            let found = self.proofs.iter().filter(|p| id(p).as_deref() == Some(wanted)).count();
            if found != 1 {
                return Err(Failure::Bad(format!("the proof builds on {wanted:?}, which is there {found} times")));
            }
        }
        let matching = self.proofs.iter().filter(|p| id(p).is_some_and(|i| proof.previous.contains(&i.as_str())));
        document.insert("proof", matching.cloned().collect::<Vec<Json>>());
        Ok(Json::Object(document))
    }
}

/// The canonical proof options for JCS: as they stand, without `proofValue`.
pub(crate) fn jcs_options(proof: &Object) -> String {
    let options: Object =
        proof.iter().filter(|(n, _)| *n != "proofValue").map(|(n, v)| (n.to_owned(), v.clone())).collect();
    jcs::canonical(&Json::Object(options))
}
