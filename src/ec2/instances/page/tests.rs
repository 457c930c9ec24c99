use super::*;

const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
    <reservationSet>
        <item>
            <reservationId>r-1</reservationId>
            <ownerId>111122223333</ownerId>
            <groupSet><item><groupId>sg-1</groupId></item></groupSet>
            <instancesSet>
                <item><instanceId>i-1</instanceId><tagSet><item><key>a</key></item></tagSet></item>
                <item><instanceId>i-2</instanceId></item>
            </instancesSet>
            <requesterId>autoscaling</requesterId>
        </item>
        <item>
            <reservationId>r-2</reservationId>
            <instancesSet/>
        </item>
        <item>
            <reservationId>r-3</reservationId>
            <instancesSet><item/></instancesSet>
        </item>
    </reservationSet>
    <nextToken>a&amp;b</nextToken>
</DescribeInstancesResponse>
"#;

fn instances(listing: &InstancesPage) -> Vec<(&str, Option<&str>)> {
    let all = (0..).map_while(|number| listing.instance(number));
    all.map(|(text, reservation)| (text, reservation.reservation_id.as_deref())).collect()
}

#[test]
fn every_instance_is_found_with_its_reservation() {
    let listing = InstancesPage::of(ANSWER.as_bytes()).expect("a listing");
    assert_eq!(listing.count(), 3);
    let first = "<instanceId>i-1</instanceId><tagSet><item><key>a</key></item></tagSet>";
    let second = "<instanceId>i-2</instanceId>";
    assert_eq!(instances(&listing), [(first, Some("r-1")), (second, Some("r-1")), ("", Some("r-3"))]);
}

#[test]
fn what_a_reservation_says_behind_its_instances_counts_too() {
    let listing = InstancesPage::of(ANSWER.as_bytes()).expect("a listing");
    let (_, reservation) = listing.instance(0).expect("an instance");
    let known = Reservation {
        reservation_id: Some("r-1".into()),
        owner_id: Some("111122223333".into()),
        requester_id: Some("autoscaling".into()),
    };
    assert_eq!(*reservation, known);
}

#[test]
fn the_token_is_unescaped_and_an_empty_one_is_none() {
    let token = |answer: &str| InstancesPage::of(answer.as_bytes()).expect("a listing").next_token().map(str::to_owned);
    assert_eq!(token(ANSWER).as_deref(), Some("a&b"));
    let of = |inner: &str| format!("<DescribeInstancesResponse>{inner}</DescribeInstancesResponse>");
    assert_eq!(token(&of("<nextToken/>")), None);
    assert_eq!(token(&of("<reservationSet/>")), None);
}

#[test]
fn an_answer_that_is_not_whole_is_refused() {
    let whole = ANSWER.trim_end();
    for length in (0..whole.len()).step_by(7) {
        assert!(InstancesPage::of(&whole.as_bytes()[..length]).is_err(), "the first {length} bytes");
    }
}

#[test]
fn what_is_another_answer_is_called_so() {
    for other in ["<!DOCTYPE html><html>Sign in</html>", "<html/>", "", "OK", "<DescribeRegionsResponse/>"] {
        let error = InstancesPage::of(other.as_bytes()).expect_err(other);
        assert_eq!(error.to_string(), "it is no DescribeInstancesResponse", "{other}");
    }
}
