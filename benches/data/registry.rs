//! In: what is asked for. Out: a registry's project folder, its credentials signed on all cores, 4,096 at a time.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use accolade::diag::{Span, Spanned};
use accolade::issue::allot::{Allotment, Taken, allot};
use accolade::issue::award;
use accolade::issue::credential::{Definition, Issuer, credential_id, unsigned};
use accolade::issue::ledger::{Entry, FILE, Line};
use accolade::issue::lists::List;
use accolade::issue::{definition, status};
use accolade::{draft, load};
use accolade_credential::key::SecretKey;
use accolade_credential::sign::{Signer, Suite, sign};
use accolade_credential::{did, report};
use rayon::prelude::*;

use super::Asked;
use super::world::{self, Badge, mix};

const DID: &str = "did:web:credentials.alderbay.example";
/// Credentials in a file: an award ceremony's worth.
const BATCH: usize = 10_000;
/// How many are signed before they are written.
const AT_ONCE: usize = 4096;
const SITE: &str = "title: Credentials of the University of Alder Bay
url: https://credentials.alderbay.example/
language: en
description: What students of the University of Alder Bay have shown they can do, in a form that anybody can check.
accent: \"#1f4d4a\"
sections: [badges, credentials]
issuer:
  id: did:web:credentials.alderbay.example
  name: University of Alder Bay
  url: https://www.alderbay.example/
  description: A public university on the estuary of the Alder.
";

pub(crate) fn write(dir: &Path, asked: &Asked) -> io::Result<()> {
    for folder in ["badges", "credentials", "status", ".well-known"] {
        fs::create_dir_all(dir.join(folder))?;
    }
    fs::write(dir.join("accolade.yaml"), SITE)?;
    let badges = world::badges();
    for badge in &badges {
        fs::write(dir.join(format!("badges/{}.yaml", badge.id)), yaml(badge))?;
    }
    // The definitions are read back as `accolade issue` reads them.
    let (source, _) = load::load(dir);
    let (drafts, _) = draft::draft(&source);
    let issuer = definition::issuer(&drafts).map_err(|d| io::Error::other(d.message))?;
    let (definitions, _) = definition::badges(&drafts);
    let definitions: Vec<Definition> = badges.iter().filter_map(|badge| definitions.get(&badge.id).cloned()).collect();
    if definitions.len() != badges.len() {
        return Err(io::Error::other("a badge was not read"));
    }
    let key = SecretKey::from_seed(&[5; 32]);
    let (method, _) = did::method(DID, &key.public());
    let created = "2026-06-01T09:00:00Z".parse().map_err(io::Error::other)?;
    let signer = Signer { key: &key, verification_method: &method, created };
    fs::write(dir.join(".well-known/did.json"), did::document(DID, &[key.public()]).to_pretty())?;
    let (mut taken, mut state) = (Taken::default(), 0);
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            state += 1;
            *byte = (mix(state) >> 20) as u8;
        }
    };
    let mut ledger = match asked.ledger {
        true => Some(BufWriter::new(File::create(dir.join(FILE))?)),
        false => None,
    };
    let mut lists = 1;
    let all: Vec<usize> = (0..asked.count).collect();
    for (number, batch) in all.chunks(BATCH).enumerate() {
        let mut file = BufWriter::new(File::create(dir.join(format!("credentials/batch-{:04}.jsonl", number + 1)))?);
        for some in batch.chunks(AT_ONCE) {
            let some: Vec<(usize, Allotment)> =
                some.iter().map(|n| (*n, allot(&mut taken, &mut random).expect("a free place"))).collect();
            lists = some.last().map_or(lists, |(_, place)| place.list);
            let one = |(n, place): &(usize, Allotment)| made((*n, place), (&issuer, &definitions), &signer, asked);
            let made: Vec<(String, String)> = some.par_iter().map(one).collect::<io::Result<_>>()?;
            for (line, noted) in made {
                writeln!(file, "{line}")?;
                if let Some(ledger) = &mut ledger {
                    writeln!(ledger, "{noted}")?;
                }
            }
        }
        file.flush()?;
    }
    for number in 1..=lists {
        let list = List::revocation(number);
        let text = status::new_list(list, &issuer, &signer).map_err(io::Error::other)?;
        fs::write(dir.join(list.file()), text)?;
    }
    ledger.as_mut().map_or(Ok(()), BufWriter::flush)
}

/// A credential as a line, and its line in the ledger.
fn made(
    (n, place): (usize, &Allotment),
    (issuer, definitions): (&Issuer, &[Definition]),
    signer: &Signer<'_>,
    asked: &Asked,
) -> io::Result<(String, String)> {
    let award = asked.award(n);
    let definition = &definitions[award.badge];
    let own;
    let definition = if asked.own_criteria {
        own = Definition {
            criteria: format!("{}\n\n{}", definition.criteria.trim(), award.sentence),
            ..definition.clone()
        };
        &own
    } else {
        definition
    };
    let row = award::Award {
        key: format!("id:{n:07}"),
        before: None,
        forms: Vec::new(),
        name: award.name,
        badge: Spanned { value: definition.id.clone(), span: Span { start: 0, end: 0 } },
        awarded: award.awarded.parse().map_err(io::Error::other)?,
        recipient: None,
        valid_from: None,
        expires: None,
        activity: (None, None),
        term: None,
        hours: None,
        credits: None,
        result: None,
        evidence: vec![award::Evidence {
            name: Some(award.evidence_name),
            url: Some(award.evidence_url),
            description: None,
        }],
        narrative: None,
        license: None,
        listed: true,
        kept: None,
        span: Span { start: 0, end: 0 },
    };
    let suites = [Suite::EddsaRdfc2022, Suite::EddsaJcs2022];
    let signed = sign(unsigned(issuer, definition, &row, place), signer, &suites).map_err(io::Error::other)?.to_text();
    let entry = Entry {
        id: credential_id(issuer, &place.slug),
        badge: definition.id.clone(),
        award: row.key,
        slug: place.slug.clone(),
        list: place.list,
        index: place.index,
        issued: signer.created,
        sha256: report::sha256(signed.as_bytes()),
        listed: true,
    };
    let noted = serde_json::to_string(&Line::Entry(entry)).map_err(io::Error::other)?;
    Ok((signed, noted))
}

fn yaml(badge: &Badge) -> String {
    let criteria = badge.criteria.replace('\n', "\n  ");
    let [one, two, three] = badge.skills;
    format!(
        "name: {}\ndescription: {}\ntype: Course\ndepartment: {}\ncriteria: |\n  {criteria}\nskills: [{one}, {two}, {three}]\n\
         alignment:\n  - nace: {}\nlanguage: en\ndesign: {{shape: {}, colour: \"{}\"}}\n",
        badge.name, badge.description, badge.department, badge.competency, badge.shape, badge.colour
    )
}
