"""Names of sections that the AWS CLI writes: the plugin and the Python SDK read the same ones."""

import json
import random
from pathlib import Path

from case import PythonCase

# The AWS CLI writes them without quotes into the credentials file, and those with blanks in quotes into the config file.
NAMES = ["team one", "Ann's Mac", "größe", "R&D", "a,b", "x(y)", "C# dev", 'say "hi"', "50%", "a=b", "$HOME", "~", "tab\there"]

# What a generated name consists of. A closing bracket isn't among them, because the SDKs end a header at the first one
# that a comment follows.
PARTS = ["a", "B", "7", "-", "é", " ", "  ", "\t", "'", '"', "\\", "#", ";", "&", "(", "[", "=", ":", "%", "\u00a0"]


class Names(PythonCase):
    def setUp(self):
        super().setUp()
        self.configure("")

    def test_profiles_that_the_aws_cli_writes_are_listed_used_changed_and_removed(self):
        for name in NAMES:
            self.output(["aws", "configure", "set", "aws_access_key_id", "AKIAIOSFODNN7EXAMPLE", "--profile", name])
            self.output(["aws", "configure", "set", "aws_secret_access_key", "secret", "--profile", name])
            self.output(["aws", "configure", "set", "region", "eu-west-1", "--profile", name])

        settings = self.sdk("settings")["profiles"]
        self.assertEqual(set(settings), set(NAMES))
        ours = self.nu("aws profiles --long | select name properties")
        self.assertEqual({row["name"]: row["properties"].keys() for row in ours}, {k: v.keys() for k, v in settings.items()})
        used = self.nu(f"{quoted(NAMES)} | each {{|name| aws profile use $name; aws profile | select name region }}")
        self.assertEqual(used, [{"name": name, "region": settings[name].get("region")} for name in NAMES])

        names = self.nu(f"{quoted(NAMES)} | aws profile remove --force | get name")

        self.assertEqual(names, NAMES)
        self.assertEqual(self.sdk("settings")["profiles"], {})
        self.assertNotIn("secret", self.file("credentials").read_text())

    def test_profiles_of_the_credentials_file_are_written_to_the_config_file(self):
        self.configure("[sso-session 'my corp']\nsso_start_url = https://corp\nsso_region = eu-west-1\n")
        self.file("credentials").write_text("".join(f"[{name}]\naws_access_key_id = AKIA\n" for name in NAMES))

        self.nu(
            f"{quoted(NAMES)} | each {{|name|"
            " aws profile add $name --account 111122223333 --role developer --force }"
        )

        settings = self.sdk("settings")
        expected = {"sso_session": "my corp", "sso_account_id": "111122223333", "sso_role_name": "developer"}
        self.assertEqual(settings["profiles"], {name: expected for name in NAMES})
        self.assertEqual(list(settings["sso_sessions"]), ["my corp"])
        self.assertEqual(self.nu("aws sso sessions | get sso_session"), ["my corp"])

    def test_generated_headers_are_read_as_in_the_python_sdk(self):
        words = random.Random(7)
        names = sorted({"".join(words.choices(PARTS, k=words.randint(1, 6))) for _ in range(400)})
        kinds = ["profile", "profile", "profiles", "sso-session", "services"]
        sections = [f"[{words.choice(kinds)} {name}]\nregion = eu-west-1\n" for name in names]
        self.configure("".join(sections))
        bare = sorted({name.strip() for name in names} - {""})
        self.file("credentials").write_text("".join(f"[{name}]\n" for name in bare))

        settings = self.sdk("settings")

        profiles = {name: values.get("region") for name, values in settings["profiles"].items() if name}
        ours = self.nu("aws profiles | select name region")
        self.assertGreater(len(profiles), 300)
        self.assertEqual({row["name"]: row["region"] for row in ours}, profiles)
        sessions = {name for name in settings["sso_sessions"] if name}
        self.assertEqual(set(self.nu("aws sso sessions | get sso_session")), sessions)

    def file(self, name: str) -> Path:
        return self.home / ".aws" / name


def quoted(names: list[str]) -> str:
    """The names as a list in Nushell."""
    return json.dumps(names, ensure_ascii=False)
