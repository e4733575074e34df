//! In, on standard input: JSON documents, one a line. Out, for each: its canonical N-Quads as a JSON string, or `{"error": why}`. With
//! `--sha384`: blank nodes are named by that hash. With `--contexts`: the built-in contexts as `{"url", "document"}`, one a line. For comparing with other implementations; gives no verdict.
#![allow(clippy::disallowed_methods, reason = "a program of its own, with its own command line")]

use std::io::{self, BufRead as _, BufWriter, Write as _};

use accolade_credential::canon;
use accolade_credential::json::{self, Json, Object};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let option = std::env::args().nth(1);
    let hash = if option.as_deref() == Some("--sha384") { canon::Hash::Sha384 } else { canon::Hash::Sha256 };
    if option.as_deref() == Some("--contexts") {
        for url in canon::context_urls() {
            let document = canon::context_document(url).unwrap_or(Json::Null);
            let line: Object =
                [("url".to_owned(), url.into()), ("document".to_owned(), document)].into_iter().collect();
            writeln!(out, "{}", Json::from(line).to_text())?;
        }
        return Ok(());
    }
    for line in io::stdin().lock().lines() {
        let answer = match json::parse(line?.as_bytes()) {
            Ok(document) => canon::nquads_by(&document, hash).map(Json::from).unwrap_or_else(|e| error(&e)),
            Err(e) => error(&e),
        };
        writeln!(out, "{}", answer.to_text())?;
    }
    Ok(())
}

fn error(why: &impl ToString) -> Json {
    let object: Object = [("error".to_owned(), why.to_string().into())].into_iter().collect();
    object.into()
}
