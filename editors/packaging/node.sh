#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# node.sh MAJOR : prints the PATH under which `node` is at least of that version: this machine's as it is, or, where the
# distribution's is older (Debian 12 has 18), the one that npm carries, kept in .cache/node. Needs node and npm.
set -euo pipefail
if [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$1" ]; then
	echo "$PATH"
	exit
fi
cache=$(dirname "$0")/../../.cache/node
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
package=node-linux-$(node -p process.arch)
if [ ! -x "$cache/node_modules/$package/bin/node" ]; then
	npm install --prefix "$cache" --ignore-scripts --no-audit --no-fund --loglevel=error "$package@24.21.0" >&2
fi
echo "$cache/node_modules/$package/bin:$PATH"
