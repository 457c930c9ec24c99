use std::time::SystemTime;

use super::*;

fn request(action: &str, region: &str) -> Request {
    Request {
        at: SystemTime::now(),
        service: "ec2".to_owned(),
        region: region.to_owned(),
        action: action.to_owned(),
        account_id: Some("111122223333".to_owned()),
        access_key_id: String::new(),
        user_agent: String::new(),
        accept_encoding: None,
        parameters: Vec::new(),
    }
}

#[test]
fn the_most_at_once_is_remembered() {
    let log = Arc::new(Log::default());
    let add = |action| log.add(request(action, "eu-west-1"));
    assert_eq!(log.most_at_once(|_| true), 0);
    let first = add("A");
    drop(first);
    let (second, third, fourth) = (add("A"), add("B"), add("B"));
    drop((second, fourth));
    let fifth = add("B");
    assert_eq!(log.most_at_once(|_| true), 3);
    assert_eq!(log.most_at_once(|request| request.action == "A"), 1);
    assert_eq!(log.most_at_once(|request| request.action == "B"), 2);

    log.clear();
    drop((third, fifth));
    assert_eq!(log.most_at_once(|_| true), 0);
}

#[test]
fn what_came_after_a_mark_is_known() {
    let log = Arc::new(Log::default());
    let early = log.add(request("A", "eu-west-1"));
    let mark = log.mark();
    drop(early);
    assert!(log.since(mark).is_empty());
    log.add(request("B", "eu-west-1"));
    let actions = |mark| log.since(mark).into_iter().map(|request| request.action).collect::<Vec<_>>();
    assert_eq!(actions(mark), ["B"]);
    log.clear();
    log.add(request("C", "eu-west-1"));
    assert_eq!(actions(mark), ["C"]);
}

#[test]
fn requests_are_counted_by_account_and_region() {
    let log = Arc::new(Log::default());
    for (action, region) in [("A", "eu-west-1"), ("A", "eu-west-2"), ("B", "eu-west-1"), ("A", "eu-west-1")] {
        log.add(request(action, region));
    }
    log.add(Request { account_id: None, ..request("A", "eu-west-1") });
    let place = |account_id: &str, region: &str| (account_id.to_owned(), region.to_owned());
    let expected =
        [(place("", "eu-west-1"), 1), (place("111122223333", "eu-west-1"), 2), (place("111122223333", "eu-west-2"), 1)];
    assert_eq!(log.counts("A"), expected.into());
}
