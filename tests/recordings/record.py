"""Records what a Nushell sends to the plugin. `scripts/record` runs it."""

import argparse
import fcntl
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "harness"))

import home as homes

TEE = Path(__file__).with_name("nu_plugin_aws.py")

# The variable `config` is long, and has other fields in each version.
COMMANDS = """
hide-env config
let packed = aws profiles | first | get name
try { open --raw x.json | aws sso roles --sso-session a }
try { open x.json | aws whoami --profile [b c] }
try { ls x.json | aws profile remove }
let path = $.a
let range = 1..3
$env.PATHS = [$path $.servers?.0.'a b'!]
$env.RANGES = [$range 9..<2 1..3..9 7.. 0.5..2.25 1.5..<2.5]
$env.NESTED = {closure: {|| [$path $range] }}
$env.PACKED = $packed
aws profile clear
"""

CONFIG = "[profile packed]\n[sso-session my-org]\n"

KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "example", "AWS_REGION": "eu-west-1"}


# What changes the colors and moves the cursor.
CONTROL = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


class Recorder:
    def __init__(self, options, home: str):
        self.options = options
        self.home = home
        self.registry = Path(home, "plugins.msgpackz")
        self.environment = {"HOME": home, "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "AWS_PROFILE": "packed"}

    def nushell(self, topic: str, *arguments: str | Path) -> list[str | Path]:
        """Nushell with the plugin, and with a new recording of this topic."""
        recording = self.recording(topic)
        recording.unlink(missing_ok=True)
        self.plugin = homes.program(self.home, TEE, recording.resolve(), self.options.plugin.resolve())
        settings = ["--config", os.devnull, "--env-config", os.devnull, "--no-history", "--no-std-lib"]
        return [self.options.nu, *settings, "--plugin-config", self.registry, *arguments]

    def recording(self, topic: str) -> Path:
        return self.options.recordings / f"{topic}.msgpack"

    def run(self, command: list[str | Path]) -> None:
        subprocess.run(command, env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, timeout=60, check=True)

    def add(self) -> None:
        nushell = self.nushell("add", "-c")
        self.run([*nushell, f"plugin add {self.plugin}"])

    def commands(self) -> None:
        self.run(self.nushell("commands", "-c", COMMANDS))

    def interrupt(self) -> None:
        """Presses Ctrl-C while the plugin waits for a response."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(60)
            endpoint = f"http://127.0.0.1:{server.getsockname()[1]}"
            environment = self.environment | KEYS | {"AWS_ENDPOINT_URL": endpoint}
            del environment["AWS_PROFILE"]
            command = self.nushell("interrupt", "-c", "hide-env config; aws whoami")
            with subprocess.Popen(command, env=environment, cwd=self.home, stderr=subprocess.DEVNULL) as nushell:
                connection, _ = server.accept()
                with connection:
                    nushell.send_signal(signal.SIGINT)
                    nushell.wait(60)

    def completion(self) -> None:
        """Presses Tab in a terminal."""
        command = self.nushell("completion", "--execute", "$env.config.show_banner = false; hide-env config")
        nushell, terminal = pty.fork()
        if nushell == 0:
            os.chdir(self.home)
            os.execve(command[0], command, self.environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 50, 160, 0, 0))
        typed = b"aws ec2 instances ($.a?.0 | describe) --profile pac\t"
        shown = b""
        while b"--profile packed" not in CONTROL.sub(b"", shown):
            new = os.read(terminal, 4096)
            shown += new
            if b"\x1b[6n" in new:
                # The cursor's position.
                os.write(terminal, b"\x1b[1;1R")
            if typed and b"> " in new:
                os.write(terminal, typed)
                typed = b""
        os.kill(nushell, signal.SIGKILL)
        os.waitpid(nushell, 0)
        os.close(terminal)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nu", required=True, type=Path, help="the Nushell executable")
    parser.add_argument("--plugin", required=True, type=Path, help="the plugin executable")
    parser.add_argument("--recordings", required=True, type=Path, help="the folder for the recordings")
    options = parser.parse_args()
    options.recordings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        Path(home, ".aws").mkdir()
        Path(home, ".aws/config").write_text(CONFIG)
        Path(home, "x.json").write_text('{"a": 1}')
        recorder = Recorder(options, home)
        recorder.add()
        recorder.commands()
        recorder.interrupt()
        recorder.completion()


if __name__ == "__main__":
    main()
