//! What stands already: it is known, and left as it is.

use super::super::State;
use super::*;

#[test]
fn the_output_is_up_to_date_only_when_every_byte_is() {
    let place = Place::new();
    place.publish(SITE).unwrap();
    let target = place.target().unwrap();
    assert!(up_to_date(&target, "f", &pages(SITE)).is_some());
    assert!(up_to_date(&target, "g", &pages(SITE)).is_none());
    place.write("style.css", "changed");
    assert!(up_to_date(&target, "f", &pages(SITE)).is_none());
    place.publish(SITE).unwrap();
    assert!(up_to_date(&target, "f", &pages(SITE)).is_some());
    fs::remove_file(place.path("project/public/style.css")).unwrap();
    assert!(up_to_date(&target, "f", &pages(SITE)).is_none());
}

#[test]
fn what_a_build_remembers_stands_only_while_inputs_and_files_are_as_they_were() {
    let place = Place::new();
    let done = place.publish(SITE).unwrap();
    let (target, at) = (place.target().unwrap(), place.path("cache/builds/x"));
    let state = State::new("in".into(), "said".into(), &done);
    assert_eq!(State::standing(&at, "in", &target), None);
    state.write(&at, &pages(SITE), &done.lengths).unwrap();
    let stands = |inputs| State::standing(&at, inputs, &target).is_some();
    assert!(stands("in") && !stands("other"));
    place.write(STAGING, "x");
    assert!(!stands("in"), "a build was killed");
    fs::remove_file(place.path("project/public").join(STAGING)).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(30));
    place.write("style.css", "CSS");
    assert!(!stands("in"), "as long as before, and touched since");
    place.publish(SITE).unwrap();
    fs::remove_file(place.path("project/public/style.css")).unwrap();
    assert!(!stands("in"));
}
