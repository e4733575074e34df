//! Any bytes as a picture for a badge, and as its icon: what is taken stands alone, with shapes or pixels and nothing else, and what is
//! not taken is told with what to do.
#![no_main]

use accolade::render::fonts::Fonts;
use accolade::render::{import, svg};
use libfuzzer_sys::fuzz_target;
use roxmltree::{Document, Node};

fuzz_target!(|bytes: &[u8]| {
    let fonts = Fonts::built_in();
    match import::picture(bytes, &fonts) {
        Ok(taken) => harmless(&svg::imported(&taken, "A title", "What it stands for", "b")),
        Err(unfit) => assert!(!unfit.message.is_empty() && !unfit.help.is_empty()),
    }
    match import::icon(bytes, &fonts) {
        Ok(body) => harmless(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>")),
        Err(unfit) => assert!(!unfit.message.is_empty() && !unfit.help.is_empty()),
    }
});

fn harmless(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error} in {svg}"));
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(!["script", "foreignObject", "a", "style", "text", "use", "animate", "set"].contains(&name), "{svg}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.to_ascii_lowercase().starts_with("on"), "{name} in {svg}");
            let inside = value.starts_with("data:image/png;base64,") || value.starts_with("data:image/jpeg;base64,");
            assert!(!matches!(name, "href" | "src") || inside, "{name}={value} in {svg}");
            let leads_out = value.split("url(").skip(1).any(|to| !to.starts_with('#'));
            assert!(!leads_out && !value.to_ascii_lowercase().contains("javascript:"), "{name}={value} in {svg}");
        }
    }
}
