//! In: the host of an address. Out: where it is, if that is public. The connection is made to exactly what was checked
//! here: the name is not looked up a second time, so it cannot mean something else by then.

use std::fmt;
use std::net::IpAddr;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::{Private, address};

/// Looks up hosts, and refuses those that are not public.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) system: DefaultResolver,
    pub(super) private: Private,
}

/// A host at an address that is not public.
#[derive(Debug)]
pub(super) struct NotPublic(pub(super) IpAddr);

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        // One address that is not public is enough: which of them is taken is not ours to say.
        let hidden = found.iter().map(|at| at.ip()).find(|at| !address::is_public(*at));
        match hidden {
            Some(at) if !self.private.allows(uri.host().unwrap_or_default()) => {
                Err(ureq::Error::Other(Box::new(NotPublic(at))))
            }
            _ => Ok(found),
        }
    }
}

impl Private {
    fn allows(&self, host: &str) -> bool {
        match self {
            Self::No => false,
            Self::All => true,
            Self::Hosts(hosts) => hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)),
        }
    }
}

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a public address", self.0)
    }
}

impl std::error::Error for NotPublic {}
