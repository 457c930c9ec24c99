#!/bin/sh
# Installs nu_plugin_aws @VERSION@ into ~/.local/bin, and changes nothing else.
#
#   NU_PLUGIN_AWS_INSTALL_DIR   installs into this folder
#   NU_PLUGIN_AWS_DOWNLOAD_URL  fetches the archive from this folder instead of
#                               @URL@
set -eu

fail() {
    printf 'install.sh: %s\n' "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

fetch() {
    if has curl; then
        curl --fail --silent --show-error --location --output "$2" "$1"
    elif has wget; then
        wget --quiet --output-document "$2" "$1"
    else
        fail "curl and wget are missing"
    fi
}

sha256() {
    if has sha256sum; then
        sha256sum "$1"
    elif has shasum; then
        shasum --algorithm 256 "$1"
    else
        fail "sha256sum and shasum are missing, so the archive can't be verified"
    fi
}

# A function, so that nothing runs if the script arrives incomplete.
main() {
    platform=$(uname -sm)
    case $platform in
        'Darwin arm64') target=aarch64-apple-darwin expected=@SHA256 aarch64-apple-darwin@ ;;
        'Darwin x86_64') target=x86_64-apple-darwin expected=@SHA256 x86_64-apple-darwin@ ;;
        'Linux aarch64') target=aarch64-unknown-linux-gnu expected=@SHA256 aarch64-unknown-linux-gnu@ ;;
        'Linux x86_64') target=x86_64-unknown-linux-gnu expected=@SHA256 x86_64-unknown-linux-gnu@ ;;
        *) target='' expected='' ;;
    esac
    [ -n "$expected" ] || fail "there is no build for $platform: cargo install nu_plugin_aws --locked"

    url=${NU_PLUGIN_AWS_DOWNLOAD_URL:-@URL@}
    folder=${NU_PLUGIN_AWS_INSTALL_DIR:-$HOME/.local/bin}
    name=nu_plugin_aws-@VERSION@-$target
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM

    fetch "$url/$name.tar.gz" "$work/archive" || fail "$url/$name.tar.gz can't be fetched"
    actual=$(sha256 "$work/archive") || exit
    [ "${actual%% *}" = "$expected" ] || fail "$name.tar.gz is not the file that was released: its checksum is ${actual%% *}"
    tar -xzf "$work/archive" -C "$work"
    "$work/$name/nu_plugin_aws" --help >/dev/null 2>&1 ||
        fail "the build for $platform doesn't run here: cargo install nu_plugin_aws --locked"

    mkdir -p "$folder"
    folder=$(CDPATH='' cd -- "$folder" && pwd)
    # In two steps, because a running plugin's file can be replaced but not written.
    mv "$work/$name/nu_plugin_aws" "$folder/.nu_plugin_aws.new"
    mv -f "$folder/.nu_plugin_aws.new" "$folder/nu_plugin_aws"

    case $folder in
        *\'*) path="r#'$folder/nu_plugin_aws'#" ;;
        *) path="'$folder/nu_plugin_aws'" ;;
    esac
    printf 'Installed nu_plugin_aws @VERSION@. Run in Nushell, one line after the other:\n\n'
    printf '    plugin add %s\n    plugin use aws\n' "$path"
}

main
