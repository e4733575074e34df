//! In: a seed and a few words. Out: credentials that a test issuer really signed. The keys are test keys, made from their seeds.
#![allow(dead_code, unreachable_pub, reason = "every test binary uses its own part of this")]

use accolade_credential::Json;
use accolade_credential::json::parse;
use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};

/// A test issuer whose DID is its key.
pub struct Issuer {
    key: SecretKey,
    /// Its `did:key`.
    pub did: String,
}

impl Issuer {
    /// The issuer of a seed.
    pub fn new(seed: u8) -> Self {
        let key = SecretKey::from_seed(&[seed; 32]);
        let did = key.public().did_key();
        Self { key, did }
    }

    /// Signs any credential with these suites; `DID` in it stands for the issuer.
    pub fn sign(&self, unsigned: &str, suites: &[Suite]) -> Json {
        let unsigned = parse(unsigned.replace("DID", &self.did).as_bytes()).expect("the test writes JSON");
        let created = "2026-06-01T09:00:00Z".parse().expect("a moment");
        let signer = Signer { key: &self.key, verification_method: &self.key.public().did_key_method(), created };
        sign(unsigned, &signer, suites).expect("the test writes a credential that can be signed")
    }

    /// Any credential as a compact JWS (RFC 7515 section 7.1; VC-JOSE-COSE section 3.1.1), with further claims.
    pub fn token(&self, unsigned: &str, claims: &str) -> String {
        let header = format!(r#"{{"alg":"EdDSA","kid":"{}","typ":"vc+jwt"}}"#, self.kid());
        let unsigned = unsigned.replace("DID", &self.did);
        let payload = format!("{}{claims}}}", unsigned.trim_end().strip_suffix('}').expect("an object"));
        let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
        format!("{input}.{}", base64url(&self.key.sign(input.as_bytes())))
    }

    /// The name of its key.
    pub fn kid(&self) -> String {
        self.key.public().did_key_method()
    }

    /// A credential for `recipient`, earned in June 2026, signed with both suites.
    pub fn issue(&self, id: &str, title: &str, recipient: &str) -> String {
        let both = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
        self.sign(&unsigned(id, title, recipient, ""), &both).to_pretty()
    }

    /// The same with further members of the credential, such as `"validUntil": "…",`.
    pub fn issue_with(&self, id: &str, title: &str, recipient: &str, members: &str) -> String {
        let both = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
        self.sign(&unsigned(id, title, recipient, members), &both).to_pretty()
    }
}

fn base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// An Open Badges 3.0 credential without a proof.
pub fn unsigned(id: &str, title: &str, recipient: &str, members: &str) -> String {
    format!(
        r#"{{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "https://issuer.example/credentials/{id}/",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "name": "{title}",
  "issuer": {{"id": "DID", "type": ["Profile"], "name": "Test Issuer", "url": "https://issuer.example/"}},
  "validFrom": "2026-06-01T00:00:00Z",
  {members}
  "credentialSubject": {{
    "type": ["AchievementSubject"],
    "identifier": [{{"type": "IdentityObject", "hashed": false, "identityHash": "{recipient}", "identityType": "name"}}],
    "achievement": {{
      "id": "https://issuer.example/badges/{title_id}/",
      "type": ["Achievement"],
      "name": "{title}",
      "description": "What {title} stands for.",
      "achievementType": "Course",
      "criteria": {{"narrative": "Attend and give one talk."}},
      "tag": ["Public speaking"]
    }}
  }}
}}"#,
        title_id = title.to_lowercase().replace(' ', "-"),
    )
}
