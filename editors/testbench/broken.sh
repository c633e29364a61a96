#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# broken.sh SERVER [LANE...] : runs the lanes against a server that is broken on purpose, in every way of broken.mjs, and
# wants each to fail; the steps that failed are listed. A lane that passes with a broken server proves nothing.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "$1")
shift
: "${KSTYLE_EDITORS:=$here/../../.cache/editors}"
KSTYLE_EDITORS=$(realpath -m "$KSTYLE_EDITORS")
export KSTYLE_EDITORS KSTYLE_OUT=$KSTYLE_EDITORS/out-broken
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# A program of the same name, so that nothing else is different.
printf '#!/bin/sh\nexec %q %q "$(cat %q)" %q "$@"\n' "$(command -v node)" "$here/broken.mjs" "$dir/how" "$server" > "$dir/kstyle-ls"
chmod +x "$dir/kstyle-ls"
bash "$here/../packaging/vsix.sh" "$dir/packed.vsix" linux-x64 "$dir/kstyle-ls" || exit 1
# What is waited for does mostly not come: less patience than with a good server.
export PACKED_VSIX=$dir/packed.vsix KSTYLE_PATIENCE_MS=${KSTYLE_PATIENCE_MS:-6000} KSTYLE_FIRST_PATIENCE_MS=40000
noticed=0 missed=0
for how in ${HOW:-mute shifted stale nofix deaf}; do
	echo "$how" > "$dir/how"
	lanes=("$@")
	# Only these change settings.
	if [ "$how" = deaf ] && [ $# = 0 ]; then lanes=(nvim-debian nvim-trixie nvim-forky vscode); fi
	echo "== $how"
	while read -r line; do
		case $line in
		editors:*) ;;
		*FAIL\ *) echo "    $line" | cut -c1-120 ;;
		*\ passed,\ 0\ failed*) echo "MISSED by $line"; missed=$((missed + 1)) ;;
		*\ passed,* | *no\ answer*) echo "noticed by $line"; noticed=$((noticed + 1)) ;;
		esac
	done < <(bash "$here/run.sh" "$dir/kstyle-ls" "${lanes[@]}" 2>&1)
done
echo "broken: noticed $noticed times, missed $missed times"
[ "$missed" = 0 ] && [ "$noticed" -gt 0 ]
