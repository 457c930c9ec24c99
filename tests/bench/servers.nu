# The sandboxes that the cases use, and their data sets: regions with different numbers of instances.

# The region with each number of instances. Other regions have 100.
const REGIONS = { "100": us-east-1, "1000": eu-west-1, "10000": eu-west-2, "100000": eu-central-1 }

# The number of accounts, and so the largest number of targets.
export const TARGETS = 30

# In `faulty`, the region whose host doesn't respond, and the one that refuses every request.
export const DEAD = "eu-west-1"
export const THROTTLING = "us-east-2"

# Starts the sandboxes as jobs of this Nushell, which end with it.
export def start [program: path]: nothing -> record {
    let sizes = $REGIONS | items {|count, region| [--instances-in $"($region)=($count)"] } | flatten
    let sizes = [--instances 100 ...$sizes]
    {
        fast: $sizes
        distant: [...$sizes --latency 150]
        slow: [...$sizes --bandwidth 10M]
        slow-plain: [...$sizes --bandwidth 10M --no-gzip]
        # Each region has 20 instances.
        near: [--instances 20]
        regions: [--instances 20 --regional-hosts (authority regions)]
        faulty: [
            --instances 20 --regional-hosts (authority faulty)
            --dead-host $DEAD --fault $"throttle:region=($THROTTLING)"
        ]
        thousands: [--accounts 300 --instances 2 --regional-hosts (authority thousands)]
    } | items {|name, flags|
        let flags = [--port 0 --accounts $TARGETS ...$flags]
        # The first line of output has the URL. The job runs as long as the sandbox.
        job spawn { ^$program ...$flags | lines | each { job send 0 } }
        let ready = try { job recv --timeout 10sec } catch { error make { msg: "the sandbox did not start" } }
        { $name: { ...($ready | from json), authority: (authority $name) } }
    } | into record
}

# The certificate of the authority that a server's regional hosts have.
def authority [server: string]: nothing -> path {
    $env.TMPDIR | path join $"($server).pem"
}

# The region of a server with `count` instances, with keys and the environment that selects it.
export def dataset [server: record, count: int]: nothing -> record {
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

# The environment of a config file with a profile `target-N` for each account, in a region with 100 instances.
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

# The environment of a config file with a profile `ACCOUNT-REGION` for each account in each of the server's regional hosts.
# With `--near`, all of them are on that server instead.
export def regional-targets [server: record, folder: path, --near: record]: nothing -> record {
    let services = $server.hosts | each {|host| $"[services ($host.region)]\nec2 =\n  endpoint_url = ($host.url)\n" }
    let profiles = $server.accounts | enumerate | each {|account|
        $server.hosts | each {|host|
            $"[profile ($account.index)-($host.region)]
region = ($host.region)
services = ($host.region)
aws_access_key_id = ($account.item.access_key_id)
aws_secret_access_key = ($account.item.secret_access_key)
"
        }
    } | flatten
    let text = [...$services ...$profiles] | str join "\n"
    let file = $folder | path join $"regional-targets-($text | hash md5)"
    $text | save --force $file
    let endpoint = if $near == null { {} } else { { AWS_ENDPOINT_URL_EC2: $near.url } }
    { AWS_CONFIG_FILE: $file, AWS_CA_BUNDLE: $server.authority, ...$endpoint }
}
