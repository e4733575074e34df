//! In: bytes of a PDF at a place. Out: the object that stands there (ISO 32000-2 section 7.3), within limits.
//! Reads forward only; numbers that are not whole stand as null, since nothing here needs them.

/// The deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 64;
static NULL: Value = Value::Null;

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Null, booleans, real numbers
    Null,
    Integer(i64),
    Name(Vec<u8>),
    /// Its bytes are never needed.
    String,
    Array(Vec<Value>),
    Dict(Vec<(Vec<u8>, Value)>),
    /// The number of an indirect object; its generation is not looked at.
    Ref(u32),
}

impl Value {
    /// The member of a dictionary, else null.
    pub(super) fn get(&self, key: &str) -> &Self {
        match self {
            Self::Dict(members) => members.iter().find(|(k, _)| k == key.as_bytes()).map_or(&NULL, |(_, v)| v),
            _ => &NULL,
        }
    }
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(n) if n == name.as_bytes())
    }
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }
    pub(super) const fn reference(&self) -> Option<u32> {
        match self {
            Self::Ref(number) => Some(*number),
            _ => None,
        }
    }
    pub(super) fn size(&self) -> Option<usize> {
        match self {
            Self::Integer(n) => usize::try_from(*n).ok(),
            _ => None,
        }
    }
}

/// Reads objects from bytes, forward.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub(super) at: usize,
    /// How many more values it makes: memory stays in proportion.
    left: usize,
}

impl<'a> Lexer<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize, values: usize) -> Self {
        Self { bytes, at, left: values }
    }

    /// The next object, or `None` where there is none or a limit is reached.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.nested(0)
    }

    /// Whether the next word is `word`, which is then passed.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        self.blanks();
        let found = self.bytes[self.at..].starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// A whole number without a sign.
    pub(super) fn number(&mut self) -> Option<u32> {
        self.blanks();
        let digits = self.run(|b| b.is_ascii_digit());
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    fn nested(&mut self, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        self.blanks();
        match (self.peek()?, self.bytes.get(self.at + 1)) {
            (b'/', _) => self.name().map(Value::Name),
            (b'(', _) => self.literal().map(|()| Value::String),
            (b'<', Some(b'<')) => self.dict(depth),
            (b'<', _) => {
                self.run(|b| b != b'>');
                self.at += 1;
                Some(Value::String)
            }
            (b'[', _) => self.array(depth),
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => self.numeric(),
            (b'a'..=b'z', _) => match self.run(|b| b.is_ascii_alphabetic()) {
                b"true" | b"false" | b"null" => Some(Value::Null),
                _ => None,
            },
            _ => None,
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Value> {
        self.at += 2;
        let mut members = Vec::new();
        loop {
            self.blanks();
            if self.word(b">>") {
                return Some(Value::Dict(members));
            }
            let key = self.name()?;
            members.push((key, self.nested(depth + 1)?));
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.word(b"]") {
                return Some(Value::Array(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    /// A number, or a reference: two numbers and an `R`.
    fn numeric(&mut self) -> Option<Value> {
        let text = self.run(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
        let Some(number) = std::str::from_utf8(text).ok().and_then(|t| t.parse::<i64>().ok()) else {
            return Some(Value::Null);
        };
        let after = self.at;
        if let Ok(object) = u32::try_from(number)
            && self.number().is_some_and(|generation| generation < 1 << 16)
            && self.word(b"R")
            && self.peek().is_none_or(|b| !is_regular(b))
        {
            return Some(Value::Ref(object));
        }
        self.at = after;
        Some(Value::Integer(number))
    }

    /// A name, its `#` escapes undone.
    fn name(&mut self) -> Option<Vec<u8>> {
        if self.peek()? != b'/' {
            return None;
        }
        self.at += 1;
        let raw = self.run(is_regular);
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((byte, after)) = rest.split_first() {
            let code = after.get(..2).filter(|_| *byte == b'#').and_then(|h| std::str::from_utf8(h).ok());
            match code.and_then(|h| u8::from_str_radix(h, 16).ok()) {
                Some(decoded) => {
                    name.push(decoded);
                    rest = &after[2..];
                }
                None => {
                    name.push(*byte);
                    rest = after;
                }
            }
        }
        Some(name)
    }

    /// A string in parentheses, which nest and may be escaped.
    fn literal(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }

    /// Passes blanks and comments.
    pub(super) fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    self.run(|b| b != b'\n' && b != b'\r');
                }
                b if is_blank(b) => self.at += 1,
                _ => return,
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    fn run(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| !wanted(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// White space (ISO 32000-2 table 1).
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
