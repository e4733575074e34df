//! In: a credential's facts. Out: addresses of LinkedIn that open its own forms: "add to profile" and "share".
//! Nothing is sent by opening a page of ours: the reader follows a link.

use jiff::civil::Date;
use url::form_urlencoded::byte_serialize;

/// What LinkedIn's form for a licence or certification takes.
#[derive(Debug, Clone, Default)]
pub struct Certification<'a> {
    /// `name`
    pub name: &'a str,
    /// `organizationId`: LinkedIn's number of the issuer's page; with it the issuer's logo is shown.
    pub organization_id: Option<u64>,
    /// `organizationName`, when there is no number.
    pub organization: Option<&'a str>,
    /// `issueYear`, `issueMonth`
    pub issued: Option<Date>,
    /// `expirationYear`, `expirationMonth`
    pub expires: Option<Date>,
    /// `certUrl`: where it can be checked.
    pub url: Option<&'a str>,
    /// `certId`
    pub id: Option<&'a str>,
}

/// The form that adds a certification to the reader's own profile, filled in.
#[must_use]
pub fn add_to_profile(of: &Certification<'_>) -> String {
    let mut query = Query::from("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME");
    query.add("name", of.name);
    match (of.organization_id, of.organization) {
        (Some(id), _) => query.add("organizationId", &id.to_string()),
        (None, Some(name)) => query.add("organizationName", name),
        (None, None) => {}
    }
    if let Some(date) = of.issued {
        query.add("issueYear", &date.year().to_string());
        query.add("issueMonth", &date.month().to_string());
    }
    if let Some(date) = of.expires {
        query.add("expirationYear", &date.year().to_string());
        query.add("expirationMonth", &date.month().to_string());
    }
    if let Some(url) = of.url {
        query.add("certUrl", url);
    }
    if let Some(id) = of.id {
        query.add("certId", id);
    }
    query.0
}

/// The form that shares a page in the reader's feed; title and picture come from the page's own tags.
#[must_use]
pub fn share(page: &str) -> String {
    let mut query = Query::from("https://www.linkedin.com/sharing/share-offsite/?");
    query.add("url", page);
    query.0
}

struct Query(String);

impl Query {
    fn from(start: &str) -> Self {
        Self(start.to_owned())
    }

    fn add(&mut self, name: &str, value: &str) {
        if !self.0.ends_with('?') {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        // A space as `%20`: what a form sends as `+` is not read as a space everywhere.
        byte_serialize(value.as_bytes()).for_each(|piece| self.0.push_str(&piece.replace('+', "%20")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_there_and_reads_back() {
        let of = Certification {
            name: "R&D: 100 % = “gut” + more",
            organization_id: None,
            organization: Some("Universität Zürich & Söhne"),
            issued: Some(jiff::civil::date(2026, 5, 12)),
            expires: Some(jiff::civil::date(2028, 12, 31)),
            url: Some("https://a.example/credentials/x/?a=1&b=2#c"),
            id: Some("urn:uuid:1"),
        };
        let made = add_to_profile(&of);
        assert!(!made.contains([' ', '+', '"', '<']), "{made}");
        let url = url::Url::parse(&made).expect("an address");
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let text = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        assert_eq!(text("startTask"), Some("CERTIFICATION_NAME"));
        assert_eq!(text("name"), Some(of.name));
        assert_eq!(text("organizationName"), of.organization);
        assert_eq!((text("issueYear"), text("issueMonth")), (Some("2026"), Some("5")));
        assert_eq!((text("expirationYear"), text("expirationMonth")), (Some("2028"), Some("12")));
        assert_eq!((text("certUrl"), text("certId")), (of.url, of.id));
        assert_eq!(pairs.len(), 9);
    }

    #[test]
    fn a_number_of_the_organization_stands_for_its_name() {
        let of =
            Certification { name: "A", organization_id: Some(1337), organization: Some("B"), ..Default::default() };
        let made = add_to_profile(&of);
        assert!(made.ends_with("?startTask=CERTIFICATION_NAME&name=A&organizationId=1337"), "{made}");
    }

    #[test]
    fn sharing_names_the_page_alone() {
        let made = share("https://a.example/x/?y=1&z");
        assert_eq!(
            made,
            "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fa.example%2Fx%2F%3Fy%3D1%26z"
        );
    }
}
