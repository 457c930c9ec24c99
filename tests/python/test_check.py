"""After `aws profile check --fix` the Python SDK reads a config like the plugin does, and it refuses or misreads what
the check finds."""

import json
import sys

from case import PythonCase

# Everything that `aws profile check --fix` fixes. Before that, the Python SDK refuses the file or reads it differently.
CONFIG = """\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_start_url = https://corp.awsapps.com/start/
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = developer # mine
region = eu-west-1   ; Dublin
region = eu-west-1
s3 = # nested
    addressing_style = path
  # about the style

[profile legacy]
sso_start_url = https://Old.awsapps.com/start#/
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = tester

[ profile blank ]
region = eu-west-2

[profile bracket] # see [profile dev]
output = json

[profile 'quoted']
output = text

[profile dev]
output = json
"""

SESSIONS = {
    "corp": {
        "sso_start_url": "https://corp.awsapps.com/start",
        "sso_registration_scopes": "sso:account:access",
        "sso_region": "eu-west-1",
    },
    "old": {
        "sso_start_url": "https://old.awsapps.com/start",
        "sso_region": "us-east-1",
        "sso_registration_scopes": "sso:account:access",
    },
}

# Prints its arguments as the key id.
PROGRAM = """\
#!{python}
import json, sys
print(json.dumps({{"Version": 1, "AccessKeyId": " ".join(sys.argv), "SecretAccessKey": "x"}}))
"""


class Check(PythonCase):
    def test_before_the_fix_the_python_sdk_refuses_the_file(self):
        self.configure(CONFIG)

        self.assertEqual(self.sdk("settings").get("error"), "ConfigParseError")

    def test_after_the_fix_both_read_the_same(self):
        self.configure("\ufeff" + CONFIG)

        self.assertEqual(self.nu("aws profile check --fix"), [])

        settings = self.sdk("settings")
        ours = self.nu("aws profiles --long | select name properties")
        self.assertEqual(settings["profiles"], {row["name"]: row["properties"] for row in ours})
        self.assertEqual(settings["sso_sessions"], SESSIONS)
        self.assertEqual(list(settings["profiles"]), ["dev", "legacy", "blank", "bracket", "quoted"])
        self.assertEqual(settings["profiles"]["dev"]["s3"], {"addressing_style": "path"})

    def test_conflicting_lines_are_left_to_the_user(self):
        """The Python SDK refuses the file, too."""
        self.configure("[profile a]\nregion = eu-west-1\nregion = eu-west-2\n")

        [row] = self.nu("aws profile check --fix")

        self.assertEqual(row["code"], "aws::check::key_duplicate")
        self.assertEqual(self.sdk("settings").get("error"), "ConfigParseError")

    def test_a_fixed_profile_signs_in(self):
        account = self.sandbox["accounts"][0]["id"]
        self.configure(
            "[profile old]\nsso_start_url = https://old.awsapps.com/start/ # c\nsso_region = eu-west-1\n"
            f"sso_account_id = {account}\nsso_role_name = developer\nregion = eu-west-1\n"
        )
        self.nu("aws profile check --fix")

        self.sign_in("old")

        self.assertEqual(self.nu("aws profile check --online"), [])
        self.assertEqual(self.sdk("instances", "old")["ids"], self.ids("old"))

    def codes(self) -> dict[str, list[str]]:
        """The codes of the findings of each profile."""
        codes: dict[str, list[str]] = {}
        for row in self.nu("aws profile check"):
            codes.setdefault(row["profile"], []).append(row["code"].removeprefix("aws::check::"))
        return codes

    def test_a_services_section_that_is_not_there_fails_in_the_python_sdk(self):
        keys = "region = eu-west-1\naws_access_key_id = AKIA\naws_secret_access_key = x\n"
        services = {"missing": "nowhere", "empty": "", "bare": "bare", "good": "local"}
        profiles = [f"[profile {name}]\n{keys}services = {section}\n" for name, section in services.items()]
        url = self.sandbox["url"]
        self.configure("".join(profiles) + f"[services bare]\n[services local]\nec2 =\n  endpoint_url = {url}\n")
        del self.environment["AWS_ENDPOINT_URL"]

        codes = self.codes()

        for name in services:
            refused = self.sdk("client", name).get("error") == "InvalidConfigError"
            self.assertEqual(codes.get(name, []), ["services_unknown"] if refused else [], name)
        self.assertEqual(list(codes), ["missing", "empty", "bare"])

    def test_the_python_sdk_knows_the_same_credential_sources(self):
        sources = ["Environment", "environment", "Ec2", "Ec2InstanceMetadata", "EcsContainer", "ECSContainer"]
        role = "role_arn = arn:aws:iam::111122223333:role/r\ncredential_source = "
        self.configure("".join(f"[profile {source}]\n{role}{source}\n" for source in sources))
        self.environment |= {"AWS_EC2_METADATA_DISABLED": "true"}

        codes, sdk = self.codes(), self.sdk("credentials", *sources)

        refused = {source for source in sources if sdk[source].get("error") == "InvalidConfigError"}
        found = {source for source in sources if "credential_source_unknown" in codes.get(source, [])}
        self.assertEqual(found, refused)
        self.assertEqual(found, {"environment", "Ec2", "ECSContainer"})

    def test_the_python_sdk_takes_a_key_pair_and_its_token_from_one_file(self):
        pair, token = "aws_access_key_id = AKIA\naws_secret_access_key = x\n", "aws_session_token = y\n"
        secret = "aws_secret_access_key = x\n"
        cases = {
            "token-in-config": (token, pair),
            "token-in-credentials": (pair, token),
            "secret-in-config": (secret, "aws_access_key_id = AKIA\n"),
            "all-in-config": (pair + token, ""),
            "all-in-credentials": ("", pair + token),
        }
        self.configure("".join(f"[profile {name}]\n{config}" for name, (config, _) in cases.items()))
        credentials = "".join(f"[{name}]\n{keys}" for name, (_, keys) in cases.items())
        self.home.joinpath(".aws/credentials").write_text(credentials)
        self.home.joinpath(".aws/credentials").chmod(0o600)

        codes, sdk = self.codes(), self.sdk("credentials", *cases)

        for name, (config, keys) in cases.items():
            expected = {"id": "AKIA", "secret": "x", "token": "y" if token in config + keys else None}
            self.assertEqual(codes.get(name, []), [] if sdk[name] == expected else ["keys_in_two_files"], name)
        self.assertEqual(len(codes), 3)

    def test_the_python_sdk_reads_quotes_and_invisible_characters_as_part_of_a_value(self):
        quoted = {"plain-quotes": '"AKIA"', "typographic-quotes": "\u201cAKIA\u201d"}
        invisible = {"zero-width": "AKIA\u200b", "no-break": "AK\u00a0IA"}
        values = quoted | invisible
        profile = "[profile {}]\naws_access_key_id = {}\naws_secret_access_key = x\n"
        self.configure("".join(profile.format(name, value) for name, value in (values | {"plain": "AKIA"}).items()))

        codes, sdk = self.codes(), self.sdk("credentials", *values, "plain")

        self.assertEqual({name: sdk[name]["id"] for name in values}, values)
        expected = [(quoted, "value_quoted"), (invisible, "value_invisible")]
        self.assertEqual(codes, {name: [code] for names, code in expected for name in names})

    def test_a_command_is_found_if_the_python_sdk_runs_another_one(self):
        program = self.home / "keys"
        program.write_text(PROGRAM.format(python=sys.executable))
        program.chmod(0o700)
        commands = {
            "plain": "{} a b",
            "quoted": "{} 'a & b' \"c; (d) <e>\" f\\&g '$h'",
            "and": "{} a && true",
            "both": "{} a & wait",
            "then": "{} a; true",
            "parentheses": "({} a)",
            "input": "{} a </dev/null",
            "errors": "{} a 2>/dev/null",
            "pipe": "{} a | cat",
            "variable": "{} $HOME",
            "in-quotes": "{} \"$HOME\"",
            "escaped": "{} \"\\$HOME\"",
            "command": "{} `echo a`",
            "home": "~/keys a",
            "assignment": "A=b {} a",
            "tilde": "{} a~b https://c?d=~/e",
        }
        profile = "[profile {}]\ncredential_process = {}\n"
        self.configure("".join(profile.format(name, text.format(program)) for name, text in commands.items()))

        codes, sdk = self.codes(), self.sdk("credentials", *commands)

        each = "each {|profile| aws credentials --profile $profile | get AWS_ACCESS_KEY_ID }"
        ours = self.nu(f"{json.dumps(list(commands))} | {each}")
        different = {name for name, own in zip(commands, ours) if sdk[name].get("id") != own}
        self.assertEqual(codes, {name: ["process_shell"] for name in commands if name in different})
        self.assertEqual(len(different), 13)
