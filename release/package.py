"""Makes the files of a release; `scripts/package` runs it.

    package.py archive --target TRIPLE --executable PATH   the archive for a platform
    package.py installers --repository URL                 installers, package definitions and checksums for the archives
    package.py notes                                       the text of the release: its section of CHANGELOG.md

The files are written to --out.
"""

import argparse
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path

import third_party
from third_party import ROOT

NAME = "nu_plugin_aws"
MANIFEST = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]
VERSION = MANIFEST["version"]
TEMPLATES = Path(__file__).parent / "templates"
TARGETS = tomllib.loads((ROOT / "deny.toml").read_text())["graph"]["targets"]


def archive(target: str, executable: Path) -> tuple[str, bytes]:
    """An archive's name and contents. They depend only on the executable and the commit."""
    folder = f"{NAME}-{VERSION}-{target}"
    is_windows = "windows" in target
    files = {f"{NAME}.exe" if is_windows else NAME: executable.read_bytes()}
    for page in ("CHANGELOG.md", "LICENSE", "README.md"):
        files[page] = (ROOT / page).read_bytes()
    files["THIRD-PARTY.txt"] = third_party.notices(target).encode()
    files[f"{NAME}.cdx.json"] = third_party.bill_of_materials(target).encode()
    pack = zip_archive if is_windows else tar_archive
    extension = "zip" if is_windows else "tar.gz"
    return f"{folder}.{extension}", pack(folder, files, commit_time())


def commit_time() -> int:
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)


def mode(name: str) -> int:
    return 0o755 if name.startswith(NAME) and not name.endswith(".json") else 0o644


def tar_archive(folder: str, files: dict[str, bytes], modified: int) -> bytes:
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", mtime=modified) as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for name, content in files.items():
                entry = tarfile.TarInfo(f"{folder}/{name}")
                entry.size, entry.mtime, entry.mode = len(content), modified, mode(name)
                tar.addfile(entry, io.BytesIO(content))
    return raw.getvalue()


def zip_archive(folder: str, files: dict[str, bytes], modified: int) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", time.gmtime(modified)[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def installers(repository: str, out: Path) -> dict[str, str]:
    """The installers and package definitions for the archives of a folder."""
    values = {
        "VERSION": VERSION,
        "DESCRIPTION": MANIFEST["description"],
        "REPOSITORY": repository,
        "URL": f"{repository}/releases/download/v{VERSION}",
    }
    for target in TARGETS:
        found = list(out.glob(f"{NAME}-{VERSION}-{target}.*"))
        # Without an archive for a platform the installers refuse it.
        values[f"SHA256 {target}"] = hashlib.sha256(found[0].read_bytes()).hexdigest() if found else ""
    templates = ((path.name, path.read_text()) for path in sorted(TEMPLATES.iterdir()))
    return {name: re.sub(r"@([A-Z0-9]+(?: [a-z0-9_-]+)?)@", lambda at: values[at[1]], text) for name, text in templates}


def checksums(out: Path) -> str:
    """The checksums of all files, as `sha256sum --check` reads them."""
    files = sorted(path for path in out.iterdir() if path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def notes() -> str:
    """The section of the changelog."""
    changelog = (ROOT / "CHANGELOG.md").read_text()
    section = re.search(rf"^## \[{re.escape(VERSION)}\][^\n]*\n(.*?)(?=^## |\Z)", changelog, re.DOTALL | re.MULTILINE)
    if not section:
        sys.exit(f"CHANGELOG.md has no section for {VERSION}")
    return section[1].strip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "target" / "dist")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("archive")
    command.add_argument("--target", required=True, choices=TARGETS)
    command.add_argument("--executable", required=True, type=Path)
    command = commands.add_parser("installers")
    command.add_argument("--repository", required=True, help="the repository on GitHub that has the release")
    commands.add_parser("notes")
    options = parser.parse_args()

    if options.command == "notes":
        print(notes(), end="")
        return
    options.out.mkdir(parents=True, exist_ok=True)
    if options.command == "archive":
        name, content = archive(options.target, options.executable)
        (options.out / name).write_bytes(content)
        print(options.out / name)
        return
    for name, text in installers(options.repository, options.out).items():
        (options.out / name).write_text(text, newline="\n")
    (options.out / "SHA256SUMS").write_text(checksums(options.out), newline="\n")


if __name__ == "__main__":
    main()
