//! In: a credential with a page at a known address. Out: `oembed.json` (oEmbed 1.0, type `rich`), which tells other sites how to
//! show its card, and the frame that they show.

use serde_json::json;

use super::Shown;
use crate::render::html_text::for_xml;

/// Width and height of the card in CSS pixels.
pub const SIZE: (u32, u32) = (480, 176);

/// The frame in which a card is shown. It needs no script, and is told apart by its title.
#[must_use]
pub fn frame(of: &Shown<'_>) -> String {
    let (width, height) = SIZE;
    format!(
        "<iframe src=\"{}embed.html\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>",
        for_xml(of.folder),
        for_xml(of.title)
    )
}

/// The document that a page's `link rel="alternate" type="application/json+oembed"` leads to.
#[must_use]
pub fn document(of: &Shown<'_>, provider: &str, site: &str, language: &str) -> String {
    let (width, height) = SIZE;
    let mut data = json!({
        "version": "1.0",
        "type": "rich",
        "title": of.title,
        "author_name": of.issuer,
        "provider_name": provider,
        "provider_url": site,
        "lang": language,
        "html": frame(of),
        "width": width,
        "height": height,
    });
    if of.issuer.is_none()
        && let Some(object) = data.as_object_mut()
    {
        object.remove("author_name");
    }
    let mut text = data.to_string();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOWN: Shown<'_> = Shown {
        title: "A \"quoted\" <b>title</b>",
        issuer: None,
        page: "https://a.example/credentials/x/",
        folder: "https://a.example/credentials/x/",
    };

    #[test]
    fn the_frame_cannot_be_broken_out_of() {
        let frame = frame(&SHOWN);
        assert!(frame.contains("title=\"A &quot;quoted&quot; &lt;b&gt;title&lt;/b&gt;\""), "{frame}");
        assert!(frame.starts_with("<iframe src=\"https://a.example/credentials/x/embed.html\""));
    }

    #[test]
    fn the_document_is_oembed_of_type_rich() {
        let text = document(&SHOWN, "Site", "https://a.example/", "en");
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((value["version"].as_str(), value["type"].as_str()), (Some("1.0"), Some("rich")));
        assert_eq!(value["html"].as_str(), Some(frame(&SHOWN).as_str()));
        assert!(value.get("author_name").is_none());
    }
}
