# The cases: what is measured, with which other programs ("peers"), and the requirements.

use curl.nu server-time
use programs.nu *
use servers.nu [TARGETS dataset regional-targets targets]

# The cases by name. The closures are evaluated when it is their turn.
export def catalogue []: nothing -> record {
    {
        "100": {|setup| [(hundred $setup) (hundred-distant $setup)] }
        "1000": {|setup| [(thousand $setup)] }
        "10000": {|setup| [(ten-thousand $setup) (one-column $setup)] }
        "100000": {|setup| [(hundred-thousand $setup)] }
        targets: {|setup| [(many-targets $setup) (many-targets-distant $setup) (many-targets-of-volumes $setup)] }
        regions: {|setup| [(all-regions $setup) (first-row-of-all-regions $setup)] }
        bandwidth: {|setup| [(low-bandwidth $setup)] }
        first-row: {|setup| [(first-row $setup)] }
        profiles: {|setup| [(profiles $setup)] }
        completion: {|setup| [(completion $setup)] }
        start: {|setup| [(start $setup)] }
    }
}

const ALL = "aws ec2 instances | length"

def hundred [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 100
    let most = 40ms + (server-time $data)
    {
        name: "100 instances"
        ours: (plugin $setup $data.env $ALL 100)
        peers: [
            (aws-cli $setup $data | require-speedup 10)
            (boto3 $setup $data)
            (sdk $setup $data)
            (curl $setup $data)
            (bare-nu $setup | allow-difference $most "at most 40 ms more, besides the server's time")
        ]
    }
}

def hundred-distant [setup: record]: nothing -> record {
    let data = dataset $setup.servers.distant 100
    {
        name: "100 instances, 150 ms latency"
        ours: (plugin $setup $data.env $ALL 100)
        peers: [(aws-cli $setup $data) (sdk $setup $data) (curl $setup $data)]
    }
}

def thousand [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 1000
    {
        name: "1,000 instances"
        ours: (plugin $setup $data.env $ALL 1000)
        peers: [(aws-cli $setup $data) (boto3 $setup $data) (sdk $setup $data) (curl $setup $data)]
    }
}

def ten-thousand [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 10000
    {
        name: "10,000 instances"
        ours: (plugin $setup $data.env $ALL 10000)
        peers: [
            (aws-cli $setup $data | require-speedup 12 | max-runs 3)
            (boto3 $setup $data | max-runs 1)
            (sdk $setup $data | allow-factor 2)
            (curl $setup $data)
            (curl $setup $data --gzip)
        ]
    }
}

def one-column [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 10000
    {
        name: "10,000 instances, --columns [InstanceId]"
        ours: (plugin $setup $data.env "aws ec2 instances --columns [InstanceId] | length" 10000)
        peers: [(sdk $setup $data | allow-factor 1.3)]
    }
}

# Without the AWS CLI and boto3, which would take minutes.
def hundred-thousand [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 100000
    let tenth = dataset $setup.servers.fast 10000
    let page = dataset $setup.servers.fast 1000
    let hundredth = plugin $setup $page.env $ALL 1000 "plugin, 1,000 instances"
        | by-memory
        | allow-difference 20MB "at most 20 MB more"
    {
        name: "100,000 instances"
        ours: (plugin $setup $data.env $ALL 100000 | max-runs 2)
        peers: [
            (plugin $setup $tenth.env $ALL 10000 "plugin, 10,000 instances" | allow-factor 11)
            $hundredth
            (sdk $setup $data | max-runs 1)
            (curl $setup $data | max-runs 3)
        ]
    }
}

def many-targets [setup: record]: nothing -> record {
    let one = one-target $setup $setup.servers.fast
    { name: $"($TARGETS) targets of 100 instances", ours: (every-target $setup $setup.servers.fast), peers: [$one] }
}

def many-targets-distant [setup: record]: nothing -> record {
    let one = one-target $setup $setup.servers.distant | allow-factor 2.5
    {
        name: $"($TARGETS) targets of 100 instances, 150 ms latency"
        ours: (every-target $setup $setup.servers.distant)
        peers: [$one]
    }
}

# There are four volumes for three instances. Their rows are smaller.
def many-targets-of-volumes [setup: record]: nothing -> record {
    let names = 0..<$TARGETS | each { $"target-($in)" } | str join " "
    let environment = targets $setup.servers.fast $setup.folder
    let pipeline = $"aws ec2 volumes --profile [($names)] | length"
    {
        name: $"($TARGETS) targets of 133 volumes"
        ours: (plugin $setup $environment $pipeline ($TARGETS * 133))
        peers: [(every-target $setup $setup.servers.fast | upsert name "plugin, 100 instances" | allow-factor (1.1 * 133 / 100))]
    }
}

def every-target [setup: record, server: record]: nothing -> record {
    let names = 0..<$TARGETS | each { $"target-($in)" } | str join " "
    let environment = targets $server $setup.folder
    plugin $setup $environment $"aws ec2 instances --profile [($names)] | length" ($TARGETS * 100)
}

def one-target [setup: record, server: record]: nothing -> record {
    let environment = targets $server $setup.folder
    plugin $setup $environment "aws ec2 instances --profile target-0 | length" 100 "plugin, one target"
}

# Each region is a host of its own, which speaks TLS and is 20 to 300 ms away. The nearest is the first.
def all-regions [setup: record]: nothing -> record {
    let server = $setup.servers.regions
    let count = ($server.hosts | length) * $TARGETS
    let pipeline = "aws profiles | aws ec2 instances | length"
    let environment = regional-targets $server.hosts $server.accounts $setup.folder
    let near = regional-targets $server.hosts $server.accounts $setup.folder --near $setup.servers.near
    let farthest = $server.hosts | last
    # TCP's handshake, that of TLS, and a request.
    let trips = $farthest.round_trip_ms * 1ms * 3
    {
        name: $"($count) targets of 20 instances in ($server.hosts | length) regions, TLS, 20 to 300 ms"
        ours: (plugin $setup $environment $pipeline ($count * 20))
        peers: [
            (plugin $setup $near $pipeline ($count * 20) "plugin, without distance and TLS"
            | require "at most 1.3 times that and three round trips to the farthest region" {|ours, peer|
                $ours <= ($peer + $trips) * 1.3
            })
            (plugin $setup $environment $"aws ec2 instances --profile 0-($farthest.region) | length" 20 "plugin, one target in the farthest region")
        ]
    }
}

def first-row-of-all-regions [setup: record]: nothing -> record {
    let server = $setup.servers.regions
    let environment = regional-targets $server.hosts $server.accounts $setup.folder
    let nearest = $server.hosts | first
    let pipeline = "first | get InstanceId | str length"
    {
        name: $"first row of (($server.hosts | length) * $TARGETS) targets, TLS, 20 to 300 ms"
        ours: (plugin $setup $environment $"aws profiles | aws ec2 instances | ($pipeline)" 19)
        peers: [
            (plugin $setup $environment $"aws ec2 instances --profile 0-($nearest.region) | ($pipeline)" 19 "plugin, one target in the nearest region"
            | allow-factor 1.5)
        ]
    }
}

def low-bandwidth [setup: record]: nothing -> record {
    let compressed = dataset $setup.servers.slow 10000
    let plain = dataset $setup.servers.slow-plain 10000
    {
        name: "10,000 instances, 10 Mbit/s"
        ours: (plugin $setup $compressed.env $ALL 10000 | max-runs 3)
        peers: [
            # The bandwidth determines its time, which is more than a minute, so that one run is enough.
            (plugin $setup $plain.env $ALL 10000 "plugin, without gzip" | require-speedup 6 | max-runs 0)
            (curl $setup $compressed --gzip | max-runs 3)
        ]
    }
}

def first-row [setup: record]: nothing -> record {
    let data = dataset $setup.servers.distant 10000
    {
        name: "first row of 10,000, 150 ms latency"
        ours: (plugin $setup $data.env "aws ec2 instances | first | get InstanceId | str length" 19)
        peers: [(sdk $setup (dataset $setup.servers.distant 1000) "SDK, one page" | allow-factor 1.5)]
    }
}

# With version 2 of the AWS CLI, because version 1 has no `configure list-profiles`.
def profiles [setup: record]: nothing -> record {
    let environment = two-thousand-profiles $setup
    let list = [(do $setup.aws-2) configure list-profiles]
    {
        name: "aws profiles, 2,000 profiles"
        ours: (plugin $setup $environment "aws profiles | length" 2000)
        peers: [
            ({ name: "AWS CLI 2, list-profiles", env: $environment, command: $list } | require-speedup 15)
            (bare-nu $setup | allow-difference 25ms "at most 25 ms more")
        ]
    }
}

def completion [setup: record]: nothing -> record {
    let complete = "'aws profile use ' | commandline complete --detailed | length"
    {
        name: "a completion, 2,000 profiles"
        ours: (plugin $setup (two-thousand-profiles $setup) $complete 2000)
        peers: [(bare-nu $setup)]
    }
}

def start [setup: record]: nothing -> record {
    { name: "nu with the plugin and no command", ours: (plugin $setup {} "1" 1), peers: [(bare-nu $setup)] }
}

# The environment of a config file with 2,000 profiles.
def two-thousand-profiles [setup: record]: nothing -> record {
    let file = $setup.folder | path join two-thousand-profiles
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
