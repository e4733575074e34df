//! In: the name of a kind of signature, identifier, status or file that is not checked here. Out: what it is, in plain words.
//! Words only: nothing decides by them. A kind that is not in these tables is told by its name alone.

/// What an unsupported cryptosuite, proof type or algorithm is; `None` when it is not known here either.
pub(crate) fn suite(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("JWS with ").unwrap_or(name) {
        "bbs-2023" | "bbs-2022" | "bbs-termwise-2021" => {
            "BBS, with which a holder can show parts of a credential and keep the rest"
        }
        "BbsBlsSignature2020" | "BbsBlsSignatureProof2020" => "an early form of BBS, for showing parts of a credential",
        "ecdsa-sd-2023" => "an ECDSA signature with which a holder can show parts of a credential and keep the rest",
        "ecdsa-xi-2023" => "an ECDSA signature over more than the credential itself",
        "anoncreds-2023" | "CLSignature2019" | "AnonCredsProof2023" => {
            "AnonCreds, which shows facts without showing the credential"
        }
        "MerkleProof2017" | "ChainpointSHA256v2" | "ChainpointSHA256v3" => {
            "Blockcerts, whose proof stands in a transaction of a blockchain"
        }
        "MerkleProof2019" | "merkle-proof-2019" => "Blockcerts 3, whose proof stands in a transaction of a blockchain",
        "JsonWebSignature2020" => "an early form of signing JSON-LD with JOSE keys, which became no standard",
        "EcdsaSecp256k1Signature2019" | "EcdsaSecp256k1RecoverySignature2020" | "SchnorrSecp256k1Signature2019" => {
            "a signature with secp256k1, the curve of Bitcoin and Ethereum"
        }
        "EthereumEip712Signature2021" | "Eip712Signature2021" | "ethereum-eip712-signature-2021" => {
            "a signature by an Ethereum wallet"
        }
        "RsaSignature2018" | "RsaSignature2017" | "LinkedDataSignature2015" | "GraphSignature2012" => {
            "an early form of signing JSON-LD with RSA"
        }
        "Ed25519Signature2018" => {
            "the form before Ed25519Signature2020, which hashes and writes its signature otherwise"
        }
        "JcsEd25519Signature2020" | "JcsEd25519Signature2022" => "an early form of eddsa-jcs-2022",
        "eddsa-2022" | "json-eddsa-2022" | "jcs-eddsa-2022" => "a draft of eddsa-rdfc-2022 and eddsa-jcs-2022",
        "ecdsa-2019" | "jcs-ecdsa-2019" => "a draft of ecdsa-rdfc-2019 and ecdsa-jcs-2019",
        "ES256K" => "a signature with secp256k1, the curve of Bitcoin and Ethereum",
        "ES512" => "a signature with the curve P-521",
        "PS256" | "PS384" | "PS512" => "RSA in the form PSS",
        "RS384" | "RS512" => "RSA with another hash than SHA-256",
        "Ed448" => "a signature with the curve Ed448",
        name if name.starts_with("mldsa") || name.starts_with("ML-DSA") => {
            "a signature made to withstand quantum computers"
        }
        name if name.starts_with("slhdsa") || name.starts_with("SLH-DSA") => {
            "a signature made to withstand quantum computers"
        }
        _ => return None,
    })
}

/// An unsupported suite as it stands in a sentence: its name, and what it is.
pub(crate) fn suite_in_words(name: &str) -> String {
    match suite(name) {
        Some(what) => format!("{name} ({what})"),
        None => format!("{name} (a kind that is not known here)"),
    }
}

/// What the identifiers of an unsupported DID method rest on; `None` when it is not known here either.
fn method(name: &str) -> Option<&'static str> {
    Some(match name {
        "ethr" | "pkh" | "ens" | "erc725" => "kept on Ethereum or by a wallet's address",
        "ion" | "btcr" | "btc1" | "elem" => "anchored in a public blockchain such as Bitcoin",
        "velocity" => "kept on the blockchain of the Velocity Network",
        "ebsi" => "kept in the European Blockchain Services Infrastructure",
        "polygonid" | "iden3" | "polygon" | "privado" => "kept on Polygon and similar blockchains",
        "cheqd" => "kept on the blockchain of cheqd",
        "sov" | "indy" => "kept in a ledger of Hyperledger Indy, such as Sovrin",
        "hedera" | "near" | "tz" | "iota" | "sol" | "prism" | "xrpl" | "algo" | "factom" | "kilt" => {
            "kept on a blockchain"
        }
        "webvh" | "tdw" | "webs" => "kept on a website with a history, a successor of did:web",
        "keri" | "peer" => "made out between those who use it, without a public register",
        "plc" => "kept in the directory of Bluesky",
        "dht" => "kept in the network of BitTorrent",
        "example" => "used in examples, and resolves to nothing",
        _ => return None,
    })
}

/// An unsupported DID method as it stands in a sentence: `did:ion identifiers (anchored in …)`.
pub(crate) fn method_in_words(name: &str) -> String {
    match method(name) {
        Some(what) => format!("did:{name} identifiers ({what})"),
        None => format!("did:{name} identifiers"),
    }
}

/// What an unsupported kind of status entry is.
pub(crate) fn status(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "RevocationList2020Status" | "SuspensionList2020Status" => "a predecessor of the Bitstring Status List",
        "CredentialStatusList2017" | "SimpleCredentialStatusList2017" => "a list of the first drafts",
        "Iden3ReverseSparseMerkleTreeProof" | "SparseMerkleTreeProof" => {
            "asked of a blockchain or of the issuer's server"
        }
        "VelocityRevocationListJan2021" | "EthrStatusRegistry2019" => "asked of a blockchain",
        "TokenStatusList" => "a list for tokens of another form",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_by_name_is_said_in_words() {
        for name in [
            "bbs-2023",
            "ecdsa-sd-2023",
            "MerkleProof2017",
            "MerkleProof2019",
            "ChainpointSHA256v2",
            "JsonWebSignature2020",
            "EcdsaSecp256k1Signature2019",
            "RsaSignature2018",
            "Ed25519Signature2018",
            "JWS with ES256K",
            "JWS with PS256",
        ] {
            assert!(suite_in_words(name).starts_with(&format!("{name} (")), "{name}");
            assert!(suite(name).is_some_and(|what| what.len() > 10), "{name}");
        }
        for name in ["ethr", "ion", "velocity", "ebsi", "polygonid", "cheqd", "sov", "indy"] {
            assert!(method(name).is_some(), "{name}");
        }
        assert_eq!(suite_in_words("x"), "x (a kind that is not known here)");
        assert_eq!(method_in_words("x"), "did:x identifiers");
    }

    #[test]
    fn what_is_supported_is_in_no_table() {
        for name in ["eddsa-rdfc-2022", "eddsa-jcs-2022", "Ed25519Signature2020", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"] {
            assert_eq!(suite(name), None, "{name}");
        }
        assert!(["key", "jwk", "web"].iter().all(|name| method(name).is_none()));
        assert!(["BitstringStatusListEntry", "StatusList2021Entry"].iter().all(|kind| status(kind).is_none()));
    }
}
