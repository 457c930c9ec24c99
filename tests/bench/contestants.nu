# Who takes part: a program with its environment, what it is called, and how often it is worth the wait.

use curl.nu requests

# Ours: a pipeline in a whole Nushell. What it answers is checked.
export def plugin [world: record, where: record, pipeline: string, expects: int, name = "plugin"]: nothing -> record {
    let start = [$world.nu -n --plugins $"[\"($world.plugin)\"]" -c]
    { name: $name, env: $where, command: [...$start $pipeline], start: $start, pipeline: $pipeline, expects: $expects }
}

# The floor of everything that runs in a Nushell.
export def bare-nu [world: record]: nothing -> record {
    { name: "bare nu", env: {}, command: [$world.nu -n -c ""] }
}

# The AWS CLI, in pages: without a page size it asks for all at once, which EC2 throttles.
export def aws-cli [world: record, place: record]: nothing -> record {
    {
        name: "AWS CLI"
        env: $place.env
        command: [$world.aws ec2 describe-instances --page-size 1000 --output json]
    }
}

# The paginator of the Python SDK.
export def boto3 [world: record, place: record]: nothing -> record {
    { name: "boto3", env: $place.env, command: [$world.python ($world.here | path join pages.py)] }
}

# The paginator of the Rust SDK, which the plugin is made of.
export def sdk [world: record, place: record, name = "SDK"]: nothing -> record {
    { name: $name, env: {}, command: [$world.sdk $place.url $place.region $place.key $place.secret] }
}

# The physical limit.
export def curl [world: record, place: record, --gzip]: nothing -> record {
    let name = if $gzip { "curl, gzip" } else { "curl" }
    { name: $name, env: {}, command: [curl --config (requests $place $world.folder --gzip=$gzip)] }
}

# This contestant, timed so often at the most. For `0` its only run is that which looks at its memory.
export def at-most [runs: int]: record -> record {
    { ...$in, most: $runs }
}

# This peer, than which we are to be so many times faster.
export def slower [times: number]: record -> record {
    { ...$in, bar: $"at least ($times) times faster", holds: {|ours, peer| $ours * $times <= $peer } }
}

# This peer, as long as which we may take so many times.
export def faster [times: number]: record -> record {
    { ...$in, bar: $"at most ($times) times as long", holds: {|ours, peer| $ours <= $peer * $times } }
}

# This peer, than which we may take so much more.
export def floor [most: any, bar: string]: record -> record {
    { ...$in, bar: $bar, holds: {|ours, peer| $ours - $peer <= $most } }
}

# This peer, compared by memory instead of time.
export def by-memory []: record -> record {
    { ...$in, by: peak }
}
