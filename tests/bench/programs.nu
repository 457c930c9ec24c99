# The programs that are compared, and the requirements for the comparison.
#
# A program is a record with its name, environment and command. If it counts rows, it has to find `expected`.

use curl.nu requests

# The plugin: a pipeline in a Nushell process, which returns a number.
export def plugin [
    setup: record
    environment: record
    pipeline: string
    expected: int
    name = "plugin"
]: nothing -> record {
    let start = [$setup.nu -n --plugins $"[\"($setup.plugin)\"]" -c]
    {
        name: $name
        env: $environment
        command: [...$start $pipeline]
        start: $start
        pipeline: $pipeline
        expected: $expected
    }
}

# Nushell with its default configuration, and with the plugin in its registry if there is one.
export def configured-nu [setup: record, registry?: path]: nothing -> record {
    let flags = if $registry == null { [] } else { [--plugin-config $registry] }
    { name: "nu, default configuration", env: {}, command: [$setup.nu ...$flags -c ""] }
}

# The rows of a pipeline, sent by a plugin that has them in memory. It is the least that these rows take.
export def replay [
    setup: record
    environment: record
    pipeline: string
    expected: int
]: nothing -> record {
    let recording = mktemp --tmpdir-path $setup.folder recording.XXXXXX
    let messages = mktemp --tmpdir-path $setup.folder messages.XXXXXX
    let recorder = $setup | upsert plugin ($setup.bench | path join nu_plugin_tee)
    let recorded = plugin $recorder $environment $pipeline $expected
    with-env { ...$environment, NU_PLUGIN_TEE: $setup.plugin, NU_PLUGIN_TEE_TO: $recording } {
        ^$recorded.command.0 ...($recorded.command | skip 1) o> /dev/null
    }
    ^$setup.replay index $recording $messages
    rm $recording
    plugin ($setup | upsert plugin $setup.replay) { NU_PLUGIN_REPLAY: $messages } $pipeline $expected "the same rows from memory"
}

# Nushell, which opens the rows of a data set from a JSON file.
export def json-file [setup: record, data: record]: nothing -> record {
    let file = mktemp --tmpdir-path $setup.folder --suffix .json rows.XXXXXX
    let rows = plugin $setup $data.env "aws ec2 instances | to json --raw" 0
    with-env $data.env { ^$rows.command.0 ...($rows.command | skip 1) o> $file }
    {
        name: "nu, the same rows from a JSON file"
        env: {}
        command: [$setup.nu -n -c $"open ($file | to nuon) | length"]
        expected: $data.count
    }
}

# The least that anything in a Nushell process takes.
export def bare-nu [setup: record]: nothing -> record {
    { name: "bare nu", env: {}, command: [$setup.nu -n -c ""] }
}

# The AWS CLI, with pages: without a page size it requests everything at once, which EC2 throttles.
export def aws-cli [setup: record, data: record]: nothing -> record {
    {
        name: "AWS CLI"
        env: $data.env
        command: [...$setup.aws ec2 describe-instances --page-size 1000 --output json]
    }
}

# The paginator of the Python SDK.
export def boto3 [setup: record, data: record]: nothing -> record {
    let script = $setup.bench | path join pages.py
    { name: "boto3", env: $data.env, command: [$setup.python $script], expected: $data.count }
}

# The paginator of the Rust SDK.
export def sdk [setup: record, data: record, name = "SDK"]: nothing -> record {
    let command = [$setup.sdk $data.url $data.region $data.key $data.secret]
    { name: $name, env: {}, command: $command, expected: $data.count }
}

# The least that a download of the pages takes.
export def curl [setup: record, data: record, --gzip]: nothing -> record {
    let name = if $gzip { "curl, gzip" } else { "curl" }
    { name: $name, env: {}, command: [curl --config (requests $data $setup.folder --gzip=$gzip)] }
}

# Limits how often a slow program is timed. With 0 only the run that measures its memory counts.
export def max-runs [runs: int]: record -> record {
    { ...$in, max_runs: $runs }
}

# Requires that the plugin is at least `times` times faster than this program.
export def require-speedup [times: number]: record -> record {
    { ...$in, bar: $"at least ($times) times faster", holds: {|ours, peer| $ours * $times <= $peer } }
}

# Requires that the plugin takes at most `times` times as long as this program.
export def allow-factor [times: number]: record -> record {
    { ...$in, bar: $"at most ($times) times as long", holds: {|ours, peer| $ours <= $peer * $times } }
}

# Requires that the plugin takes at most `difference` more than this program. `bar` describes that.
export def allow-difference [difference: any, bar: string]: record -> record {
    { ...$in, bar: $bar, holds: {|ours, peer| $ours - $peer <= $difference } }
}

# Requires what `bar` describes.
export def require [bar: string, holds: closure]: record -> record {
    { ...$in, bar: $bar, holds: $holds }
}

# Compares memory instead of time.
export def by-memory []: record -> record {
    { ...$in, by: peak }
}
