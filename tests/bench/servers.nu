# The sandboxes that the cases run against, and the places in them: a region with so many instances.

# How many instances a region has; any other has 100.
const REGIONS = { "100": us-east-1, "1000": eu-west-1, "10000": eu-west-2, "100000": eu-central-1 }

# How many accounts a sandbox has, which is how many targets are asked at most.
export const TARGETS = 30

# Starts the sandboxes. They are jobs of this Nushell, and end when it ends.
export def start [program: path]: nothing -> record {
    let size = $REGIONS | items {|count, region| [--instances-in $"($region)=($count)"] } | flatten
    {
        fast: []
        far: [--latency 150]
        narrow: [--bandwidth 10M]
        narrow-plain: [--bandwidth 10M --no-gzip]
    } | items {|name, flags|
        let flags = [--port 0 --accounts $TARGETS --instances 100 ...$size ...$flags]
        # Its first line says where it is. The job lasts as long as the sandbox.
        job spawn { ^$program ...$flags | lines | each { job send 0 } }
        let ready = try { job recv --timeout 10sec } catch { error make { msg: "the sandbox did not start" } }
        {$name: ($ready | from json)}
    } | into record
}

# The place of a sandbox with so many instances, and the environment that leads there.
export def place [server: record, count: int]: nothing -> record {
    let account = $server.accounts.0
    let region = $REGIONS | get ($count | into string)
    {
        url: $server.url
        region: $region
        key: $account.access_key_id
        secret: $account.secret_access_key
        count: $count
        env: {
            AWS_ENDPOINT_URL: $server.url
            AWS_DEFAULT_REGION: $region
            AWS_ACCESS_KEY_ID: $account.access_key_id
            AWS_SECRET_ACCESS_KEY: $account.secret_access_key
        }
    }
}

# The environment of a config file with a profile `target-N` for each account, in a region of 100 instances.
export def targets [server: record, folder: path]: nothing -> record {
    let region = $REGIONS."100"
    let file = $folder | path join $"targets-($server.url | url parse | get port)"
    $server.accounts | enumerate | each {|account|
        $"[profile target-($account.index)]
region = ($region)
aws_access_key_id = ($account.item.access_key_id)
aws_secret_access_key = ($account.item.secret_access_key)
"
    } | str join "\n" | save --force $file
    { AWS_ENDPOINT_URL: $server.url, AWS_CONFIG_FILE: $file }
}
