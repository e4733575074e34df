//! Keys in PEM, of every kind and in every shape.

use super::*;

#[test]
fn pem_of_every_kind_is_read_in_every_shape() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex")).collect()
    };
    let pem =
        |label: &str, der: &[u8]| format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der));
    let p256 = AnyKey::from_multibase(DID_P256).expect("a key");
    let p384 = AnyKey::from_multibase(DID_P384).expect("a key");
    let rsa = rsa(RFC7638_N, "AQAB").expect("a key");
    let ed = AnyKey::from_multibase("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").expect("a key");
    let (AnyKey::P256(a), AnyKey::P384(b), AnyKey::Rsa(c), AnyKey::Ed25519(d)) = (&p256, &p384, &rsa, &ed) else {
        panic!("kinds")
    };
    let flat = |(x, y): (Vec<u8>, Vec<u8>)| [&[4], &x[..], &y[..]].concat();
    let p256_der = [hex("3059301306072a8648ce3d020106082a8648ce3d030107034200"), flat(a.coordinates())].concat();
    let p256_short = [hex("3039301306072a8648ce3d020106082a8648ce3d030107032200"), a.compressed()].concat();
    let p384_der = [hex("3076301006072a8648ce3d020106052b81040022036200"), flat(b.coordinates())].concat();
    let rsa_der = [hex("30820122300d06092a864886f70d01010105000382010f00"), c.pkcs1()].concat();
    let ed_der = [hex("302a300506032b6570032100"), d.bytes().to_vec()].concat();
    for (key, der) in [(&p256, &p256_der), (&p256, &p256_short), (&p384, &p384_der), (&rsa, &rsa_der), (&ed, &ed_der)] {
        let text = pem("PUBLIC KEY", der);
        let crooked = text.replace('\n', "\r\n").replacen("M", "M\n ", 1);
        for text in [&text, text.trim(), &crooked, &text.replace('\n', "")] {
            assert_eq!(AnyKey::from_pem(text).as_ref(), Ok(key), "{text}");
        }
        assert!(AnyKey::from_pem(&pem("PUBLIC KEY", &[der, &[0][..]].concat())).is_err(), "a byte more");
        assert!(AnyKey::from_pem(&pem("PUBLIC KEY", &der[..der.len() - 1])).is_err(), "a byte less");
    }
    assert_eq!(AnyKey::from_pem(&pem("RSA PUBLIC KEY", &c.pkcs1())), Ok(rsa.clone()));
    for label in ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"] {
        assert_eq!(AnyKey::from_pem(&pem(label, b"x")), Err(KeyError::Secret), "{label}");
    }
    // secp256k1 and P-521 by their parameters; Ed448 by its kind.
    let k1 = [hex("3056301006072a8648ce3d020106052b8104000a034200"), flat(a.coordinates())].concat();
    assert_eq!(AnyKey::from_pem(&pem("PUBLIC KEY", &k1)), Err(KeyError::Unsupported));
    let good = pem("PUBLIC KEY", &p256_der);
    for odd in [
        String::new(),
        "MFkw".into(),
        pem("CERTIFICATE", &p256_der),
        good.replace("END PUBLIC", "END"),
        good.replace("-----END", "----END"),
        good.replace("MFkw", "MFk="),
        format!("{good}{good}"),
        format!("{good}x"),
        pem("PUBLIC KEY", &c.pkcs1()),
    ] {
        assert_eq!(AnyKey::from_pem(&odd), Err(KeyError::Malformed), "{odd}");
    }
    assert_eq!(jwk("{}"), Err(KeyError::Malformed));
    assert_eq!(AnyKey::from_jwk(&Json::Null), Err(KeyError::Malformed));
}
