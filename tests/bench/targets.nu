# The cases with many accounts and regions.

use programs.nu *
use servers.nu [DEAD TARGETS THROTTLING regional-targets targets]

const ALL = "aws profiles | aws ec2 instances | length"

# Accounts in one region, and tables other than that of instances.
export def cases [setup: record]: nothing -> list<record> {
    [(near $setup) (distant $setup) (volumes $setup) (joined $setup)]
}

# Every account in every region. Each region is a host of its own, which speaks TLS and is 20 to 300 ms away. The nearest
# is the first.
export def regional-cases [setup: record]: nothing -> list<record> {
    [(all-regions $setup) (first-row $setup) (second-call $setup)]
}

# The same with a region whose host doesn't respond, and one that refuses every request because there are too many.
export def faulty-cases [setup: record]: nothing -> list<record> {
    [(other-regions $setup) (dead-region $setup)]
}

# Ten times as many targets. Time grows with them, but connections don't.
export def limit-cases [setup: record]: nothing -> list<record> {
    let server = $setup.servers.thousands
    let tenth = $server | upsert accounts ($server.accounts | first 30)
    let targets = {|server| ($server.hosts | length) * ($server.accounts | length) }
    [{
        name: $"(do $targets $server) targets of 2 instances, TLS, 20 to 300 ms"
        ours: (plugin $setup (regional-targets $server $setup.folder) $ALL ((do $targets $server) * 2) | max-runs 3)
        peers: [
            (plugin $setup (regional-targets $tenth $setup.folder) $ALL ((do $targets $tenth) * 2) $"plugin, (do $targets $tenth) targets")
        ]
    }]
}

def near [setup: record]: nothing -> record {
    let one = one-target $setup $setup.servers.fast
    { name: $"($TARGETS) targets of 100 instances", ours: (every-target $setup $setup.servers.fast), peers: [$one] }
}

def distant [setup: record]: nothing -> record {
    let server = $setup.servers.distant
    # Recorded without the distance, which is no part of it.
    let rows = replay $setup (targets $setup.servers.fast $setup.folder) (every "instances" "length") ($TARGETS * 100)
    {
        name: $"($TARGETS) targets of 100 instances, 150 ms latency"
        ours: (every-target $setup $server)
        peers: [
            (one-target $setup $server | allow-factor 1.6)
            ($rows | require "at most 1.15 times the sum of that and 150 ms" {|ours, peer| $ours <= ($peer + 150ms) * 1.15 })
        ]
    }
}

# There are four volumes for three instances. Their rows are smaller.
def volumes [setup: record]: nothing -> record {
    let environment = targets $setup.servers.fast $setup.folder
    {
        name: $"($TARGETS) targets of 133 volumes"
        ours: (plugin $setup $environment (every "volumes" "length") ($TARGETS * 133))
        peers: [
            (every-target $setup $setup.servers.fast $"plugin, ($TARGETS) targets of 100 instances"
            | require "at most 1.1 times as long for each row" {|ours, peer| $ours / 133 <= $peer / 100 * 1.1 })
        ]
    }
}

# Most of its time is that of Nushell's `join`, so the peer joins the same rows.
def joined [setup: record]: nothing -> record {
    let environment = targets $setup.servers.fast $setup.folder
    let subnets = every "subnets" "rename --column {Name: Subnet}"
    let pipeline = $"let subnets = ($subnets); let instances = (every 'instances' 'collect'); $instances | join $subnets SubnetId | length"
    # The terminated instances have no subnet.
    let expected = $TARGETS * 92
    {
        name: $"a join of instances and subnets of ($TARGETS) targets"
        ours: (plugin $setup $environment $pipeline $expected)
        peers: [(replay $setup $environment $pipeline $expected | allow-factor 1.1)]
    }
}

# A pipeline that lists a table of every account.
def every [table: string, then: string]: nothing -> string {
    let names = 0..<$TARGETS | each { $"target-($in)" } | str join " "
    $"aws ec2 ($table) --profile [($names)] | ($then)"
}

def every-target [setup: record, server: record, name = "plugin"]: nothing -> record {
    plugin $setup (targets $server $setup.folder) (every "instances" "length") ($TARGETS * 100) $name
}

def one-target [setup: record, server: record]: nothing -> record {
    let environment = targets $server $setup.folder
    plugin $setup $environment "aws ec2 instances --profile target-0 | length" 100 "plugin, one target"
}

def all-regions [setup: record]: nothing -> record {
    let server = $setup.servers.regions
    let count = ($server.hosts | length) * $TARGETS
    let environment = regional-targets $server $setup.folder
    # Recorded without distance and TLS, which are no part of it.
    let near = regional-targets $server $setup.folder --near $setup.servers.near
    let farthest = $server.hosts | last
    # TCP's handshake, that of TLS, and a request.
    let trips = $farthest.round_trip_ms * 1ms * 3
    {
        name: $"($count) targets of 20 instances in ($server.hosts | length) regions, TLS, 20 to 300 ms"
        ours: (plugin $setup $environment $ALL ($count * 20))
        peers: [
            (replay $setup $near $ALL ($count * 20)
            | require "at most 1.3 times the sum of that and three round trips to the farthest region" {|ours, peer|
                $ours <= ($peer + $trips) * 1.3
            })
            (plugin $setup $environment $"aws ec2 instances --profile 0-($farthest.region) | length" 20 "plugin, one target in the farthest region")
        ]
    }
}

def first-row [setup: record]: nothing -> record {
    let server = $setup.servers.regions
    let environment = regional-targets $server $setup.folder
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

# That it makes no handshake is what `tests/e2e/many/regional_hosts.rs` tests, so this is what it is worth.
def second-call [setup: record]: nothing -> record {
    let server = $setup.servers.regions
    let environment = regional-targets $server $setup.folder
    let farthest = $server.hosts | last
    let trip = $farthest.round_trip_ms * 1ms
    let call = $"aws ec2 instances --profile 0-($farthest.region) | length"
    {
        name: "two calls, TLS, 300 ms"
        ours: (plugin $setup $environment $"\(($call)\) + \(($call)\)" 40)
        peers: [
            (plugin $setup $environment $call 20 "plugin, one call"
            | require "at most 1.1 round trips more" {|ours, peer| $ours - $peer <= $trip * 1.1 })
        ]
    }
}

# The rows of the regions that respond don't wait for the two that don't.
def other-regions [setup: record]: nothing -> record {
    let server = $setup.servers.faulty
    let others = $server.hosts | where region not-in [$DEAD $THROTTLING]
    let count = ($others | length) * $TARGETS * 20
    let pipeline = $"aws profiles | aws ec2 instances | first ($count) | length"
    {
        name: $"all rows of (($others | length) * $TARGETS) targets, beside a dead region and one that throttles"
        ours: (plugin $setup (regional-targets $server $setup.folder) $pipeline $count)
        peers: [
            (plugin $setup (regional-targets ($server | upsert hosts $others) $setup.folder) $ALL $count "plugin, without the two regions"
            | allow-factor 1.3)
        ]
    }
}

# The time-out of the dead region decides, with its attempts and the pauses between them.
def dead-region [setup: record]: nothing -> record {
    let server = $setup.servers.faulty
    let environment = regional-targets $server $setup.folder
    let count = (($server.hosts | length) - 2) * $TARGETS * 20
    let dead = 0..<$TARGETS | each { $"($in)-($DEAD)" } | str join " "
    {
        name: $"(($server.hosts | length) * $TARGETS) targets, one region dead and one that throttles"
        ours: (plugin $setup $environment $ALL $count)
        peers: [
            (plugin $setup $environment $"try { aws ec2 instances --profile [($dead)] } catch { [] } | length" 0 "plugin, the dead region"
            | allow-factor 1.15)
        ]
    }
}
