# The cases: what is measured, with which other programs ("peers"), and the requirements.

use curl.nu server-time
use programs.nu *
use servers.nu dataset
use targets.nu

# The cases by name. The closures are evaluated when it is their turn.
export def catalogue []: nothing -> record {
    {
        "100": {|setup| [(hundred $setup) (hundred-distant $setup)] }
        "1000": {|setup| [(thousand $setup)] }
        "10000": {|setup| [(ten-thousand $setup) (one-column $setup)] }
        "100000": {|setup| [(hundred-thousand $setup)] }
        targets: {|setup| targets cases $setup }
        regions: {|setup| targets regional-cases $setup }
        faults: {|setup| targets faulty-cases $setup }
        limits: {|setup| targets limit-cases $setup }
        bandwidth: {|setup| [(low-bandwidth $setup)] }
        first-row: {|setup| [(first-row $setup)] }
        profiles: {|setup| [(twenty-profiles $setup) (two-thousand-profiles $setup)] }
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
            (replay $setup $data.env $ALL 10000 | allow-factor 1.15)
            (json-file $setup $data | require-speedup 3 | max-runs 3)
        ]
    }
}

def one-column [setup: record]: nothing -> record {
    let data = dataset $setup.servers.fast 10000
    {
        name: "10,000 instances, --columns [InstanceId]"
        ours: (plugin $setup $data.env "aws ec2 instances --columns [InstanceId] | length" 10000)
        peers: [
            (sdk $setup $data | allow-factor 1.3)
            # The plugin requests compressed pages too.
            (curl $setup $data --gzip | allow-factor 2)
            (curl $setup $data)
        ]
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

def twenty-profiles [setup: record]: nothing -> record {
    {
        name: "aws profiles, 20 profiles"
        ours: (plugin $setup (config $setup 20) "aws profiles | length" 20)
        peers: [(bare-nu $setup | allow-difference 8ms "at most 8 ms more")]
    }
}

# With version 2 of the AWS CLI, because version 1 has no `configure list-profiles`.
def two-thousand-profiles [setup: record]: nothing -> record {
    let environment = config $setup 2000
    let list = [(do $setup.aws-2) configure list-profiles]
    {
        name: "aws profiles, 2,000 profiles"
        ours: (plugin $setup $environment "aws profiles | length" 2000)
        peers: [
            ({ name: "AWS CLI 2, list-profiles", env: $environment, command: $list } | require-speedup 15)
            (bare-nu $setup | allow-difference 20ms "at most 20 ms more")
        ]
    }
}

# Without `--detailed`, because Tab makes no rows of what it offers.
def completion [setup: record]: nothing -> record {
    let complete = "'aws profile use ' | commandline complete | length"
    {
        name: "a completion, 2,000 profiles"
        ours: (plugin $setup (config $setup 2000) $complete 2000)
        peers: [(bare-nu $setup | allow-difference 15ms "at most 15 ms more")]
    }
}

# The plugin is registered and doesn't run, as when a shell is opened. The memory is that of Nushell.
def start [setup: record]: nothing -> record {
    let registry = $setup.folder | path join plugins.msgpackz
    ^$setup.nu -n -c $"plugin add --plugin-config ($registry | to nuon) ($setup.plugin | to nuon)"
    {
        name: "nu with the plugin and no command"
        ours: (configured-nu $setup $registry)
        peers: [(configured-nu $setup | allow-difference 1ms "at most 1 ms more")]
    }
}

# The environment of a config file with this many profiles.
def config [setup: record, count: int]: nothing -> record {
    let file = $setup.folder | path join $"($count)-profiles"
    let session = "[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
"
    0..<$count | each {|number|
        $"[profile account-($number).developer]
sso_session = my-org
sso_account_id = (100000000000 + $number)
sso_role_name = developer
region = eu-west-1
"
    } | prepend $session | str join "\n" | save --force $file
    { AWS_CONFIG_FILE: $file }
}
