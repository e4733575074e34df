//! What is attacked: our own credentials under each suite, those of the sample sites, and the published ones that are believed.
#![allow(clippy::disallowed_methods, reason = "tests read the samples and the published vectors in place")]

use std::path::Path;
use std::sync::LazyLock;

use accolade_credential::sign::Suite;
use accolade_credential::{Document, Documents, Issuers, Json, Known, json};
use jiff::Timestamp;

use crate::attack::Target;
use crate::signers::{self, Secret};
use crate::tokens::Token;
use crate::{carried, own, vectors};

/// What is known where a credential is judged.
pub(crate) struct Place {
    pub(crate) documents: Documents,
    pub(crate) issuers: Issuers,
    pub(crate) as_of: Timestamp,
}

impl Place {
    pub(crate) fn known(&self) -> Known<'_> {
        Known { as_of: self.as_of, documents: &self.documents, issuers: &self.issuers }
    }
}

static OWN: LazyLock<Place> = LazyLock::new(|| Place {
    documents: own::documents(),
    issuers: Issuers::default(),
    as_of: own::at("2026-07-01T00:00:00Z"),
});

static SAMPLES: LazyLock<Place> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-site/registry");
    let mut documents = Documents::default();
    for (url, file) in [(own::DID_URL, ".well-known/did.json"), (own::LIST, "status/1.json")] {
        let bytes = std::fs::read(folder.join(file)).expect("a document of the sample registry");
        documents.insert(url, Document { bytes: bytes.into(), retrieved: None });
    }
    Place { documents, issuers: Issuers::default(), as_of: own::at("2026-07-01T00:00:00Z") }
});

static PUBLISHED: LazyLock<Option<Place>> = LazyLock::new(|| {
    let folder = vectors::folder()?;
    let map = std::fs::read(folder.join("resolve/urls.json")).expect("the map");
    let mut documents = Documents::default();
    for (url, file) in json::parse(&map).expect("JSON").as_object().expect("an object").iter() {
        let bytes = std::fs::read(folder.join(file.as_str().expect("a path"))).expect("a document");
        documents.insert(url, Document { bytes: bytes.into(), retrieved: None });
    }
    Some(Place { documents, issuers: Issuers::default(), as_of: own::at("2026-11-23T00:00:00Z") })
});

/// Our own credentials: under each suite, and under both.
pub(crate) fn own() -> Vec<Target> {
    let cases: [(&str, &[Suite]); 3] =
        [("own rdfc", &[Suite::EddsaRdfc2022]), ("own jcs", &[Suite::EddsaJcs2022]), ("own both", &own::BOTH)];
    let mut all: Vec<Target> =
        cases.iter().filter_map(|(name, suites)| Target::new(name, own::signed(rich(), suites), &OWN)).collect();
    all.extend(Target::new("own plain", own::signed(own::unsigned(), &own::BOTH), &OWN));
    assert_eq!(all.len(), 4, "every one of our own is believed");
    all
}

/// Our own credential by an issuer that is its own key, without a status, which is the registry's to keep.
pub(crate) fn by_key(secret: &Secret) -> Json {
    let Json::Object(mut object) = own::parse(&own::CREDENTIAL.replace(own::DID, &secret.public().did_key())) else {
        panic!("an object")
    };
    object.remove("credentialStatus");
    Json::Object(object)
}

/// The same under each of the ECDSA suites.
pub(crate) fn ecdsa() -> Vec<Target> {
    let mut all = Vec::new();
    for (curve, secret) in [("P-256", Secret::p256(3)), ("P-384", Secret::p384(3))] {
        for suite in ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"] {
            let signed = signers::ecdsa(by_key(&secret), &secret, suite);
            all.extend(Target::new(&format!("{suite} {curve}"), signed, &OWN));
        }
    }
    assert_eq!(all.len(), 4, "every one of them is believed");
    all
}

/// The same as tokens of every kind of key.
pub(crate) fn tokens() -> Vec<(Token, Secret, Target)> {
    let made = Secret::all().into_iter().map(|secret| {
        let token = Token::signed(&secret, by_key(&secret));
        let name = format!("token {}", secret.algorithm());
        let target = Target::carried(&name, token.text().as_bytes(), token.payload.clone(), &OWN);
        (token, secret, target.expect("a token is believed"))
    });
    made.collect()
}

/// Our own credential in pictures and PDFs, with the bytes of each.
pub(crate) fn carriers() -> Vec<(Vec<u8>, Target)> {
    let signed = own::signed(own::unsigned(), &own::BOTH);
    let carriers = carried::carriers(signed.to_text().as_bytes()).into_iter();
    let target = |name: &str, bytes: &[u8]| Target::carried(name, bytes, signed.clone(), &OWN).expect("it is believed");
    carriers.map(|(name, bytes)| (bytes.clone(), target(name, &bytes))).collect()
}

/// A credential that uses what the plain one does not: values in languages, identities, several of a kind, an endorsement.
pub(crate) fn rich() -> Json {
    own::parse(include_str!("rich.json"))
}

/// The credentials of the sample sites, each with its proofs and with each proof alone.
pub(crate) fn sample_sites() -> Vec<Target> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sample-site");
    let mut all = Vec::new();
    for site in ["portfolio", "registry"] {
        let folder = root.join(site).join("credentials");
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "json"));
        files.sort();
        for file in files {
            let json = json::parse(&std::fs::read(&file).expect("a credential")).expect("JSON");
            let name = format!("{site}/{}", file.file_stem().expect("a name").to_string_lossy());
            all.extend(alone(&name, &json, &SAMPLES));
        }
    }
    assert!(all.len() > 60, "{}", all.len());
    all
}

/// The published credentials that are verified, authentic or intact.
pub(crate) fn published() -> Vec<Target> {
    let (Some(folder), Some(place)) = (vectors::folder(), PUBLISHED.as_ref()) else { return Vec::new() };
    let index = std::fs::read_to_string(folder.join("credentials/index.jsonl")).expect("the index");
    let mut all = Vec::new();
    for line in index.lines() {
        let row = json::parse(line.as_bytes()).expect("a row");
        let file = row.get("file").and_then(Json::as_str).expect("a file");
        let bytes = std::fs::read(folder.join("credentials").join(file)).expect("a credential");
        if let Ok(json) = json::parse(&bytes) {
            all.extend(alone(file, &json, place));
        }
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}

/// A credential with all its proofs, and with each of them alone: the weakest decides what a stranger may change.
fn alone(name: &str, json: &Json, place: &'static Place) -> Vec<Target> {
    let mut all: Vec<Target> = Target::new(name, json.clone(), place).into_iter().collect();
    let proofs = json.get("proof").map_or(&[][..], Json::items);
    if let (2.., Json::Object(members)) = (proofs.len(), json) {
        for (at, proof) in proofs.iter().enumerate() {
            let mut one = members.clone();
            one.insert("proof", vec![proof.clone()]);
            all.extend(Target::new(&format!("{name} proof {at}"), one.into(), place));
        }
    }
    all
}
