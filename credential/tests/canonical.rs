//! Documents to canonical N-Quads: the published vectors, and what must be an error.

mod vectors;

use accolade_credential::json::{self, Json};
use accolade_credential::{Json as Value, canon};

fn parse(text: &str) -> Json {
    json::parse(text.as_bytes()).expect("test documents are JSON")
}

fn without_proof(document: Json) -> Json {
    let Value::Object(mut object) = document else { panic!("a document is an object") };
    object.remove("proof");
    object.into()
}

#[test]
fn the_w3c_vectors_have_their_published_canonical_forms() {
    let Some(folder) = vectors::folder() else { return };
    let folder = folder.join("w3c-eddsa");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    for (document, form) in [
        ("eddsa-rdfc-2022/signedDataInt.json", "eddsa-rdfc-2022/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/proofConfigDataInt.json", "eddsa-rdfc-2022/proofCanonDataInt.txt"),
        ("eddsa-rdfc-2022/employ/signedDataInt.json", "eddsa-rdfc-2022/employ/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/employ/proofConfigDataInt.json", "eddsa-rdfc-2022/employ/proofCanonDataInt.txt"),
        ("Ed25519Signature2020/signedEdSig.json", "Ed25519Signature2020/canonDocEdSig.txt"),
        ("Ed25519Signature2020/proofConfigEdSig.json", "Ed25519Signature2020/proofCanonEdSig.txt"),
    ] {
        let found = canon::nquads(&without_proof(parse(&read(document))));
        assert_eq!(found.as_deref().map_err(ToString::to_string), Ok(read(form).as_str()), "{document}");
    }
}
