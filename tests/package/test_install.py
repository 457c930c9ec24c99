"""From a released archive to a table."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

from package_case import INSTANCES, PackageCase


class Install(PackageCase):
    def test_the_installed_plugin_lists_instances_in_each_version_of_nushell(self):
        installed = self.install()
        self.assertEqual(installed.returncode, 0, installed.stderr)
        self.assertLessEqual(len(installed.stdout.splitlines()[0]), 80, "longer than a terminal is wide")
        add, use = (line.strip() for line in installed.stdout.splitlines()[-2:])
        self.assertTrue(add.startswith("plugin add "), installed.stdout)
        self.assertEqual(use, "plugin use aws")
        self.assertGreater(len(self.nushells), 0)
        for nu in self.nushells:
            with self.subTest(nu):
                # Each version has its own plugin registry.
                self.environment["XDG_CONFIG_HOME"] = str(self.home / "settings" / nu.parent.name)
                self.output([nu, "-c", add])
                query = "aws ec2 instances | select InstanceId Region | to json --raw"
                rows = json.loads(self.output([nu, "-c", f"{use}; {query}"]))
                self.assertEqual(len(rows), INSTANCES)
                self.assertEqual({row["Region"] for row in rows}, {"eu-west-1"})

    def test_only_the_executable_is_installed(self):
        self.install()
        found = [path.relative_to(self.home) for path in self.home.rglob("*") if not path.is_dir()]
        self.assertEqual([str(path) for path in found], [".local/bin/nu_plugin_aws"])

    def test_an_update_replaces_a_plugin_that_runs(self):
        self.install()
        plugin = self.home / ".local/bin/nu_plugin_aws"
        with subprocess.Popen([plugin, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
            before = plugin.stat().st_ino
            self.assertEqual(self.install().returncode, 0)
            self.assertNotEqual(plugin.stat().st_ino, before)
            running.stdin.close()

    def test_wget_is_enough(self):
        programs = self.programs("wget", "sha256sum", "uname", "mktemp", "tar", "gzip", "mkdir", "mv", "rm", "sh")
        installed = self.install(PATH=programs)
        self.assertEqual(installed.returncode, 0, installed.stderr)

    def test_a_folder_can_be_chosen(self):
        installed = self.install(NU_PLUGIN_AWS_INSTALL_DIR="tools")
        self.assertEqual(installed.returncode, 0, installed.stderr)
        self.assertTrue(os.access(self.home / "tools/nu_plugin_aws", os.X_OK))
        self.assertRegex(installed.stdout, r"plugin add .*/tools/nu_plugin_aws")

    def test_an_archive_that_differs_from_the_release_is_refused(self):
        folder = self.home / "other"
        folder.mkdir()
        [archive] = self.files.glob("*.tar.gz")
        folder.joinpath(archive.name).write_bytes(archive.read_bytes() + b"more")
        installed = self.install(NU_PLUGIN_AWS_DOWNLOAD_URL=folder.as_uri().replace("%27", "'"))
        self.assertEqual(installed.returncode, 1)
        self.assertIn("is not the file that was released", installed.stderr)
        self.assertFalse((self.home / ".local").exists())

    def test_without_a_program_for_checksums_nothing_is_installed(self):
        installed = self.install(PATH=self.programs("curl", "uname", "mktemp", "tar", "gzip", "mkdir", "mv", "rm", "sh"))
        self.assertEqual(installed.returncode, 1)
        self.assertIn("can't be verified", installed.stderr)
        self.assertFalse((self.home / ".local").exists())

    def test_a_platform_without_a_build_is_told_what_to_do(self):
        fake = self.home / "uname"
        fake.write_text("#!/bin/sh\necho FreeBSD amd64\n")
        fake.chmod(0o755)
        installed = self.install(PATH=f"{self.home}:{self.environment['PATH']}")
        self.assertEqual(installed.returncode, 1)
        self.assertIn("no build for FreeBSD amd64: cargo install nu_plugin_aws --locked", installed.stderr)


class Files(PackageCase):
    def test_the_archive_for_windows_is_compressed_and_can_be_made_in_any_language_of_the_system(self):
        self.install()
        plugin = self.home / ".local/bin/nu_plugin_aws"
        # Windows, too, has a character set that can't have all names.
        self.environment = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        package = Path(__file__).parents[2] / "scripts/package"
        command = [package, "--target", "x86_64-pc-windows-msvc", "--executable", plugin]
        archive = Path(self.output(command).strip())
        self.addCleanup(archive.unlink)
        self.assertLess(archive.stat().st_size, plugin.stat().st_size)
        with zipfile.ZipFile(archive) as files:
            [notices] = (files.read(name) for name in files.namelist() if name.endswith("/THIRD-PARTY.txt"))
        self.assertIn("©".encode(), notices)

    def test_the_checksums_are_those_of_the_files(self):
        self.output(["sh", "-c", 'cd -- "$1" && sha256sum --check --strict SHA256SUMS', "sh", self.files])

    def test_the_archive_has_the_licenses_and_the_bill_of_materials_of_what_is_linked(self):
        [archive] = self.files.glob("*.tar.gz")
        self.output(["tar", "-xzf", archive, "-C", self.home])
        [folder] = self.home.glob("nu_plugin_aws-*")
        names = {"nu_plugin_aws", "nu_plugin_aws.cdx.json", "CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY.txt"}
        self.assertEqual({path.name for path in folder.iterdir()}, names)
        components = json.loads((folder / "nu_plugin_aws.cdx.json").read_text())["components"]
        crates = {component["name"] for component in components}
        self.assertLessEqual({"aws-sdk-ec2", "aws-lc-sys", "nu-protocol", "tokio"}, crates)
        self.assertTrue(all("hashes" in component for component in components))
        # Only the tests and macros use these.
        self.assertFalse(crates & {"aws-sandbox", "axum", "proptest", "syn", "serde_derive"})
        notices = (folder / "THIRD-PARTY.txt").read_text()
        self.assertEqual(set(re.findall(r"^  (\S+) [0-9.]+\S*: ", notices, re.MULTILINE)), crates)
        self.assertIn("Apache License", notices)

    def test_no_template_has_an_empty_place(self):
        for name in ("install.sh", "install.ps1", "nu_plugin_aws.rb", "nu_plugin_aws.json"):
            text = self.files.joinpath(name).read_text()
            self.assertEqual(re.findall(r"@[A-Z]", text), [], name)
        json.loads(self.files.joinpath("nu_plugin_aws.json").read_text())
