#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# vsix.sh FILE.vsix [TARGET PROGRAM] : packs the extension of VS Code: for one platform, such as linux-x64, with the
# program for it inside, or for any. The same input gives the same bytes. Needs node and npm.
set -euo pipefail
file=$(realpath -m "$1") program=$(realpath "${3:-/}")
cd "$(dirname "$0")/../vscode"
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
PATH=$(bash ../packaging/node.sh 20) # what vsce needs
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run -s check
npm run -s build
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -r package.json README.md CHANGELOG.md icon.png media .vscodeignore dist ../../LICENSE "$stage"
target=()
if [ $# -gt 1 ]; then
	target=(--target "$2")
	mkdir "$stage/bin"
	install -m 755 "$program" "$stage/bin/kstyle-ls"
fi
chmod -R u=rwX,go=rX "$stage"
mkdir -p "$(dirname "$file")"
cd "$stage"
"$OLDPWD/node_modules/.bin/vsce" package --no-dependencies "${target[@]}" -o "$file" > vsce.log 2>&1 || { cat vsce.log; exit 1; }
