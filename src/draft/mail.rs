//! In: the bytes of a file or credential. Out: the e-mail addresses in them, or whether there is something like one.
//! What is signed and what is published is looked through by the same scanner: nothing is signed that the build refuses.

mod around;
mod decode;
mod packed;
mod sign;

use super::markdown::{Stand, foreign};
use sign::sides;

/// Whether text holds something like `ada@example.org`; `@context` and `/@ada` are not like it.
#[must_use]
pub fn mentions_mail(bytes: &[u8]) -> bool {
    mentioned(bytes) || packed::texts(bytes).iter().any(|text| mentioned(text))
}

fn mentioned(bytes: &[u8]) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let like =
        |before: &[u8], after: &[u8]| word(before.last()) && word(after.first()) && !around::is_of_a_machine(before);
    sides(bytes).any(|(before, after)| like(before, after) || around::address(before, after).is_some())
}

/// The addresses in a text and in what is packed in it, such as the payload of a token, each with a plain `@`.
#[must_use]
pub fn addresses(bytes: &[u8]) -> Vec<String> {
    let plain = |bytes: &[u8]| {
        sides(bytes).filter_map(|(before, after)| around::address(before, after)).collect::<Vec<String>>()
    };
    let mut found = plain(bytes);
    for address in packed::texts(bytes).iter().flat_map(|text| plain(text)) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// The addresses that a page would show of a text: those in it, and those that markdown puts together, as of `ada\@example.org`.
#[must_use]
pub fn shown_addresses(text: &str) -> Vec<String> {
    let mut found = addresses(text.as_bytes());
    // However it is written, the sign has one of these in it.
    if text.contains(['@', '%', '&', '\\', '＠', '﹫']) {
        found.extend(addresses(foreign(text, Stand { depth: 0, heading: 2 }).0.as_bytes()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        addresses(text.as_bytes())
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        for text in [
            "<a href=\"mailto:ada.obi@students.example\">",
            "ada.obi%40students.example",
            "ada.obi&#64;students.example,",
            "\"email\":\"ada.obi\\u0040students.example\"",
            "(ada.obi@students.example.)",
            "http://foo.example/?m=ada.obi@students.example",
            "ada.obi%40students%2Eexample",
            "?m=ada.obi%2540students.example",
            "ada.obi%252540students%25252Eexample",
            "ada.obi&#064;students.example",
            "ada.obi&#X0040;students&period;example",
            "ada.obi&#64students.example",
            "ada.obi&commat;students&#46;example",
            "var m = 'ada.obi\\x40students.example'",
            "var m = 'ada.obi\\u{40}students.example'",
            "&#97;&#100;&#97;&#46;&#111;&#98;&#105;&#64;&#115;tudents&#x2e;example",
            "ada.obi＠students.example",
            "ada.obi﹫students．example",
            "ａｄａ.obi@students.example",
            "ada.obi<wbr>@students.example",
            "<text>ada.obi<tspan>@</tspan>students.example</text>",
            "ada.obi@<b>students.example</b>",
            "ada.obi@**students.example**",
            "ada.obi@`students.example`",
            "**ada.obi**@students\\.example",
            "ada.obi@\u{200b}students.example",
            "ada.obi@stu\u{ad}dents.example",
            "static/ada.obi@students.example.txt",
            "ada.obi&shy;@students.example",
            "ada.obi@stu&shy;dents.example",
            "ada.obi&ZeroWidthSpace;@students.example",
            "ada.obi@stu&NoBreak;dents.example",
            "ada&zwnj;.obi@students&zwj;.example",
            "mailto:ada.obi&Tab;@students&NewLine;.example",
            "\"ada.obi\"@students.example",
            "{\"text\":\"\\\"ada.obi\\\"@students.example\"}",
            "&quot;ada.obi&quot;@students.example",
            "a::after{content:'ada.obi\\40 students.example'}",
            "a::after{content:'ada.obi\\000040students.example'}",
            "BEGIN:VCALENDAR\r\nATTENDEE:mailto:ada.obi@\r\n students.example\r\n",
            "Content-Transfer-Encoding: Quoted-Printable\n\nada.obi=40stud=\nents.example",
            "<a href=\"data:text/plain;base64,YWRhLm9iaUBzdHVkZW50cy5leGFtcGxl\">",
        ] {
            assert_eq!(found(text), ["ada.obi@students.example"], "{text}");
            assert!(mentions_mail(text.as_bytes()), "{text}");
        }
        assert_eq!(found("Zoë@bücher.example"), ["Zoë@bücher.example"]);
        assert_eq!(found("ada@xn--bcher-kva.xn--p1ai"), ["ada@xn--bcher-kva.xn--p1ai"]);
        assert_eq!(found("ada@students.भारत"), ["ada@students.भारत"], "with marks that combine");
        assert_eq!(found("ada.obi!@students.example"), ["ada.obi!@students.example"]);
        assert_eq!(found("ada!obi#@students.example"), ["obi#@students.example"]);
        assert_eq!(found("ada@[192.0.2.1] or ada@[IPv6:2001:db8::1]"), ["ada@[192.0.2.1]", "ada@[IPv6:2001:db8::1]"]);
    }

    #[test]
    fn an_address_within_a_token_is_found() {
        let header = packed::packed(r#"{"alg":"EdDSA","typ":"vc+jwt"}"#);
        let payload = packed::packed(r#"{"issuer":{"id":"did:x:1","email":"ada.obi@students.example"}}"#);
        let token = format!("{header}.{payload}.c2lnbmF0dXJlLW9mLWEtdG9rZW4");
        for text in [token.clone(), format!("<svg><openbadges:credential verify=\"{token}\"/></svg>")] {
            assert_eq!(found(&text), ["ada.obi@students.example"], "{text}");
            assert!(mentions_mail(text.as_bytes()), "{text}");
        }
        let other =
            format!("{header}.{}.c2ln", packed::packed(r#"{"@context":["https://www.w3.org/ns/credentials/v2"]}"#));
        assert!(found(&other).is_empty() && !mentions_mail(other.as_bytes()));
    }

    #[test]
    fn a_user_and_a_password_in_the_address_of_a_machine_are_none() {
        for text in ["https://user:pw@host.example/x", "<a href=\"ftp://user:p-w.1@files.host.example\">"] {
            assert_eq!(found(text), [""; 0], "{text}");
            assert!(!mentions_mail(text.as_bytes()), "{text}");
        }
        for text in [
            "https://ada@students.example/",
            "x: https://a.example/:ada@students.example",
            "mailto://x:ada@students.example",
        ] {
            assert_eq!(found(text), ["ada@students.example"], "{text}");
        }
    }

    #[test]
    fn an_address_ends_where_a_sign_follows_in_whatever_script() {
        for (open, close) in [
            ("“", "”"),
            ("„", "“"),
            ("«", "»"),
            ("", "…"),
            ("", "—she"),
            ("連絡先は ", "。"),
            ("", "\u{a0}x"),
            ("", "まで"),
        ] {
            let text = format!("{open}ada.obi@students.example{close} and more");
            assert_eq!(found(&text), ["ada.obi@students.example"], "{text}");
        }
    }

    #[test]
    fn what_follows_an_address_is_no_part_of_it() {
        for text in ["<b>ada@students.example</b>Next", "*ada@students.example*s", "ada@students.example<br>Next.page"]
        {
            assert_eq!(found(text), ["ada@students.example"], "{text}");
        }
    }

    #[test]
    fn markdown_hides_none() {
        for text in [
            "ask ada\\@students.example",
            "ask ada&#0064;students.example",
            "ask ada<!-- at -->@students.example",
            "ask ada[@](#)students.example",
            "ask [me](mailto:ada@students.example)",
            "ask [me](mailto:ada%40students%2Eexample)",
            "ask ada@**students.example**",
        ] {
            assert!(shown_addresses(text).contains(&"ada@students.example".to_owned()), "{text}");
        }
        assert_eq!(shown_addresses("one & two \\* three @ four, 5 % of 6"), [""; 0]);
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "\"@context\": [\"https://www.w3.org/ns/credentials/v2\"]",
            "@media print { a { color: red } }",
            "a{b:c}@media print{d.e{f:g}}",
            "a{b:c;}/* d */@import url(e.css);@font-face{f:g}",
            "10 km @ 4 min each",
            "pagefind@1.4.0",
            "https://cdn.example/npm/chart.js@4.4.0/dist/chart.umd.js",
            "src=\"static/jquery@3.7.1.slim.min.js\"",
            "src=\"static/htmx@2.js\"",
            "\"@scope.name/package\": \"1\"",
            "a@b",
            "user@host and user@host, again",
            "follow @maya on it",
            "https://social.example/@maya.l/1",
            "did:web:example.org:@maya.l",
            "<p>Meet at 5 pm@</p><p>cafe.example</p>",
            "width:40%40.example",
            "\"x\":\"5\"@[1]",
            "data:image/svg+xml,%3Csvg%3E%3Cstyle%3E%40media print{a.b{}}",
            "data:image/png;base64,iVBORw0KGgo/+AAAA.example",
            "100%2540",
            "&#64;",
            "&#640;a.example",
            "<a class=\"btn\"@click.prevent=\"go\">",
            "?to=@maya.social.example",
            "Ada|@maya.social.example|",
            "\"Hello\"@en-GB .",
            "C:\\40.example",
            "a=40cafe.example",
            "@",
            "＠",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_great_deal_of_signs_without_an_address_takes_no_time() {
        let before = std::time::Instant::now();
        for part in ["a&#64;", "<b>@</b>", "%25", "a@", "\\u0040", "@<", "a*@", "&", "＠", "ey", "eyJhbGciOi.", "\"@"]
        {
            assert_eq!(found(&part.repeat(60_000 / part.len())), [""; 0], "{part}");
        }
        assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_around_it_an_address_is_found_and_nothing_stops_the_search(
            before in "\\PC{0,24}",
            after in "\\PC{0,24}",
            junk in proptest::collection::vec(proptest::num::u8::ANY, 0..120),
        ) {
            // What others write is of any bytes.
            let _ = (addresses(&junk), mentions_mail(&[&junk[..], b"@", &junk].concat()));
            let text = format!("{before} ada.obi@students.example {after}");
            proptest::prop_assert!(found(&text).contains(&"ada.obi@students.example".to_owned()), "{text}");
            let _ = shown_addresses(&text);
        }
    }
}
