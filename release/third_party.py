"""What others wrote that a release contains: the texts of its licenses, and its bill of materials."""

import json
import subprocess
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LICENSE_FILES = ("license", "licence", "copying", "copyright", "notice", "unlicense")


@dataclass(frozen=True)
class Crate:
    name: str
    version: str
    license: str
    folder: Path
    checksum: str
    uses: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"pkg:cargo/{self.name}@{self.version}"

    def license_texts(self) -> list[str]:
        files = (path for path in self.folder.iterdir() if path.name.lower().startswith(LICENSE_FILES))
        texts = (path.read_text(errors="replace") for path in sorted(files) if path.is_file())
        return ["\n".join(line.rstrip() for line in text.strip().splitlines()) for text in texts]


def cargo(*arguments: str) -> str:
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def crates(target: str) -> list[Crate]:
    """The crates that are linked into the executable for a target; the first is the plugin itself."""
    # Cargo's metadata doesn't say which dependencies only the tests or macros have, and `cargo tree` does.
    tree = cargo(
        "tree", "--package", "nu_plugin_aws", "--target", target, "--edges", "normal,no-proc-macro",
        "--prefix", "depth", "--format", " {p}",
    )  # fmt: skip
    uses, path = defaultdict(set), []
    for line in tree.splitlines():
        depth, name, version = line.split()[:3]
        crate = (name, version.removeprefix("v"))
        path[int(depth) :] = [crate]
        uses[crate]
        if len(path) > 1:
            uses[path[-2]].add(crate)
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    checksums = {(entry["name"], entry["version"]): entry.get("checksum", "") for entry in lock["package"]}
    packages = {
        (package["name"], package["version"]): package
        for package in json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    }
    found = []
    for key, used in uses.items():
        ids = tuple(sorted(f"pkg:cargo/{name}@{version}" for name, version in used))
        folder = Path(packages[key]["manifest_path"]).parent
        # Old crates separate their choices with a slash.
        license = packages[key]["license"].replace(" / ", " OR ").replace("/", " OR ")
        found.append(Crate(*key, license, folder, checksums[key], ids))
    return found


def notices(target: str) -> str:
    """The licenses of all crates, each text once."""
    own, *others = sorted(crates(target), key=lambda crate: (crate.name != "nu_plugin_aws", crate.name))
    lines = [f"{own.name} {own.version} contains these crates:", ""]
    lines += [f"  {crate.name} {crate.version}: {crate.license}" for crate in others]
    holders = defaultdict(list)
    for crate in others:
        for text in crate.license_texts():
            holders[text].append(f"{crate.name} {crate.version}")
    for text, names in sorted(holders.items(), key=lambda item: item[1]):
        lines += ["", "-" * 100, ", ".join(names), "", text]
    return "\n".join(lines) + "\n"


def bill_of_materials(target: str) -> str:
    """The crates in the format of CycloneDX."""
    own, *others = crates(target)

    def component(crate: Crate, kind: str) -> dict:
        entry = {"type": kind, "bom-ref": crate.id, "name": crate.name, "version": crate.version, "purl": crate.id}
        if crate.checksum:
            entry["hashes"] = [{"alg": "SHA-256", "content": crate.checksum}]
        return entry | {"licenses": [{"expression": crate.license}]}

    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(own, "application")},
        "components": [component(crate, "library") for crate in others],
        "dependencies": [{"ref": crate.id, "dependsOn": crate.uses} for crate in (own, *others)],
    }
    return json.dumps(bom, indent=1) + "\n"
