//! Keys of every kind: the values of published specifications, and everything that must be refused.
mod pem;

use super::*;
use crate::json::{self, Json};

/// RFC 7515 appendix A.3: a P-256 key, what it signed, and its signature.
const RFC7515_P256: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
const RFC7515_INPUT: &[u8] = b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const RFC7515_SIGNATURE: &str =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
/// RFC 7638 section 3.1: an RSA key and its thumbprint.
const RFC7638_N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
/// did:key method specification, test vectors: P-256, P-384, RSA.
const DID_P256: &str = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
const DID_P384: &str = "z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9";

fn jwk(text: &str) -> Result<AnyKey, KeyError> {
    AnyKey::from_jwk(&json::parse(text.as_bytes()).expect("JSON"))
}

fn rsa(n: &str, e: &str) -> Result<AnyKey, KeyError> {
    jwk(&format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#))
}

fn with(member: &str) -> String {
    RFC7515_P256.replacen('{', &format!("{{{member},"), 1)
}

#[test]
fn the_signature_of_rfc_7515_appendix_a3_verifies_and_nothing_near_it_does() {
    let key = jwk(RFC7515_P256).expect("a key");
    let signature = from_base64url(RFC7515_SIGNATURE).expect("bytes");
    assert!(key.verifies(RFC7515_INPUT, &signature));
    assert!(!key.verifies(&RFC7515_INPUT[1..], &signature));
    let order = [0xff; 4]
        .into_iter()
        .chain([0; 4])
        .chain([0xff; 8])
        .chain([0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51]);
    let order: Vec<u8> = order.collect();
    let (r, s) = signature.split_at(32);
    let der = [&[0x30, 0x45, 0x02, 0x20][..], r, &[0x02, 0x21, 0x00], s].concat();
    let plus_order: Vec<u8> = {
        // s + n does not fit in 32 bytes for this s, so 33 are tried too.
        let mut sum = vec![0; 33];
        let mut carry = 0u16;
        for at in (0..32).rev() {
            let total = u16::from(s[at]) + u16::from(order[at]) + carry;
            (sum[at + 1], carry) = (total.to_be_bytes()[1], total >> 8);
        }
        sum[0] = carry.to_be_bytes()[1];
        sum
    };
    let odd: [(&str, Vec<u8>); 12] = [
        ("empty", vec![]),
        ("one byte less", signature[..63].to_vec()),
        ("one byte more", [&signature[..], &[0]].concat()),
        ("DER", der),
        ("r of zero", [&[0; 32], s].concat()),
        ("s of zero", [r, &[0; 32]].concat()),
        ("both zero", vec![0; 64]),
        ("r of n", [&order[..], s].concat()),
        ("s of n", [r, &order[..]].concat()),
        ("s plus n", [r, &plus_order[1..]].concat()),
        ("s plus n in full", [r, &plus_order[..]].concat()),
        ("r and s exchanged", [s, r].concat()),
    ];
    for (what, signature) in odd {
        assert!(!key.verifies(RFC7515_INPUT, &signature), "{what}");
    }
    // A zero message digest and r = s = 1 are the classic of a check that forgets the point.
    let ones = [&[0; 31][..], &[1], &[0; 31], &[1]].concat();
    assert!(!key.verifies(RFC7515_INPUT, &ones));
}

#[test]
fn both_forms_of_an_ecdsa_signature_verify_and_stand_for_one() {
    let key = jwk(RFC7515_P256).expect("a key");
    let high = from_base64url(RFC7515_SIGNATURE).expect("bytes");
    let low = key.one_form(&high);
    assert_ne!(high, low, "this one has high s");
    assert!(key.verifies(RFC7515_INPUT, &low));
    assert_eq!(key.one_form(&low), low);
    assert_eq!(key.one_form(b"no signature"), b"no signature");
}

#[test]
fn multikeys_of_every_kind_are_read_and_written_the_same() {
    let rsa = rsa(RFC7638_N, "AQAB").expect("a key").to_text();
    assert!(rsa.starts_with("z4MX"), "{rsa}");
    let ed = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    for (text, kind) in [(ed, "Ed25519"), (DID_P256, "P-256"), (DID_P384, "P-384"), (&rsa, "RSA")] {
        let key = AnyKey::from_multibase(text).unwrap_or_else(|e| panic!("{kind}: {e}"));
        assert_eq!((key.to_text().as_str(), key.kind()), (text, kind));
        assert_eq!(key.did_key(), format!("did:key:{text}"));
        assert_eq!(AnyKey::from_jwk(&key.to_jwk()), Ok(key));
    }
}

#[test]
fn multikeys_that_are_not_exact_are_refused() {
    let multikey = |prefix: [u8; 2], raw: &[u8]| {
        AnyKey::from_multibase(&format!("z{}", bs58::encode([&prefix, raw].concat()).into_string()))
    };
    let (p256, p384) = ([0x80, 0x24], [0x81, 0x24]);
    let bytes = bs58::decode(&DID_P256[1..]).into_vec().expect("base58");
    let point = &bytes[2..];
    assert!(multikey(p256, point).is_ok());
    assert!(multikey(p384, point).is_err(), "a point of the other curve");
    assert!(multikey([0x81, 0x25], point).is_err());
    for (what, raw) in [
        ("short", &point[..32]),
        ("long", &[point, &[0]].concat()[..]),
        ("at infinity", &[0; 33]),
        ("at infinity in short", &[0]),
        ("a hybrid tag", &[&[6], &point[1..]].concat()),
        ("an uncompressed tag", &[&[4], &point[1..]].concat()),
        ("no point for x", &[&[2][..], &[0xff; 32]].concat()),
        ("empty", &[]),
    ] {
        assert_eq!(multikey(p256, raw), Err(KeyError::Malformed), "{what}");
    }
    let full = AnyKey::from_multibase(DID_P256).expect("a key");
    let AnyKey::P256(key) = &full else { panic!("P-256") };
    let (x, y) = key.coordinates();
    assert_eq!(multikey(p256, &[&[4], &x[..], &y[..]].concat()), Err(KeyError::Malformed), "not compressed");
    // secp256k1, P-521, X25519, BLS12-381 G2
    for prefix in [[0xe7, 0x01], [0x82, 0x24], [0xec, 0x01], [0xeb, 0x01]] {
        assert_eq!(multikey(prefix, point), Err(KeyError::Unsupported), "{prefix:?}");
    }
    for odd in ["", "z", "6Mk", "zz0", "uABC", "z6Mk", &format!("z{}", "1".repeat(4000)), &DID_P256[1..]] {
        assert_eq!(AnyKey::from_multibase(odd), Err(KeyError::Malformed), "{odd}");
    }
    assert!(multikey([0x85, 0x24], &[0x30, 0x80, 0, 0]).is_err(), "not DER");
}

#[test]
fn a_compressed_point_is_the_same_key_as_its_coordinates() {
    let key = jwk(RFC7515_P256).expect("a key");
    assert_eq!(AnyKey::from_multibase(&key.to_text()), Ok(key));
}

#[test]
fn thumbprints_are_those_of_the_specifications() {
    assert_eq!(
        rsa(RFC7638_N, "AQAB").expect("a key").thumbprint(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "RFC 7638 section 3.1"
    );
    let ed = jwk(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    assert_eq!(ed.expect("a key").thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "RFC 8037 appendix A.3");
}

#[test]
fn a_jwk_is_used_only_for_what_it_says() {
    for fine in [
        r#""use":"sig""#,
        r#""alg":"ES256""#,
        r#""key_ops":["verify"]"#,
        r#""key_ops":["sign","verify"]"#,
        r#""kid":"a","ext":true"#,
    ] {
        assert!(jwk(&with(fine)).is_ok(), "{fine}");
    }
    for not in [
        r#""use":"enc""#,
        r#""alg":"ES384""#,
        r#""alg":"HS256""#,
        r#""alg":"none""#,
        r#""alg":"es256""#,
        r#""key_ops":[]"#,
        r#""key_ops":["sign"]"#,
        r#""key_ops":["encrypt","verify2"]"#,
    ] {
        assert_eq!(jwk(&with(not)), Err(KeyError::NotForVerifying), "{not}");
    }
    for odd in [r#""use":5"#, r#""alg":null"#, r#""key_ops":"verify""#] {
        assert_eq!(jwk(&with(odd)), Err(KeyError::Malformed), "{odd}");
    }
    for secret in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        assert_eq!(jwk(&with(&format!("\"{secret}\":\"AQAB\""))), Err(KeyError::Secret), "{secret}");
        assert_eq!(jwk(&with(&format!("\"{secret}\":null"))), Err(KeyError::Secret), "{secret}");
    }
}

#[test]
fn a_jwk_that_is_not_exact_is_refused() {
    let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    let malformed = [
        RFC7515_P256.replace(x, &format!("{x}=")),
        RFC7515_P256.replace(x, &format!("{x}A")),
        RFC7515_P256.replace(x, &format!("{x}AA")),
        RFC7515_P256.replace(x, &x[1..]),
        RFC7515_P256.replace("RVEU", "RVEV"),
        RFC7515_P256.replace(x, &format!(" {x}")),
        RFC7515_P256.replace(x, &x.replace('_', "/").replacen('8', "+", 1)),
        RFC7515_P256.replace("x_FE", "y_FE"),
        RFC7515_P256.replace("P-256\",\"x\":\"f8", "P-384\",\"x\":\"f8"),
        RFC7515_P256.replace(",\"y\"", ",\"z\""),
        RFC7515_P256.replace("\"crv\":\"P-256\",", ""),
        RFC7515_P256.replace("\"P-256\"", "[\"P-256\"]"),
        RFC7515_P256.replace("\"kty\":\"EC\",", ""),
        "[]".into(),
        "\"x\"".into(),
    ];
    for text in malformed {
        assert_eq!(jwk(&text), Err(KeyError::Malformed), "{text}");
    }
    for text in [
        RFC7515_P256.replace("P-256", "P-521"),
        RFC7515_P256.replace("P-256", "secp256k1"),
        RFC7515_P256.replace("P-256", "p-256"),
        RFC7515_P256.replace("\"EC\"", "\"oct\""),
        r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#.into(),
    ] {
        assert_eq!(jwk(&text), Err(KeyError::Unsupported), "{text}");
    }
    // Small order, and a y that is not reduced.
    for x in ["AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "7v______________________________________________"] {
        assert_eq!(jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)), Err(KeyError::Malformed), "{x}");
    }
}

#[test]
fn weak_and_odd_rsa_keys_are_refused() {
    assert!(rsa(RFC7638_N, "AQAB").is_ok());
    for (what, e) in
        [("1", "AQ"), ("3", "Aw"), ("65535", "__8"), ("even, 65538", "AQAC"), ("two to the 40th", "AQAAAAAB")]
    {
        assert_eq!(rsa(RFC7638_N, e), Err(KeyError::Weak), "exponent {what}");
    }
    assert_eq!(rsa(RFC7638_N, "AAEAAQ"), Err(KeyError::Malformed), "leading zero");
    assert_eq!(rsa(RFC7638_N, ""), Err(KeyError::Malformed), "no exponent");
    let n = from_base64url(RFC7638_N).expect("bytes");
    let changed = |bytes: &[u8]| rsa(&to_base64url(bytes), "AQAB");
    assert_eq!(changed(&[&[0], &n[..]].concat()), Err(KeyError::Malformed), "leading zero");
    assert_eq!(changed(&n[..255]), Err(KeyError::Weak), "2040 bits");
    assert_eq!(changed(&[&[0x7f], &n[1..]].concat()), Err(KeyError::Weak), "2047 bits");
    assert_eq!(changed(&vec![0xff; 1025]), Err(KeyError::Weak), "8200 bits");
    assert!(changed(&vec![0xff; 1024]).is_ok(), "8192 bits");
    let mut even = n.clone();
    even[255] &= 0xfe;
    assert_eq!(changed(&even), Err(KeyError::Malformed), "even");
    assert_eq!(changed(&[]), Err(KeyError::Malformed), "empty");
}
