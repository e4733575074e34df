//! In: a heading and rows. Out: a table with a caption; numbers that are withheld say so.

use std::fmt::Write as _;

use crate::render::svg::text::escape;

/// A cell of a row.
pub(super) enum Cell {
    /// What the row is about.
    Name(String),
    /// A number, or what is said in its place; whether it is withheld.
    Number(String, bool),
}

pub(super) fn table(out: &mut String, caption: &str, head: &[String], rows: &[Vec<Cell>]) {
    let caption = escape(caption);
    let _ = write!(out, "<div class=\"scroll\"><table><caption>{caption}</caption><thead><tr>");
    for (n, name) in head.iter().enumerate() {
        let class = if n == 0 { "" } else { " class=\"n\"" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escape(name));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = match cell {
                Cell::Name(name) => write!(out, "<th scope=\"row\"><bdi>{}</bdi></th>", escape(name)),
                Cell::Number(number, withheld) => {
                    let class = if *withheld { "n withheld" } else { "n" };
                    write!(out, "<td class=\"{class}\">{}</td>", escape(number))
                }
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>");
}
