//! In: what is asked for. Out: the content folder of a Hugo site with the same badges and awards: a Markdown file for each award.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use super::Asked;
use super::world;

pub(crate) fn write(dir: &Path, asked: &Asked) -> io::Result<()> {
    let (awards, badges) = (dir.join("content/credentials"), dir.join("content/badges"));
    fs::create_dir_all(&awards)?;
    let all = world::badges();
    for badge in &all {
        let front = json!({
            "title": badge.name,
            "description": badge.description,
            "department": badge.department,
            "skills": badge.skills,
            "competency": badge.competency,
            "colour": badge.colour,
        });
        let folder = badges.join(&badge.id);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("_index.md"), page(&front, &badge.criteria))?;
    }
    let one = |n: usize| {
        let award = asked.award(n);
        let badge = &all[award.badge];
        let front = json!({
            "title": badge.name,
            "date": award.awarded,
            "recipient": award.name,
            "holders": [award.name],
            "badges": [badge.id],
            "description": badge.description,
            "department": badge.department,
            "skills": badge.skills,
            "competency": badge.competency,
            "colour": badge.colour,
            "evidence": [{"name": award.evidence_name, "url": award.evidence_url}],
        });
        // As used: the criteria are the badge's, rendered once; like for like: every award has its own text.
        let criteria =
            if asked.own_criteria { format!("{}\n\n{}", badge.criteria, award.sentence) } else { String::new() };
        fs::write(awards.join(format!("{n:07}.md")), page(&front, &criteria))
    };
    (0..asked.count).into_par_iter().try_for_each(one)
}

fn page(front: &serde_json::Value, body: &str) -> String {
    format!("{front:#}\n\n{body}\n")
}
