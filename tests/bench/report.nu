# Shows the rows, on the terminal and in BENCHMARKS.md.

# The table that a person reads.
export def table-of [rows: table]: nothing -> table {
    $rows | each {|row|
        {
            case: $row.case
            ours: (text $row.ours)
            peer: $"($row.peer): (text $row.its)"
            ratio: (ratio $row.ours $row.its)
            "peak memory": ($row.peaks | each { text $in } | str join " / ")
            bar: ($row.bar | default "")
            holds: (match $row.holds { null => "", true => "yes", false => "NO" })
        }
    }
}

# A duration or a size, to three digits.
def text [value: any]: nothing -> string {
    match ($value | describe) {
        duration if $value < 1sec => $"($value / 1ms | math round) ms"
        duration => $"($value / 1sec | math round --precision 2) s"
        _ => $"($value / 1MB | math round) MB"
    }
}

def ratio [ours: any, its: any]: nothing -> string {
    if $ours < $its {
        $"($its / $ours | math round --precision 1) times less"
    } else {
        $"($ours / $its | math round --precision 1) times as much"
    }
}

# The page for the record.
export def page [rows: table, world: record, runs: int]: nothing -> string {
    let cpus = sys cpu
    let system = sys host
    let machine = [
        $cpus.0.brand
        $"($cpus | length) cores"
        $"((sys mem).total / 1GiB | math round) GiB of memory"
        $system.long_os_version
        $"kernel ($system.kernel_version | split row '-' | first)"
    ]
    $"# How fast

Medians of up to ($runs) runs in turn, each a whole process from its start to its end, against the sandbox on the same
machine. A page has 1,000 instances. Ratios say how much less or more ours takes than its peer. Peak memory is that of
the plugin's process, and of the peer's.

Taken on (date now | format date %Y-%m-%d) with `scripts/bench`, which builds all that it needs and writes this page.

- Machine: ($machine | str join ', ')
- Versions: (versions $world | str join ', ')
- Started (terminal)

(table-of $rows | to md --pretty)

The AWS CLI is that of PyPI, but for `configure list-profiles`, which only version 2 has. At 100,000 instances
the AWS CLI and boto3 are left out, for they take minutes.
"
}

# Whether Nushell can ask a terminal for its size.
def terminal []: nothing -> string {
    match (^sh -c ": < /dev/tty" | complete).exit_code {
        0 => "in a terminal"
        _ => "without a terminal, whose size each Nushell then asks `tput` for, four times"
    }
}

def versions [world: record]: nothing -> list<string> {
    let python = "import boto3; print(boto3.__version__)"
    [
        $"nu ((version).version) for ((version).build_target)"
        $"nu_plugin_aws ($world.manifest.package.version)"
        $"aws-sdk-ec2 ($world.manifest.dependencies.aws-sdk-ec2.version | str trim --char '=')"
        ...([$world.aws (do $world.aws-2)] | each {|aws| $"AWS CLI (^$aws --version | parse --regex 'aws-cli/(?<it>\S+)' | get it.0)" })
        $"boto3 (^$world.python -c $python | str trim)"
        $"curl (^curl --version | parse --regex '^curl (?<it>\S+)' | get it.0)"
    ]
}
