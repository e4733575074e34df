//! In: the bytes of a credential. Out: whether something like an e-mail address is in them.

/// Whether text holds something like `ada@example.org`; `@context` and `/@ada` are not like it.
#[must_use]
pub fn mentions_mail(bytes: &[u8]) -> bool {
    let around = |at: usize, after: usize| {
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        at > 0 && word(bytes.get(at - 1)) && word(bytes.get(after))
    };
    let escaped = |at: usize| bytes[at..].starts_with(b"%40") && around(at, at + 3);
    memchr::memchr2_iter(b'@', b'%', bytes).any(|at| match bytes[at] {
        b'@' => around(at, at + 1),
        _ => escaped(at),
    })
}
