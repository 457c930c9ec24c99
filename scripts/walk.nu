# What scripts/try does in its Nushell: points it to the sandbox, and walks through the main job.

# Points this shell to the sandbox, runs the lines of the walk, and greets who stays.
export def --env main [] {
    let sandbox = $env.AWS_SANDBOX | from json
    hide-env AWS_SANDBOX
    $env.AWS_ENDPOINT_URL = $sandbox.url
    mkdir ~/.aws
    $sandbox.accounts | config | save --force ~/.aws/config

    for line in [
        { aws profiles | where region == eu-west-2 }
        { aws profile use test-account.tester }
        { aws ec2 instances | select InstanceId }
        { aws ec2 instances | where Tags."aws:cloud9:owner"? != null | select InstanceId InstanceType Tags."aws:cloud9:owner" }
    ] {
        # What is shown is what runs.
        print $"> (view source $line | str trim --left --char '{' | str trim --right --char '}' | str trim | colored)"
        do --env $line | print
        print ""
    }

    if (is-terminal --stdout) { settle }
}

# The AWS config: two accounts of an organisation, as sign-in would write it, with the sandbox's keys in its stead.
def config []: table -> string {
    let keys = $in | each { $"aws_access_key_id = ($in.access_key_id)\naws_secret_access_key = ($in.secret_access_key)" }
    $"[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
region = eu-west-1
($keys.0)

[profile test-account.tester]
region = eu-west-2
($keys.1)
"
}

def colored []: string -> string {
    if (is-terminal --stdout) { nu-highlight } else { }
}

# Makes this shell one to stay in.
def --env settle [] {
    $env.config.show_banner = false
    $env.PROMPT_COMMAND = {|| $"(ansi cyan)($env.AWS_PROFILE? | default 'no profile')(ansi reset)" }
    $env.PROMPT_COMMAND_RIGHT = ""
    print "This Nushell is yours. Its AWS is a sandbox of two accounts; `exit` ends both, and nothing stays behind."
    print "Try `aws profile use ` and Tab, `aws ec2 instances --state [stopped]`, or `help --find aws`."
}
