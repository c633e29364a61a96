#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run.sh SERVER [LANE...] : drives the built server in every real editor that can be had, one after another, each with
# a home of its own. A lane is good when its last line says so and nothing failed; the last line of all says how many
# lanes were good. An editor that is missing is a failure, unless KSTYLE_SKIP_MISSING=1 says that it may be.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "$1")
shift
: "${KSTYLE_EDITORS:=$here/../../.cache/editors}"
export KSTYLE_EDITORS=$(realpath -m "$KSTYLE_EDITORS")
out=${KSTYLE_OUT:-$KSTYLE_EDITORS/out}
mkdir -p "$out"
lanes=("$@")
passed=0 failed=0 skipped=0

lane() { # lane NAME PROGRAM COMMAND... : PROGRAM must be there
	local name=$1 program=$2 began=$SECONDS last
	shift 2
	if [ ${#lanes[@]} -gt 0 ] && [[ ! " ${lanes[*]} " = *" $name "* ]]; then return; fi
	if ! command -v "$program" > /dev/null; then
		if [ "${KSTYLE_SKIP_MISSING:-}" = 1 ]; then
			echo "$name: SKIPPED, no $program"
			skipped=$((skipped + 1))
		else
			echo "$name: FAILED, no $program (see setup.sh)"
			failed=$((failed + 1))
		fi
		return
	fi
	rm -rf "$out/$name"
	mkdir -p "$out/$name/home" "$out/$name/work"
	last=$(cd "$here" && env HOME="$out/$name/home" XDG_CONFIG_HOME="$out/$name/home/.config" XDG_CACHE_HOME="$out/$name/home/.cache" \
		XDG_DATA_HOME="$out/$name/home/.local/share" XDG_STATE_HOME="$out/$name/home/.local/state" \
		SERVER="$server" WORK="$out/$name/work" PLUGIN="$here/../neovim" EDITORS="$here/.." \
		timeout "${KSTYLE_LANE_SECONDS:-300}" "$@" 2> "$out/$name/err" < /dev/null | tee "$out/$name/log" | tail -1 | tr -d '\r')
	echo "$name: ${last:-no answer} ($((SECONDS - began)) s)"
	if [[ $last =~ ([0-9]+)\ passed,\ 0\ failed$ ]] && [ "${BASH_REMATCH[1]}" -gt 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		grep -h FAIL "$out/$name/log" "$out/$name/err" | head -30
	fi
}

suites=$KSTYLE_EDITORS
nvim=(--headless -u NONE -i NONE -n -S neovim.lua)
lane nvim-debian nvim nvim "${nvim[@]}"
lane nvim-trixie "$suites/trixie/usr/bin/nvim" "$suites/trixie/usr/bin/nvim" "${nvim[@]}"
lane nvim-forky "$suites/forky/usr/bin/nvim" "$suites/forky/usr/bin/nvim" "${nvim[@]}"
emacs=(-q --no-site-file --batch -l)
lane emacs-eglot emacs emacs "${emacs[@]}" eglot.el
lane emacs-lsp-mode emacs emacs "${emacs[@]}" lsp-mode.el
lane emacs-eglot-trixie "$suites/trixie/usr/bin/emacs-nox" bash emacs-in-suite.sh "$suites/trixie" "${emacs[@]}" eglot.el
lane vim-ale vim bash vim-ale.sh
lane vim-ale-trixie "$suites/trixie/usr/bin/vim.basic" bash vim-ale.sh "$suites/trixie"
lane helix-trixie "$suites/trixie/usr/lib/hx/hx" bash helix.sh "$suites/trixie"
lane helix-forky "$suites/forky/usr/lib/hx/hx" bash helix.sh "$suites/forky"
lane kakoune kak bash kakoune.sh
# Where it can be had, in a network that has nothing but this machine.
alone=()
unshare -n true 2> /dev/null && alone=(unshare -n)
vscode() { lane "$1" chromium "${alone[@]}" bash -c 'ip link set lo up 2> /dev/null; exec bash vscode/run.sh "$@"' vscode "${@:2}"; }
vscode vscode "$server" "$here/../../dist/test/kstyle.vsix" "$out/vscode/shots" drive.cjs
vscode vscode-packed "$server" "${PACKED_VSIX:-$here/../../dist/test/kstyle-packed.vsix}" "$out/vscode-packed/shots" packed.cjs

summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary+=", $skipped skipped"
echo "editors: $summary"
[ "$failed" = 0 ]
