//! In: names with numbers. Out: a bar chart as SVG, drawn with lengths in percent, so that it fits any width and its letters stay as
//! large as the text around it. Colours come from the page; a number that is withheld has a dotted line and no length, and what is said
//! in its place stands on that line, where no name runs into it.

use std::fmt::Write as _;

use crate::render::svg::text::escape;
use crate::render::words::{Direction, shorten};

/// The height of one bar with its name.
const ROW: usize = 38;
/// Most characters of a name above its bar.
const NAME: usize = 34;

/// A name with a number; `None` when it is withheld.
pub(crate) struct Bar<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Option<usize>,
    /// The number as the page's language writes it, or what stands in its place.
    pub(crate) said: String,
}

/// What a chart is called, for those who do not see it.
pub(crate) struct Told<'a> {
    /// Its place among the page's charts.
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    /// Which way its language runs: bars grow the way that words do.
    pub(crate) direction: Direction,
}

/// The chart; empty when there is no bar.
pub(crate) fn bars(told: &Told, bars: &[Bar]) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let most = bars.iter().filter_map(|bar| bar.value).max().unwrap_or(0).max(1);
    let (id, height) = (told.id, bars.len() * ROW);
    let mut out = format!(
        "<svg class=\"bars\" role=\"img\" direction=\"ltr\" width=\"100%\" height=\"{height}\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        escape(told.title),
        escape(told.description)
    );
    let is_rtl = told.direction == Direction::Rtl;
    // Where names begin, and where numbers end.
    let (name, number) = if is_rtl {
        ("x=\"100%\" text-anchor=\"end\"", "x=\"0\"")
    } else {
        ("x=\"0\"", "x=\"100%\" text-anchor=\"end\"")
    };
    for (n, bar) in bars.iter().enumerate() {
        let (text, line) = (n * ROW + 15, n * ROW + 22);
        // Words need more room than a number, and there is no bar in their way.
        let (said, at) = if bar.value.is_some() { ("value", text) } else { ("withheld", line + 8) };
        let _ = write!(out, "<text {name} y=\"{text}\">{}</text>", escape(&shorten(bar.name, NAME)));
        let words = format!("<text class=\"{said}\" {number} y=\"{at}\">{}</text>", escape(&bar.said));
        let _ = match bar.value {
            // Of a thousand, so that no two charts differ in rounding.
            Some(value) => {
                let share = (value * 1000 + most / 2) / most;
                let percent = |n: usize| format!("{}.{}%", n / 10, n % 10);
                let from = if is_rtl { percent(1000 - share) } else { "0".to_owned() };
                write!(
                    out,
                    "<rect class=\"ground\" x=\"0\" y=\"{line}\" width=\"100%\" height=\"7\"/><rect class=\"bar\" x=\"{from}\" y=\"{line}\" width=\"{}\" height=\"7\"/>",
                    percent(share)
                )
            }
            None => write!(out, "<line class=\"withheld\" x1=\"0\" y1=\"{0}\" x2=\"100%\" y2=\"{0}\"/>", line + 3),
        };
        out.push_str(&words);
    }
    out + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_what_it_is_and_draws_no_withheld_number() {
        let told = Told { id: "c1", title: "Awards by <badge>", description: "Most: Talk.", direction: Direction::Ltr };
        let bar =
            |name, value: Option<usize>| Bar { name, value, said: value.map_or("withheld".into(), |n| n.to_string()) };
        let svg = bars(&told, &[bar("Talk & more", Some(30)), bar("Rare", None), bar("None", Some(0))]);
        assert!(
            svg.contains("<title id=\"c1-t\">Awards by &lt;badge&gt;</title>")
                && svg.contains("aria-labelledby=\"c1-t c1-d\"")
        );
        assert_eq!(svg.matches("class=\"bar\"").count(), 2);
        assert!(svg.contains("width=\"100.0%\"") && svg.contains("width=\"0.0%\"") && svg.contains("Talk &amp; more"));
        assert_eq!(bars(&told, &[]), "");
        // What stands for a number that is withheld has a line of its own, after the dots: a long name never runs into it.
        assert!(
            svg.contains("<text x=\"0\" y=\"53\">Rare</text><line ") && svg.contains("y=\"68\">withheld</text>"),
            "{svg}"
        );
        // From right to left, bars begin on the right, and words stay inside.
        let svg = bars(&Told { direction: Direction::Rtl, ..told }, &[bar("خطابة", Some(30)), bar("نادر", Some(15))]);
        assert!(
            svg.contains("x=\"50.0%\"") && svg.contains("<text x=\"100%\" text-anchor=\"end\" y=\"15\">خطابة"),
            "{svg}"
        );
    }
}
