# curl, which downloads the pages and does nothing with them.

# Writes a config file for curl that requests all pages of a data set on one connection.
export def requests [data: record, folder: path, --gzip]: nothing -> path {
    let encoding = if $gzip { "compressed" } else { "" }
    let file = $folder | path join $"curl-($data.url | url parse | get port)-($data.count)-($encoding)"
    bodies $data | each {|body| request $data $body $encoding } | str join "next\n" | save --force $file
    $file
}

# The body of the request for each page. Its token is at the end of the page before.
def bodies [data: record]: nothing -> list<string> {
    generate {|body|
        let end = ^curl --compressed ...(flags $data $body) | ^tail -c 1000
        let token = $end | parse --regex '<nextToken>(?<token>[^<]+)' | get --optional token.0
        if $token == null { { out: $body } } else { { out: $body, next: (body $token) } }
    } (body)
}

# The median time that the server takes for the first page, without the start of curl.
export def server-time [data: record]: nothing -> duration {
    let flags = flags $data (body)
    1..5
    | each { ^curl ...$flags --compressed --output /dev/null --write-out "%{time_total}" | into float }
    | math median
    | $in * 1sec
}

def flags [data: record, body: string]: nothing -> list<string> {
    [
        --silent --show-error --fail
        --aws-sigv4 $"aws:amz:($data.region):ec2" --user $"($data.key):($data.secret)"
        --data $body $data.url
    ]
}

def request [data: record, body: string, encoding: string]: nothing -> string {
    $"($encoding)
silent
show-error
fail
aws-sigv4 = \"aws:amz:($data.region):ec2\"
user = \"($data.key):($data.secret)\"
data = \"($body)\"
url = \"($data.url)\"
output = /dev/null
"
}

def body [token?: string]: nothing -> string {
    let next = if $token == null { {} } else { { NextToken: $token } }
    { Action: DescribeInstances, Version: "2016-11-15", MaxResults: 1000, ...$next } | url build-query
}
