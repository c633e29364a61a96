#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check.sh : whether what dist.sh made is whole: checksums hold, programs need no library of the machine and run (those
# of another processor in qemu, where it is to be had), packages hold what they should.
set -euo pipefail
cd "$(dirname "$0")/../.."
demo=$PWD/testdata/demo/pump.c
cd dist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
command -v unzip > /dev/null || apt-get install -y -qq --no-install-recommends unzip > /dev/null
ok() { passed=$((passed + 1)); echo "ok $*"; }
bad() { echo "FAIL $*"; exit 1; }

sha256sum --quiet -c SHA256SUMS || bad 'checksums'
ok 'checksums'

runs() { # runs PROGRAM NAME : it finds what it should
	local run=() status=0 machine
	machine=$(od -An -tx1 -j18 -N1 "$1" | tr -d ' ')
	if [ "$machine" = b7 ] && [ "$(uname -m)" != aarch64 ]; then
		command -v qemu-aarch64-static > /dev/null || [ "$(id -u)" != 0 ] || apt-get install -y -qq --no-install-recommends qemu-user-static > /dev/null 2>&1 || true
		command -v qemu-aarch64-static > /dev/null || { echo "!!! SKIPPED $2: no qemu-user-static to run it"; return; }
		run=(qemu-aarch64-static)
	fi
	readelf -lW "$1" | grep -q INTERP && bad "$2 needs a loader"
	(cd "$(dirname "$demo")" && env -i "${run[@]}" "$1" check --strict --format terse --quiet pump.c) > "$work/terse" || status=$?
	[ "$status" = 1 ] && [ "$(wc -l < "$work/terse")" -ge 10 ] || bad "$2: status $status, $(wc -l < "$work/terse") findings"
	sort "$work/terse" > "$work/terse.${2//\//-}"
	ok "$2 is static and runs: $(env -i "${run[@]}" "$1" version)"
}

holds() { # holds NAME FILE... : an unpacked package has these
	local name=$1 f
	shift
	for f in "$@"; do [ -s "$work/$name/$f" ] || bad "$name has no $f"; done
}

for t in kstyle-ls-*.tar.gz; do
	mkdir "$work/$t"
	tar -C "$work/$t" --strip-components=1 -xzf "$t"
	holds "$t" bin/kstyle-ls share/man/man1/kstyle-ls.1.gz share/man/man5/kstyle.toml.5.gz share/doc/kstyle-ls/LICENSE \
		share/bash-completion/completions/kstyle-ls share/zsh/site-functions/_kstyle-ls share/fish/vendor_completions.d/kstyle-ls.fish
	bash -n "$work/$t/share/bash-completion/completions/kstyle-ls" || bad "$t: completions of bash"
	runs "$work/$t/bin/kstyle-ls" "$t"
done
for v in kstyle-*.vsix; do
	mkdir "$work/$v"
	unzip -q "$v" -d "$work/$v"
	holds "$v" extension/package.json extension/dist/extension.js extension/readme.md extension/changelog.md extension/icon.png extension/media/hover.png
	case $v in
	*linux*) runs "$work/$v/extension/bin/kstyle-ls" "$v" ;;
	*) [ ! -e "$work/$v/extension/bin" ] || bad "$v has a program inside"; ok "$v has no program inside" ;;
	esac
done
for n in kstyle.nvim-*.tar.gz; do
	mkdir "$work/$n"
	tar -C "$work/$n" --strip-components=1 -xzf "$n"
	holds "$n" plugin/kstyle.lua lua/kstyle/init.lua lsp/kstyle_ls.lua doc/kstyle.txt doc/tags LICENSE
	ok "$n"
done
[ "$(cat "$work"/terse.* | sort | uniq -c | awk '{ print $1 }' | sort -u | wc -l)" = 1 ] || bad 'the programs find different things'
ok 'all programs find the same'
echo "$passed passed, 0 failed"
