# Runs the contestants of a case in turn, and compares ours with its peers.

# The rows of a case, one for each peer.
export def rows [world: record, case: record, runs: int]: nothing -> table {
    let contestants = [$case.ours ...$case.peers] | enumerate
    print --stderr $"($case.name): ($contestants.item.name | str join '; ')"
    # This run also fills everybody's caches: pages, files, compiled Python.
    let first = $contestants | each {|one| memory $world $one.item }
    let times = 1..$runs
        | each {|round|
            $contestants
            | where ($it.item.most? | default $runs) >= $round
            | each {|one| { index: $one.index, time: (time $world $one.item) } }
        }
        | flatten
    let results = $first | enumerate | each {|one|
        let own = $times | where index == $one.index | get time
        { peak: $one.item.peak, time: (if ($own | is-empty) { $one.item.time } else { $own | math median }) }
    }
    $case.peers | zip ($results | skip 1) | each {|pair| row $case ($results | first) $pair.0 $pair.1 }
}

def row [case: record, ours: record, peer: record, its: record]: nothing -> record {
    let by = $peer.by? | default time
    let both = [($ours | get $by) ($its | get $by)]
    {
        case: $"($case.name)(if $by == peak { ', memory' })"
        ours: $both.0
        peer: $peer.name
        its: $both.1
        peaks: [$ours.peak $its.peak]
        bar: $peer.bar?
        holds: (if $peer.holds? != null { do $peer.holds ...$both })
    }
}

# How long a contestant takes, from the start of its process to the end.
def time [world: record, one: record]: nothing -> duration {
    attempt $world $one {|log|
        timeit { ^$one.command.0 ...($one.command | skip 1) o> /dev/null e> $log }
    }
}

# The most memory that a contestant held, which for ours is the plugin's process, and the time of this run.
def memory [world: record, one: record]: nothing -> record {
    attempt $world $one {|log|
        if $one.pipeline? == null {
            let run = ^$world.python ($world.here | path join peak.py) ...$one.command e> $log | from json
            { peak: ($run.peak * 1b), time: ($run.took * 1ns) }
        } else {
            plugin-memory $one $log
        }
    }
}

# The plugin is asked for its memory while it is still there.
def plugin-memory [one: record, log: path]: nothing -> record {
    let status = r#'plugin list | get pid.0 | open --raw $"/proc/($in)/status"'#
    let ask = $status + r#' | parse --regex 'VmHWM:\s+(.+)' | get capture0.0'#
    let began = date now
    let run = ^$one.start.0 ...($one.start | skip 1) $"[\(($one.pipeline)\) \(($ask)\)] | to json" e> $log | from json
    if $run.0 != $one.expects { error make { msg: $"($one.pipeline) gave ($run.0) instead of ($one.expects)" } }
    { peak: ($run.1 | into filesize), time: ((date now) - $began) }
}

# Runs something in the environment of a contestant, and shows what it said if it fails.
def attempt [world: record, one: record, run: closure]: nothing -> any {
    let log = $world.folder | path join log
    try { with-env $one.env { do $run $log } } catch {|error|
        let said = if ($log | path exists) { open --raw $log } else { "" }
        error make { msg: $"($one.name) failed: ($error.msg)\n($one.command | str join ' ')\n($said)" }
    }
}
