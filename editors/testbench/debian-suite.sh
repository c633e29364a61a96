#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# debian-suite.sh SUITE PREFIX PACKAGE... : unpacks packages and all they depend on, from another suite of Debian,
# under PREFIX, ready to run; this machine's own Debian is not touched. Needs patchelf, and TMP for its state.
set -euo pipefail
suite=$1 prefix=$2
shift 2
state=$TMP/suites/$suite
mkdir -p "$state"/{parts,lists/partial,cache/archives/partial} "$prefix"
: > "$state/status"
# The machine's own source with the other suite's name in it, so that no host is named here.
eval "$(apt-config shell parts Dir::Etc::sourceparts/d)"
awk -v s="$suite" 'BEGIN { RS = "" } /Suites: bookworm / { sub(/Suites: [^\n]*/, "Suites: " s); print; exit }' \
	"$parts"/debian.sources > "$state/parts/suite.sources"
o=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/parts"
	-o Dir::State::lists="$state/lists" -o Dir::State::status="$state/status"
	-o Dir::Cache="$state/cache" -o APT::Sandbox::User=root -o Debug::NoLocking=1
	-o Acquire::Languages=none)
[ -e "$state/updated" ] || { apt-get "${o[@]}" -qq update; touch "$state/updated"; }
apt-get "${o[@]}" -qq -y --no-install-recommends --download-only install "$@" > /dev/null
apt-get "${o[@]}" -s --no-install-recommends install "$@" | awk '/^Inst/ { print $2 }' | while read -r p; do
	dpkg-deb -x "$state/cache/archives/${p}"_*.deb "$prefix"
done
# Its programs run with its own C library: the machine's is older. RPATH, unlike RUNPATH, holds for libraries too.
for f in "$prefix"/usr/bin/* "$prefix"/usr/lib/hx/hx; do
	[ -f "$f" ] && [ ! -L "$f" ] && patchelf --print-interpreter "$f" > /dev/null 2>&1 || continue
	patchelf --set-interpreter "$prefix/usr/lib64/ld-linux-x86-64.so.2" --force-rpath \
		--set-rpath "$prefix/usr/lib/x86_64-linux-gnu" "$f"
done
