# The physical limit: curl, which fetches the pages and does nothing with them.

# A file for curl that asks for all pages of a place, on one connection.
export def requests [place: record, folder: path, --gzip]: nothing -> path {
    let coding = if $gzip { "compressed" } else { "" }
    let file = $folder | path join $"curl-($place.url | url parse | get port)-($place.count)-($coding)"
    bodies $place | each {|body| request $place $body $coding } | str join "next\n" | save --force $file
    $file
}

# The request of each page. Only the page before it tells its token, at its very end.
def bodies [place: record]: nothing -> list<string> {
    generate {|body|
        let end = ^curl ...(flags $place $body) | ^tail -c 1000
        let token = $end | parse --regex '<nextToken>(?<token>[^<]+)' | get --optional token.0
        if $token == null { { out: $body } } else { { out: $body, next: (body $token) } }
    } (body)
}

# How long the server takes for the first page of a place, without the start of curl: the median of some tries.
export def server-time [place: record]: nothing -> duration {
    let flags = flags $place (body)
    1..5
    | each { ^curl ...$flags --compressed --output /dev/null --write-out "%{time_total}" | into float }
    | math median
    | $in * 1sec
}

def flags [place: record, body: string]: nothing -> list<string> {
    [
        --silent --show-error --fail
        --aws-sigv4 $"aws:amz:($place.region):ec2" --user $"($place.key):($place.secret)"
        --data $body $place.url
    ]
}

def request [place: record, body: string, coding: string]: nothing -> string {
    $"($coding)
silent
show-error
fail
aws-sigv4 = \"aws:amz:($place.region):ec2\"
user = \"($place.key):($place.secret)\"
data = \"($body)\"
url = \"($place.url)\"
output = /dev/null
"
}

def body [token?: string]: nothing -> string {
    let next = if $token == null { {} } else { { NextToken: $token } }
    { Action: DescribeInstances, Version: "2016-11-15", MaxResults: 1000, ...$next } | url build-query
}
