//! In: requests, and how one is answered. Out: the answers in the same order. One host is asked one thing after another,
//! a few hosts at a time; the same request is made once.

use std::collections::BTreeMap;

use rayon::prelude::*;
use url::Url;

use super::{Answer, Failure, Request};

/// How many hosts are asked at the same time.
pub const HOSTS_AT_ONCE: usize = 4;

/// Answers every request. `done` is told after each of them.
pub fn fetch_all(
    requests: &[Request],
    fetch: &(dyn Fn(&Request) -> Result<Answer, Failure> + Sync),
    done: &(dyn Fn() + Sync),
) -> Vec<Result<Answer, Failure>> {
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, request) in requests.iter().enumerate() {
        hosts.entry(host(&request.url)).or_default().push(at);
    }
    let ask = |places: Vec<usize>| -> Vec<(usize, Result<Answer, Failure>)> {
        let answer = |at: usize| {
            let answer = fetch(&requests[at]);
            done();
            (at, answer)
        };
        places.into_iter().map(answer).collect()
    };
    let hosts: Vec<Vec<usize>> = hosts.into_values().collect();
    let mut answers: Vec<_> = match rayon::ThreadPoolBuilder::new().num_threads(HOSTS_AT_ONCE).build() {
        Ok(pool) => pool.install(|| hosts.into_par_iter().flat_map_iter(ask).collect()),
        // Without threads of our own, one host after another.
        Err(_) => hosts.into_iter().flat_map(ask).collect(),
    };
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// The host and port of an address; the address itself when it has none.
#[must_use]
pub fn host(url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::host_str).map(str::to_owned);
    match (host, parsed.as_ref().and_then(Url::port)) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host,
        (None, _) => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::time::Duration;

    #[test]
    fn one_host_is_asked_one_thing_at_a_time_and_answers_keep_their_order() {
        let urls = (0..40).map(|n| format!("https://h{}.example/{n}", n % 6));
        let requests: Vec<Request> = urls.map(|url| Request { url, held: None }).collect();
        let (busy, most) = (Mutex::new(BTreeMap::<String, usize>::new()), Mutex::new(0));
        let fetch = |request: &Request| {
            let host = host(&request.url);
            {
                let mut busy = busy.lock().unwrap();
                let at_host = busy.entry(host.clone()).or_default();
                *at_host += 1;
                assert_eq!(*at_host, 1, "{host}");
                let mut most = most.lock().unwrap();
                *most = busy.values().sum::<usize>().max(*most);
            }
            std::thread::sleep(Duration::from_millis(1));
            *busy.lock().unwrap().get_mut(&host).unwrap() -= 1;
            Err(Failure::Redirect { to: request.url.clone(), why: Box::new(Failure::Gone) })
        };
        let answers = fetch_all(&requests, &fetch, &|| {});
        assert!(*most.lock().unwrap() <= HOSTS_AT_ONCE);
        for (request, answer) in requests.iter().zip(answers) {
            assert!(matches!(answer, Err(Failure::Redirect { to, .. }) if to == request.url));
        }
    }
}
