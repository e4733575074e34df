//! In: a foreign SVG in one colour. Out: its silhouette as plain paths in a square of 256 units, painted with the current fill.

use std::fmt::Write as _;
use std::sync::Arc;

use resvg::tiny_skia::{Path, PathSegment, Point, Rect, Transform};
use resvg::usvg::{FillRule, Group, Node};

use super::{unfit, vector};
use crate::model::Unfit;
use crate::render::fonts::Fonts;
use crate::render::svg::icon::Icon;

/// Most bytes of a device: the whole artwork stays below 12 KB.
const MOST: usize = 4_000;

pub(super) fn icon(text: &str, fonts: &Fonts) -> Result<Arc<str>, Unfit> {
    let (tree, pixels) = vector::tree(text, fonts)?;
    if pixels {
        return Err(unfit(
            "holds pixels; an icon is drawn from shapes",
            "trace the icon, or choose one by `accolade icons`",
        ));
    }
    let (width, height) = (tree.size().width(), tree.size().height());
    #[expect(clippy::cast_possible_truncation, reason = "256")]
    let side = Icon::SIDE as f32;
    let scale = side / width.max(height);
    let place =
        Transform::from_scale(scale, scale).post_translate((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    let whole = Rect::from_xywh(0.0, 0.0, width, height).ok_or_else(|| unfit("has no size", "export it again"))?;
    let mut shapes = Shapes { out: String::new(), place, whole };
    shapes.group(tree.root())?;
    if shapes.out.len() > MOST {
        let message = format!("has {} bytes of detail; an icon has at most {MOST}", shapes.out.len());
        return Err(unfit(&message, "simplify its paths: it is shown small"));
    }
    if shapes.out.is_empty() {
        return Err(unfit("shows nothing", "export it again"));
    }
    Ok(shapes.out.into())
}

struct Shapes {
    out: String,
    place: Transform,
    whole: Rect,
}

impl Shapes {
    fn group(&mut self, group: &Group) -> Result<(), Unfit> {
        // Editors clip everything to the page: that changes nothing.
        let clipped = group.clip_path().is_some_and(|clip| {
            let kept = clip.root().abs_bounding_box();
            kept.left() > self.whole.left() + 0.5
                || kept.top() > self.whole.top() + 0.5
                || kept.right() < self.whole.right() - 0.5
                || kept.bottom() < self.whole.bottom() - 0.5
        });
        if clipped || group.mask().is_some() || !group.filters().is_empty() {
            return Err(unfit("has clips, masks or filters", "flatten the icon to plain shapes in one colour"));
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Text(text) => self.group(text.flattened())?,
                Node::Image(_) => return Err(unfit("holds pixels", "draw the icon from shapes")),
                Node::Path(path) if path.is_visible() => self.path(path)?,
                Node::Path(_) => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &resvg::usvg::Path) -> Result<(), Unfit> {
        let transform = path.abs_transform();
        if let Some(fill) = path.fill().filter(|fill| fill.opacity().get() > 0.0) {
            let seen = path.abs_bounding_box();
            let has_area = seen.width() > 0.0 && seen.height() > 0.0;
            let corners = path.data().segments().count() <= 6;
            if corners && seen.width() > 0.97 * self.whole.width() && seen.height() > 0.97 * self.whole.height() {
                return Err(unfit("has a ground behind the icon", "remove the ground: the badge brings its own"));
            }
            if has_area {
                self.put(path.data(), transform, fill.rule() == FillRule::EvenOdd);
            }
        }
        if let Some(stroke) = path.stroke().filter(|stroke| stroke.opacity().get() > 0.0) {
            let stroke = stroke.to_tiny_skia();
            let dashed = stroke.dash.as_ref().and_then(|dash| path.data().dash(dash, 1.0));
            let line = dashed.as_ref().unwrap_or(path.data()).stroke(&stroke, 4.0);
            if let Some(line) = line {
                self.put(&line, transform, false);
            }
        }
        Ok(())
    }

    fn put(&mut self, path: &Path, transform: Transform, even_odd: bool) {
        let Some(path) = path.clone().transform(transform.post_concat(self.place)) else { return };
        let mut data = String::new();
        let mut put = |letter: char, points: &[Point]| {
            data.push(letter);
            for (i, point) in points.iter().enumerate() {
                let gap = if i > 0 { " " } else { "" };
                let _ = write!(data, "{gap}{} {}", tenths(point.x), tenths(point.y));
            }
        };
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(to) => put('M', &[to]),
                PathSegment::LineTo(to) => put('L', &[to]),
                PathSegment::QuadTo(a, to) => put('Q', &[a, to]),
                PathSegment::CubicTo(a, b, to) => put('C', &[a, b, to]),
                PathSegment::Close => put('Z', &[]),
            }
        }
        let rule = if even_odd { " fill-rule=\"evenodd\" clip-rule=\"evenodd\"" } else { "" };
        let _ = write!(self.out, "<path d=\"{data}\"{rule}/>");
    }
}

fn tenths(value: f32) -> f32 {
    (value * 10.0).round() / 10.0 + 0.0
}
