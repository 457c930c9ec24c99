# What is measured, with which peers, and the bar that is to be held.

use contestants.nu *
use curl.nu server-time
use servers.nu [TARGETS place targets]

# The cases by name. Each is made when it is its turn.
export def catalogue []: nothing -> record {
    {
        "100": {|world| [(hundred $world) (hundred-afar $world)] }
        "1000": {|world| [(thousand $world)] }
        "10000": {|world| [(ten-thousand $world) (one-column $world)] }
        "100000": {|world| [(hundred-thousand $world)] }
        targets: {|world| [(many-targets $world) (many-targets-afar $world)] }
        bandwidth: {|world| [(narrow $world)] }
        first-row: {|world| [(first-row $world)] }
        profiles: {|world| [(profiles $world)] }
        completion: {|world| [(completion $world)] }
        start: {|world| [(start $world)] }
    }
}

const ALL = "aws ec2 instances | length"

def hundred [world: record]: nothing -> record {
    let place = place $world.servers.fast 100
    {
        name: "100 instances"
        ours: (plugin $world $place.env $ALL 100)
        peers: [
            (aws-cli $world $place | slower 10)
            (boto3 $world $place)
            (sdk $world $place)
            (curl $world $place)
            (bare-nu $world | floor (40ms + (server-time $place)) "at most 40 ms more, besides the server's time")
        ]
    }
}

def hundred-afar [world: record]: nothing -> record {
    let place = place $world.servers.far 100
    {
        name: "100 instances, 150 ms latency"
        ours: (plugin $world $place.env $ALL 100)
        peers: [(aws-cli $world $place) (sdk $world $place) (curl $world $place)]
    }
}

def thousand [world: record]: nothing -> record {
    let place = place $world.servers.fast 1000
    {
        name: "1,000 instances"
        ours: (plugin $world $place.env $ALL 1000)
        peers: [(aws-cli $world $place) (boto3 $world $place) (sdk $world $place) (curl $world $place)]
    }
}

def ten-thousand [world: record]: nothing -> record {
    let place = place $world.servers.fast 10000
    {
        name: "10,000 instances"
        ours: (plugin $world $place.env $ALL 10000)
        peers: [
            (aws-cli $world $place | slower 12 | at-most 3)
            (boto3 $world $place | at-most 1)
            (sdk $world $place | faster 2)
            (curl $world $place)
            (curl $world $place --gzip)
        ]
    }
}

def one-column [world: record]: nothing -> record {
    let place = place $world.servers.fast 10000
    {
        name: "10,000 instances, --columns [InstanceId]"
        ours: (plugin $world $place.env "aws ec2 instances --columns [InstanceId] | length" 10000)
        peers: [(sdk $world $place | faster 1.3)]
    }
}

# The AWS CLI and boto3 would take minutes here.
def hundred-thousand [world: record]: nothing -> record {
    let place = place $world.servers.fast 100000
    let tenth = place $world.servers.fast 10000
    let page = place $world.servers.fast 1000
    let hundredth = plugin $world $page.env $ALL 1000 "plugin, 1,000 instances"
        | by-memory
        | floor 20MB "at most 20 MB more"
    {
        name: "100,000 instances"
        ours: (plugin $world $place.env $ALL 100000 | at-most 2)
        peers: [
            (plugin $world $tenth.env $ALL 10000 "plugin, 10,000 instances" | faster 11)
            $hundredth
            (sdk $world $place | at-most 1)
            (curl $world $place | at-most 3)
        ]
    }
}

def many-targets [world: record]: nothing -> record {
    let one = one-target $world $world.servers.fast
    { name: $"($TARGETS) targets of 100 instances", ours: (every-target $world $world.servers.fast), peers: [$one] }
}

def many-targets-afar [world: record]: nothing -> record {
    let one = one-target $world $world.servers.far | faster 2.5
    {
        name: $"($TARGETS) targets of 100 instances, 150 ms latency"
        ours: (every-target $world $world.servers.far)
        peers: [$one]
    }
}

def every-target [world: record, server: record]: nothing -> record {
    let names = 0..<$TARGETS | each { $"target-($in)" } | str join " "
    let where = targets $server $world.folder
    plugin $world $where $"aws ec2 instances --profile [($names)] | length" ($TARGETS * 100)
}

def one-target [world: record, server: record]: nothing -> record {
    let where = targets $server $world.folder
    plugin $world $where "aws ec2 instances --profile target-0 | length" 100 "plugin, one target"
}

def narrow [world: record]: nothing -> record {
    let compressed = place $world.servers.narrow 10000
    let plain = place $world.servers.narrow-plain 10000
    {
        name: "10,000 instances, 10 Mbit/s"
        ours: (plugin $world $compressed.env $ALL 10000 | at-most 3)
        peers: [
            # The line sets its time, a minute and more, so once is enough.
            (plugin $world $plain.env $ALL 10000 "plugin, without gzip" | slower 6 | at-most 0)
            (curl $world $compressed --gzip | at-most 3)
        ]
    }
}

def first-row [world: record]: nothing -> record {
    let place = place $world.servers.far 10000
    {
        name: "first row of 10,000, 150 ms latency"
        ours: (plugin $world $place.env "aws ec2 instances | first | columns | length" 68)
        peers: [(sdk $world (place $world.servers.far 1000) "SDK, one page" | faster 1.5)]
    }
}

# Version 1 of the AWS CLI has no `configure list-profiles`.
def profiles [world: record]: nothing -> record {
    let where = two-thousand $world
    let list = [(do $world.aws-2) configure list-profiles]
    {
        name: "aws profiles, 2,000 profiles"
        ours: (plugin $world $where "aws profiles | length" 2000)
        peers: [
            ({ name: "AWS CLI 2, list-profiles", env: $where, command: $list } | slower 15)
            (bare-nu $world | floor 25ms "at most 25 ms more")
        ]
    }
}

def completion [world: record]: nothing -> record {
    let complete = "'aws profile use ' | commandline complete --detailed | length"
    {
        name: "a completion, 2,000 profiles"
        ours: (plugin $world (two-thousand $world) $complete 2000)
        peers: [(bare-nu $world)]
    }
}

def start [world: record]: nothing -> record {
    { name: "nu with the plugin and no command", ours: (plugin $world {} "1" 1), peers: [(bare-nu $world)] }
}

# The environment of a config file with 2,000 profiles.
def two-thousand [world: record]: nothing -> record {
    let file = $world.folder | path join two-thousand
    let session = "[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
"
    0..<2000 | each {|number|
        $"[profile account-($number).developer]
sso_session = my-org
sso_account_id = (100000000000 + $number)
sso_role_name = developer
region = eu-west-1
"
    } | prepend $session | str join "\n" | save --force $file
    { AWS_CONFIG_FILE: $file }
}
