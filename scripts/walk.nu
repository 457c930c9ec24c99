# The part of scripts/try that runs in Nushell: a walk through the main commands.

# Configures this shell for the sandbox, then shows and runs the commands of the walk.
export def --env main [] {
    $env.AWS_ENDPOINT_URL = $env.AWS_SANDBOX | from json | get url
    hide-env AWS_SANDBOX
    # Those that README.md recommends.
    $env.config.table.trim = {methodology: truncating, truncating_suffix: "…"}
    $env.config.hooks.display_output = "table"

    for line in [
        {
            (aws configure sso --start-url my-org --sso-region eu-west-1
                --account dev-account --role developer --region eu-west-1 --use)
        }
        { aws profiles | select name sso_account_id sso_role_name sign_in_status }
        { aws sso sessions | select sso_session region status expires_in }
        { aws ec2 instances | first 5 }
        {
            aws sso roles
            | where account_name == test-account and role_name == tester
            | aws profile add --region eu-west-2
        }
        { aws profiles | where region == eu-west-2 }
        { aws profile use test-account.tester }
        { aws whoami | select account_name account_id role_name profile expires_in }
        { aws ec2 instances | select InstanceId }
        { aws ec2 instances | where Tags."aws:cloud9:owner"? != null | select InstanceId InstanceType Tags."aws:cloud9:owner" }
        {
            aws profiles | aws ec2 instances --region [eu-west-* us-east-1] --columns [AccountId Region]
            | uniq --count | flatten
        }
        {
            let used = aws ec2 instances | get ImageId | uniq
            aws ec2 images | where ImageId not-in $used | select ImageId Name CreationDate
        }
        { aws env | where setting in [profile region credentials] | select setting source value }
    ] {
        # The source of the closure that runs is what is shown.
        print $"> (view source $line | dedented | colored)"
        do --env $line | print
        print ""
    }

    if (is-terminal --stdout) { prepare-prompt }
}

# The source of a closure without braces and indentation.
def dedented []: string -> string {
    str substring 1..-2 | str trim | str replace --all "\n            " "\n"
}

def colored []: string -> string {
    if (is-terminal --stdout) { nu-highlight } else { }
}

# Prepares this shell for interactive use.
def --env prepare-prompt [] {
    $env.config.show_banner = false
    $env.PROMPT_COMMAND = {|| $"(ansi cyan)($env.AWS_PROFILE? | default 'no profile')(ansi reset)" }
    $env.PROMPT_COMMAND_RIGHT = ""
    print "You are now in this Nushell. Its AWS is a sandbox with two accounts."
    print "Type `aws ` and press Tab for the commands. `help aws ec2 instances` has more."
    print "Try the lines of README.md, or `aws profile use ` and Tab."
    print "`exit` ends it and removes all files."
}
