//! `accolade bake` and `unbake`: a credential into a picture and out again, and the badges of a site that carry theirs.

mod support;

use support::Project;

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect width=\"1\" height=\"1\"/></svg>\n";
const CREDENTIAL: &str =
    "{\r\n  \"@context\": [\"https://www.w3.org/ns/credentials/v2\"], \"name\": \"é ]]> 😀\"\r\n}\n";

/// A PNG of one pixel.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\xf8\x0f\x00\x01\x01\x01\x00\xb1\x38\xf6\x14\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

#[test]
fn a_credential_goes_into_a_picture_and_comes_out_byte_for_byte() {
    let project =
        Project::new().file("a.svg", SVG).file("a.png", PNG).file("c.json", CREDENTIAL).file("c.jwt", "eyJ.a.b");
    for (picture, credential) in [("a.svg", "c.json"), ("a.png", "c.json"), ("a.svg", "c.jwt"), ("a.png", "c.jwt")] {
        project.run(["bake", picture, credential, "-o", "out/baked", "--force"]).exits(0);
        let run = project.run(["unbake", "out/baked"]);
        assert_eq!(run.stdout, project.read(credential), "{picture} {credential}");
        run.exits(0);
        project.run(["unbake", "out/baked", "-o", "out/credential", "--force"]).exits(0);
        assert_eq!(project.read("out/credential"), project.read(credential));
    }
}

#[test]
fn nothing_is_overwritten_unasked() {
    let project = Project::new().file("a.svg", SVG).file("c.json", CREDENTIAL);
    let run = project.run(["bake", "a.svg", "c.json", "-o", "a.svg"]);
    assert_eq!(run.status, Some(4));
    assert!(run.stderr.contains("a.svg is there already and was not touched"), "{}", run.stderr);
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(project.read("a.svg"), SVG);
    project.run(["bake", "a.svg", "c.json", "-o", "a.svg", "--force"]).exits(0);
    assert_eq!(project.run(["unbake", "a.svg", "-o", "c.json"]).status, Some(4));
    assert_eq!(project.read("c.json"), CREDENTIAL);
}

#[test]
fn what_cannot_be_baked_or_unbaked_is_named() {
    let project = Project::new()
        .file("a.svg", SVG)
        .file("c.json", CREDENTIAL)
        .file("t.txt", "hello")
        .file("a.jpg", b"\xFF\xD8\xFF")
        .file("anim.gif", b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff");
    for (args, status, words) in [
        (vec!["bake", "a.svg", "t.txt", "-o", "x"], 1, "t.txt: this is plain text"),
        (vec!["bake", "t.txt", "c.json", "-o", "x"], 1, "t.txt: the SVG picture cannot be read"),
        (vec!["bake", "anim.gif", "c.json", "-o", "x"], 1, "anim.gif: this is neither PNG nor SVG"),
        (vec!["bake", "anim.gif", "c.json", "-o", "x.gif"], 1, "anim.gif: this is neither PNG nor SVG"),
        (vec!["bake", "none.svg", "c.json", "-o", "x"], 4, "none.svg"),
        (vec!["unbake", "a.svg"], 1, "a.svg: this SVG picture has no badge baked into it"),
        (vec!["unbake", "a.jpg"], 1, "a.jpg: this is a JPEG picture"),
    ] {
        let run = project.run(args.iter().copied());
        assert_eq!(run.status, Some(status), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
        assert!(!project.has("x"));
    }
}

#[test]
fn the_badges_of_a_built_site_carry_their_credentials() {
    let project = Project::copy_of("sample-site/portfolio");
    project.run(["build"]).exits(0);
    let tree = project.tree();
    let mut seen = 0;
    for (path, json) in
        tree.iter().filter(|(path, _)| path.contains("/credentials/") && path.ends_with("/credential.json"))
    {
        let badge = path.replace("credential.json", "badge.svg");
        let run = project.run(["unbake", &badge]);
        assert_eq!(run.stdout.as_bytes(), json, "{badge}");
        let grade = |file: &str| {
            let run = project.run(["verify", file, "--json"]);
            let line: serde_json::Value =
                serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("JSON");
            line["verdict"].as_str().expect("a verdict").to_owned()
        };
        assert_eq!(grade(&badge), grade(path));
        seen += 1;
    }
    assert!(seen > 2, "{seen}");
    let page = tree.iter().find(|(path, _)| path.ends_with("index.html")).expect("a page").1;
    assert!(!String::from_utf8_lossy(page).contains("openbadges:credential"), "pages hold the picture alone");
}

#[test]
fn a_baked_picture_is_called_what_it_is() {
    let project = Project::new().file("a.svg", SVG).file("a.png", PNG).file("c.json", CREDENTIAL);
    for (picture, out, fits) in
        [("a.svg", "x.png", "x.svg"), ("a.png", "x.SVG", "x.png"), ("a.png", "o/x.jpg", "x.png")]
    {
        let run = project.run(["bake", picture, "c.json", "-o", out]).exits(2);
        assert!(run.stderr.contains("help: name it ") && run.stderr.contains(fits), "{}", run.stderr);
        assert!(!project.has(out));
    }
    project.run(["bake", "a.png", "c.json", "-o", "x.PNG"]).exits(0);
}

#[test]
fn what_is_given_in_place_of_the_credential_is_told() {
    let project = Project::new()
        .file("a.svg", SVG)
        .file("c.json", CREDENTIAL)
        .file("notes.yaml", "credential: c.json\nfeatured: true\n")
        .file("claim.yaml", "claim: {name: x}\n");
    for (args, help) in [
        (["c.json", "a.svg"], "the picture comes first"),
        (["a.svg", "notes.yaml"], "bake the credential that it names, c.json"),
        (["a.svg", "claim.yaml"], "a claim is self-declared"),
    ] {
        let run = project.run(["bake", args[0], args[1], "-o", "x.svg"]).exits(1);
        assert!(run.stderr.contains(help), "{}", run.stderr);
    }
}
