#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run.sh PROGRAM: the tools that kernel developers send with, and the checks in
# between: pre-commit, git send-email, b4, kw, and what reads the templates for
# GitHub and GitLab. Each session is printed as it would look on a terminal,
# and what must be in it is asked for. A tool that is missing and cannot be
# installed is named as skipped.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
program=$(realpath "$1")
cache=${KSTYLE_SEND_CACHE:-$top/.cache/send} # what was fetched
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of the machine's own configuration, and nothing left behind in it;
# what Go has fetched and built may be used.
GOPATH=$(go env GOPATH) GOCACHE=$(go env GOCACHE)
export GOPATH GOCACHE
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config XDG_CACHE_HOME=$work/home/.cache XDG_DATA_HOME=$work/home/.local
export PRE_COMMIT_HOME=$work/pre-commit GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 GIT_EDITOR=true EDITOR=true
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE PRE_COMMIT_FROM_REF PRE_COMMIT_TO_REF NO_COLOR
export TERM=dumb
mkdir -p "$HOME" "$work/bin"
ln -s "$program" "$work/bin/kstyle-ls"
export PATH=$work/bin:$PATH
git config --global user.name 'Ada Example'
git config --global user.email ada@example.org
git config --global init.defaultBranch main

failures=0 skipped=()

shown() { sed "s|$work|WORK|g; s|$cache|CACHE|g"; }

# session STATUS COMMAND...: prints and runs a command, and wants its status;
# 1 stands for any that is not 0.
session() {
	local want=$1 got
	shift
	printf '$ %s\n' "$*" | shown
	"$@" >"$work/out" 2>&1 </dev/null
	got=$?
	[ "$got" = 0 ] || got=1
	shown <"$work/out"
	[ "$got" = "$want" ] || { printf '*** status %s, want %s\n' "$got" "$want"; failures=$((failures + 1)); }
}

# says TEXT: what the last session must have said; silent: what it must not.
says() {
	grep -qE -- "$1" "$work/out" || { printf '*** it does not say: %s\n' "$1"; failures=$((failures + 1)); }
}
silent() {
	! grep -qE -- "$1" "$work/out" || { printf '*** it says: %s\n' "$1"; failures=$((failures + 1)); }
}

# has PROGRAM PACKAGE...: is it there, or can it be installed?
has() {
	"$1" --version >/dev/null 2>&1 || [ -e "$(git --exec-path)/$1" ] || command -v "$1" >/dev/null && return
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
		{ apt-get install -qq -y --no-install-recommends "${@:2}" || { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${@:2}"; }; } >/dev/null 2>&1
}

part() { # part NAME PROGRAM PACKAGE...: begins a part, or skips it
	printf '\n=== %s\n' "$1"
	has "${@:2}" && return
	printf '!!! SKIPPED %s: %s is not installed and cannot be\n' "$1" "${*:3}"
	skipped+=("$1")
	return 1
}

repository() { # repository NAME: makes one and goes there
	git init -q "$work/$1" && cd "$work/$1" || exit 1
	mkdir -p drivers/x
	printf '// SPDX-License-Identifier: GPL-2.0\nint old; \nint a;\n' >drivers/x/a.c
	git add . && git commit -q -s -m 'x: begin'
}

change() { # change TEXT: puts a line behind the others
	printf '%s\n' "$1" >>drivers/x/a.c
}

for one in ${KSTYLE_SEND_PARTS:-pre-commit send-email b4 newer kw templates}; do
	. "$here/$one.sh"
done

printf '\n'
for s in ${skipped[@]+"${skipped[@]}"}; do printf '!!! SKIPPED %s\n' "$s"; done
[ "$failures" = 0 ] || { printf '*** %s checks failed\n' "$failures"; exit 1; }
echo "all sessions went as they should"
