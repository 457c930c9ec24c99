# Runs the programs of a case in turn, and compares the plugin with its peers.

# The results of a case: a row for each peer.
export def rows [setup: record, case: record, runs: int]: nothing -> table {
    let programs = [$case.ours ...$case.peers] | enumerate
    print --stderr $"($case.name): ($programs.item.name | str join '; ')"
    # This run also fills all caches: pages of the sandbox, files, compiled Python.
    let first = $programs | each {|program| memory $setup $program.item }
    let all = $programs | zip $first | each {|pair| $pair.0 | insert runs (runs-of $pair.0.item $pair.1.time $runs) }
    let times = 1..($all.runs | math max)
        | each {|round|
            $all
            | where runs >= $round
            # What ran just before has an effect, so that it must not always be the same program.
            | shuffle
            | each {|program| { index: $program.index, time: (time $setup $program.item) } }
        }
        | flatten
    let results = $first | enumerate | each {|program|
        let own_times = $times | where index == $program.index | get time
        let time = if ($own_times | is-empty) { $program.item.time } else { $own_times | math median }
        { peak: $program.item.peak, time: $time }
    }
    let ours = $results | first
    $case.peers | zip ($results | skip 1) | each {|pair| row $case $ours $pair.0 $pair.1 }
}

# How often a program runs. What is faster varies more.
def runs-of [program: record, time: duration, runs: int]: nothing -> int {
    let own_runs = $runs * (if $time < 100ms { 8 } else if $time < 1sec { 4 } else { 1 })
    [$own_runs ($program.max_runs? | default $own_runs)] | math min
}

def row [case: record, ours: record, peer: record, result: record]: nothing -> record {
    let by = $peer.by? | default time
    let both = [($ours | get $by) ($result | get $by)]
    {
        case: $"($case.name)(if $by == peak { ', memory' })"
        ours: $both.0
        peer: $peer.name
        theirs: $both.1
        peaks: [$ours.peak $result.peak]
        bar: $peer.bar?
        holds: (if $peer.holds? != null { do $peer.holds ...$both })
    }
}

# The time from the start of a program's process to its end.
def time [setup: record, program: record]: nothing -> duration {
    measure-in $setup $program {|log|
        timeit { ^$program.command.0 ...($program.command | skip 1) o> /dev/null e> $log }
    }
}

# The peak memory of a program, or of the plugin's process, and the time of this run.
def memory [setup: record, program: record]: nothing -> record {
    measure-in $setup $program {|log|
        if $program.pipeline? == null {
            let run = ^$setup.python ($setup.bench | path join peak.py) ...$program.command e> $log | from json
            if $program.expected? != null { check $program ($run.end | into int) }
            { peak: ($run.peak * 1b), time: ($run.took * 1ns) }
        } else {
            plugin-memory $program $log
        }
    }
}

# Reads the memory of the plugin's process while it still exists.
def plugin-memory [program: record, log: path]: nothing -> record {
    let status = r#'plugin list | get pid.0 | open --raw $"/proc/($in)/status"'#
    let peak = $status + r#' | parse --regex 'VmHWM:\s+(\d+) kB' | get capture0.0'#
    let start = date now
    let pipeline = $"[\(($program.pipeline)\) \(($peak)\)] | to json"
    let run = ^$program.start.0 ...($program.start | skip 1) $pipeline e> $log | from json
    check $program $run.0
    # The kernel's kB is 1024 bytes.
    { peak: (($run.1 | into int) * 1KiB), time: ((date now) - $start) }
}

# Fails if a program has counted wrong: its time would mean nothing.
def check [program: record, count: int] {
    if $count != $program.expected {
        error make { msg: $"it returned ($count) instead of ($program.expected)" }
    }
}

# Evaluates a closure in the environment of a program. An error includes what the program wrote to its log.
def measure-in [setup: record, program: record, measurement: closure]: nothing -> any {
    let log = $setup.folder | path join log
    try { with-env $program.env { do $measurement $log } } catch {|error|
        let output = if ($log | path exists) { open --raw $log } else { "" }
        error make { msg: $"($program.name) failed: ($error.msg)\n($program.command | str join ' ')\n($output)" }
    }
}
