//! The themes that are part of the program: their files, by path below each theme's folder in `themes/`.

/// One theme that is part of the program.
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    files: &'static [File],
    /// Scripts that are written in several files, which are not published, and the paths of these.
    scripts: &'static [(File, &'static [&'static str])],
}

/// A path below the theme's folder, and what is there.
type File = (&'static str, &'static [u8]);

impl BuiltIn {
    /// Every file that the theme brings, scripts as they are published.
    pub(super) fn files(&self) -> impl Iterator<Item = File> {
        self.files.iter().copied().chain(self.scripts.iter().map(|(file, _)| *file))
    }
}

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/", $folder, "/", $path)))),+]
    };
}

/// Files in a row, in a scope of their own.
macro_rules! script {
    ($folder:literal, $published:literal: $($path:literal),+ $(,)?) => {
        (
            (
                $published,
                concat!("(() => {\n'use strict';\n\n", $(include_str!(concat!("../../themes/", $folder, "/", $path)), "\n",)+ "})();\n").as_bytes(),
            ),
            &[$($path),+] as &[&str],
        )
    };
}

pub(super) const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "default",
        files: files!("default":
            "theme.toml",
            "assets/certificate.css",
            "assets/check-worker.js",
            "assets/check.css",
            "assets/cv.css",
            "assets/embed.css",
            "assets/judge.wasm",
            "assets/register.css",
            "assets/search.js",
            "assets/shared.css",
            "assets/style.css",
            "templates/404.html",
            "templates/alone.html",
            "templates/as-of.html",
            "templates/badge.html",
            "templates/badges.html",
            "templates/base.html",
            "templates/certificate.html",
            "templates/credential.html",
            "templates/credentials.html",
            "templates/cv.html",
            "templates/department.html",
            "templates/document.html",
            "templates/embed.html",
            "templates/framework.html",
            "templates/gone.html",
            "templates/holder.html",
            "templates/holders.html",
            "templates/insights.html",
            "templates/issuer.html",
            "templates/pack.html",
            "templates/page.html",
            "templates/parts.html",
            "templates/pathway.html",
            "templates/portfolio.html",
            "templates/registry.html",
            "templates/search.html",
            "templates/skill.html",
            "templates/skills.html",
            "templates/verify-file.html",
            "templates/verify.html",
        ),
        scripts: &[script!("default", "assets/check.js":
            "assets/check/ask.js",
            "assets/check/told.js",
            "assets/check/panel.js",
            "assets/check/bring.js",
            "assets/check/page.js",
        )],
    },
    BuiltIn {
        name: "broadside",
        files: files!("broadside":
            "theme.toml",
            "assets/shared.css",
            "assets/theme.css",
        ),
        scripts: &[],
    },
    BuiltIn {
        name: "catalogue",
        files: files!("catalogue":
            "theme.toml",
            "assets/shared.css",
            "assets/theme.css",
            "templates/badges.html",
            "templates/credentials.html",
            "templates/department.html",
            "templates/drawers.html",
            "templates/registry.html",
        ),
        scripts: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_files_are_what_the_folders_hold() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
        let files = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
        let mut there: Vec<_> = files
            .map(|e| {
                let path = e.path().strip_prefix(&root).expect("it is below the root");
                path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
            })
            .collect();
        let listed = BUILT_IN.iter().flat_map(|t| {
            let parts = t.scripts.iter().flat_map(|(_, parts)| parts.iter());
            t.files.iter().map(|(path, _)| path).chain(parts).map(move |path| format!("{}/{path}", t.name))
        });
        let mut listed: Vec<_> = listed.collect();
        there.sort();
        listed.sort();
        assert_eq!(listed, there);
    }
}
