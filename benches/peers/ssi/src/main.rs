//! In, as lines on standard input: an object of contexts by URL, then signed credentials. Out, as JSON: microseconds the `ssi` crate
//! takes to read and verify one, and how many it accepts. Nothing is fetched: contexts and keys (did:key) are in memory.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, Read as _};
use std::time::Instant;

use ssi::claims::VerificationParameters;
use ssi::claims::data_integrity::{AnySuite, DataIntegrity, from_json_slice};
use ssi::claims::vc::AnyJsonCredential;
use ssi::dids::{DIDKey, DIDResolver, VerificationMethodDIDResolver};
use ssi::json_ld::ContextLoader;
use ssi::verification_methods::AnyMethod;

type Parameters = VerificationParameters<VerificationMethodDIDResolver<DIDKey, AnyMethod>, ContextLoader>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let mut lines = text.lines();
    let contexts: HashMap<String, serde_json::Value> = serde_json::from_str(lines.next().unwrap_or("{}"))?;
    let contexts = contexts.into_iter().map(|(url, document)| (url, document.to_string())).collect();
    let loader = ContextLoader::empty().with_context_map_from(contexts)?;
    let parameters = VerificationParameters::from_resolver(DIDKey.into_vm_resolver())
        .with_json_ld_loader(loader)
        .with_date_time("2026-07-01T00:00:00Z".parse()?);
    let credentials: Vec<&str> = lines.collect();
    let (mut best, mut accepted, mut why) = (f64::MAX, 0, None);
    for _ in 0..3 {
        let start = Instant::now();
        accepted = 0;
        for credential in &credentials {
            match verify(credential, &parameters).await? {
                None => accepted += 1,
                reason => why = reason,
            }
        }
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / credentials.len().max(1) as f64);
    }
    println!("{}", serde_json::json!({ "one": best, "accepted": accepted, "of": credentials.len(), "why": why }));
    Ok(())
}

/// Reads and verifies one credential; the reason when it is not accepted.
async fn verify(text: &str, parameters: &Parameters) -> Result<Option<String>, Box<dyn Error>> {
    let credential: DataIntegrity<AnyJsonCredential, AnySuite> = from_json_slice(text.as_bytes())?;
    Ok(credential.verify(parameters).await?.err().map(|reason| reason.to_string()))
}
