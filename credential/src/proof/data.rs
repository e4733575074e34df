//! In: a document without its proof, and one proof. Out: the bytes that the proof signs: its options' hash, the
//! document's hash (vc-di-eddsa, vc-di-ecdsa sections 3.2 and 3.3). Contexts are never fetched and never taken from the proof alone.

use std::cell::OnceCell;

use super::{Hashing, Kind, Proof, RdfError, options, rdf};
use crate::jcs;
use crate::json::{Members, Value};
use crate::memo::Memo;

/// A document without its proof. Its canonical text is made once, however many proofs ask for it.
pub(crate) struct Unsecured<'a> {
    document: &'a Value<'a>,
    proofs: &'a [Value<'a>],
    rdf: OnceCell<Result<String, RdfError>>,
    /// The same with SHA-384 in place of SHA-256, which names blank nodes by other hashes.
    rdf384: OnceCell<Result<String, RdfError>>,
    jcs: OnceCell<String>,
    memo: Option<&'a Memo>,
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
    pub(crate) const fn new(document: &'a Value<'a>, proofs: &'a [Value<'a>]) -> Self {
        Self { document, proofs, rdf: OnceCell::new(), rdf384: OnceCell::new(), jcs: OnceCell::new(), memo: None }
    }

    /// The same, with a memory of the contexts that were met.
    pub(crate) fn with_memo(self, memo: &'a Memo) -> Self {
        Self { memo: Some(memo), ..self }
    }

    /// Whether `proof` can be one of this document at all: made for its contexts, after the proofs that it builds on.
    pub(crate) fn fits(&self, proof: &Proof<'_>) -> Result<(), Failure> {
        self.check_context(proof)?;
        let named = |wanted: &str| self.proofs.iter().filter(|p| id(p) == Some(wanted)).count();
        match proof.previous.iter().map(|wanted| (wanted, named(wanted))).find(|(_, count)| *count != 1) {
            None => Ok(()),
            Some((id, count)) => Err(Failure::Bad(format!("the proof builds on {id:?}, which is there {count} times"))),
        }
    }

    /// The bytes under the signature of `proof`, for a key that signs with `hashing`.
    pub(crate) fn signed_bytes(&self, proof: &Proof<'_>, hashing: Hashing) -> Result<Vec<u8>, Failure> {
        self.fits(proof)?;
        let mut bytes = Vec::with_capacity(96);
        match proof.kind {
            Kind::Jcs | Kind::EcdsaJcs => {
                hashing.digest(&jcs_options(proof.json), &mut bytes);
                self.jcs_document(proof, hashing, &mut bytes);
            }
            Kind::Rdfc | Kind::Ed2020 | Kind::EcdsaRdfc => {
                let options = self.rdf_options(proof.json, hashing).map_err(Failure::Rdf)?;
                hashing.digest(&options, &mut bytes);
                self.rdf_document(proof, hashing, &mut bytes).map_err(Failure::Rdf)?;
            }
        }
        Ok(bytes)
    }

    /// The canonical proof options for RDF: without `proofValue`, under the document's contexts.
    pub(crate) fn rdf_options(&self, proof: &Members<'_>, hashing: Hashing) -> Result<String, RdfError> {
        options::canonical(self.document.get("@context"), proof, hashing, self.memo)
    }

    /// Whether every term of the document has a published meaning, under each list of contexts that a proof signs.
    pub(crate) fn closed(&self) -> Result<(), RdfError> {
        match self.rdf.get() {
            Some(Ok(_)) => {}
            Some(Err(e)) => return Err(e.clone()),
            None => rdf::closed(self.document)?,
        }
        // A JCS proof may have signed the document under fewer contexts than it has now.
        let suite = |p: &Value<'_>| p.get("cryptosuite").and_then(Value::as_str).map(str::to_owned);
        let is_jcs = |p: &&Value<'_>| suite(p).is_some_and(|s| matches!(&*s, "eddsa-jcs-2022" | "ecdsa-jcs-2019"));
        for signed in self.proofs.iter().filter(is_jcs).filter_map(|p| p.get("@context")) {
            if Some(signed) != self.document.get("@context") {
                let mut document = self.copy();
                document.insert("@context", signed.clone());
                rdf::closed(&Value::Object(document))?;
            }
        }
        Ok(())
    }

    fn copy(&self) -> Members<'a> {
        self.document.as_object().cloned().unwrap_or_default()
    }

    fn rdf_document(&self, proof: &Proof<'_>, hashing: Hashing, bytes: &mut Vec<u8>) -> Result<(), RdfError> {
        if proof.previous.is_empty() {
            let made = match hashing {
                Hashing::Sha256 => &self.rdf,
                Hashing::Sha384 => &self.rdf384,
            };
            let text = made.get_or_init(|| rdf::canonical(self.document, hashing));
            return text.as_ref().map(|text| hashing.digest(text, bytes)).map_err(Clone::clone);
        }
        rdf::canonical(&self.with_previous(self.copy(), proof), hashing).map(|text| hashing.digest(&text, bytes))
    }

    fn jcs_document(&self, proof: &Proof<'_>, hashing: Hashing, bytes: &mut Vec<u8>) {
        let own = self.document.get("@context");
        let signed = proof.json.get("@context");
        let same = signed.is_none() || signed == own;
        if same && proof.previous.is_empty() {
            return hashing.digest(self.jcs.get_or_init(|| jcs::canonical(self.document)), bytes);
        }
        let mut document = self.copy();
        if let (false, Some(contexts)) = (same, signed) {
            document.insert("@context", contexts.clone());
        }
        hashing.digest(&jcs::canonical(&self.with_previous(document, proof)), bytes);
    }

    /// A proof's own contexts must be the first of the document's, in their order (section 3.3.2, step 4).
    fn check_context(&self, proof: &Proof<'_>) -> Result<(), Failure> {
        let Some(own) = proof.json.get("@context") else { return Ok(()) };
        let document = self.document.get("@context").map_or(&[][..], Value::items);
        if document.starts_with(own.items()) {
            return Ok(());
        }
        Err(Failure::Bad("the proof was made for other contexts than the document states".into()))
    }

    /// VC Data Integrity section 2.1.2: a chained proof signs the proofs before it too.
    fn with_previous(&self, mut document: Members<'a>, proof: &Proof<'_>) -> Value<'a> {
        if !proof.previous.is_empty() {
            let matching = self.proofs.iter().filter(|p| id(p).is_some_and(|i| proof.previous.contains(&i)));
            document.insert("proof", matching.cloned().collect::<Vec<Value>>());
        }
        Value::Object(document)
    }
}

fn id<'a>(proof: &'a Value<'_>) -> Option<&'a str> {
    proof.get("id").and_then(Value::as_str)
}

/// The canonical proof options for JCS: as they stand, without `proofValue`.
pub(crate) fn jcs_options(proof: &Members<'_>) -> String {
    jcs::canonical_without(proof, "proofValue")
}
