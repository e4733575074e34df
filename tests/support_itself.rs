//! The test builder says what it did: the status it got, the files it sees.

mod support;

use support::Project;

#[test]
fn a_project_sees_its_own_files_only() {
    let project = Project::portfolio().file("badges/talk.yaml", "name: Talk\n");
    assert_eq!(project.tree().keys().map(String::as_str).collect::<Vec<_>>(), ["accolade.yaml", "badges/talk.yaml"]);
    project.remove("badges/talk.yaml");
    assert!(!project.has("badges/talk.yaml"));
}
