//! In: a drawing as it will be drawn. Out: whether that is cheap enough: counted in pieces of paths, dashes and layers, each as often as
//! it is painted.

use resvg::tiny_skia::{Path, PathSegment, Point};
use resvg::usvg::{Group, Node, Paint, Stroke, Tree};

/// Most pieces of paths.
const SEGMENTS: usize = 300_000;
/// Most dashes of dashed lines.
const DASHES: f32 = 50_000.0;
/// Most layers: groups with opacity, mask, clip or filter.
const LAYERS: usize = 600;

/// Whether a drawing can be drawn in good time.
pub(super) fn bounded(tree: &Tree) -> bool {
    let mut work = Work { segments: SEGMENTS, dashes: DASHES, layers: LAYERS };
    work.group(tree.root()).is_some()
}

struct Work {
    segments: usize,
    dashes: f32,
    layers: usize,
}

impl Work {
    fn group(&mut self, group: &Group) -> Option<()> {
        if group.should_isolate() {
            self.layers =
                self.layers.checked_sub(1 + group.filters().iter().map(|f| f.primitives().len()).sum::<usize>())?;
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.group(path.root())?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(layer) = mask {
            self.group(layer.root())?;
            mask = layer.mask();
        }
        group.children().iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Group(group) => self.group(group),
            Node::Text(text) => self.group(text.flattened()),
            Node::Image(_) => {
                self.layers = self.layers.checked_sub(10)?;
                Some(())
            }
            Node::Path(path) => {
                self.segments = self.segments.checked_sub(path.data().len())?;
                if let Some(fill) = path.fill() {
                    self.paint(fill.paint())?;
                }
                path.stroke().map_or(Some(()), |stroke| self.stroke(stroke, path.data()))
            }
        }
    }

    fn stroke(&mut self, stroke: &Stroke, path: &Path) -> Option<()> {
        self.paint(stroke.paint())?;
        if let Some(dashes) = stroke.dasharray() {
            let sum: f32 = dashes.iter().sum();
            #[expect(clippy::cast_precision_loss, reason = "few")]
            let count = length(path) / sum.max(f32::MIN_POSITIVE) * dashes.len() as f32;
            self.dashes -= count;
        }
        (self.dashes >= 0.0).then_some(())
    }

    fn paint(&mut self, paint: &Paint) -> Option<()> {
        match paint {
            Paint::Pattern(pattern) => {
                self.layers = self.layers.checked_sub(1)?;
                self.group(pattern.root())
            }
            _ => Some(()),
        }
    }
}

/// At least the length of a path: along the corners of its curves.
fn length(path: &Path) -> f32 {
    let (mut at, mut start, mut sum) = (Point::zero(), Point::zero(), 0.0);
    for segment in path.segments() {
        let corners = match segment {
            PathSegment::MoveTo(to) => {
                (at, start) = (to, to);
                continue;
            }
            PathSegment::LineTo(to) => vec![to],
            PathSegment::QuadTo(a, to) => vec![a, to],
            PathSegment::CubicTo(a, b, to) => vec![a, b, to],
            PathSegment::Close => vec![start],
        };
        for to in corners {
            sum += at.distance(to);
            at = to;
        }
    }
    sum
}
