#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# from-nothing.sh : runs the commands of README.md for VS Code and for Neovim as they stand there, in a home with nothing in
# it, and looks for the first squiggle. Only two things are not what they are elsewhere: the repository is cloned from this
# one, and VS Code is code-server, so that code opens no window but leaves that to a browser.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
: "${KSTYLE_EDITORS:=$top/.cache/editors}"
KSTYLE_EDITORS=$(realpath -m "$KSTYLE_EDITORS")
export KSTYLE_EDITORS
failed=0
# Modules and what was compiled may be taken over, to save time: KEEP_GO=1.
kept=()
[ "${KEEP_GO:-}" != 1 ] || kept=("GOMODCACHE=$(go env GOMODCACHE)" "GOCACHE=$(go env GOCACHE)" "npm_config_cache=$(npm config get cache)")

commands() { # commands EDITOR : the lines of its block in README.md
	sed -n "/^\`\`\`sh $1\$/,/^\`\`\`\$/p" "$top/README.md" | sed '1d;$d'
}

prepare() { # a home, a tree, and the repository under its public name
	home=$(mktemp -d)
	mkdir -p "$home/linux/drivers/net" "$home/linux/scripts" "$home/bin"
	: > "$home/linux/scripts/checkpatch.pl"
	printf '// SPDX-License-Identifier: GPL-2.0\n\nint dummy; \n' > "$home/linux/drivers/net/dummy.c"
	printf '[url "%s"]\n\tinsteadOf = https://github.com/kstyle-ls/kstyle-ls\n[safe]\n\tdirectory = *\n' "$top" > "$home/.gitconfig"
}

run() { # run EDITOR : all its commands; the last opens the editor
	local n=0 line began=$SECONDS
	while read -r line; do
		n=$((n + 1))
		echo "$ $line"
		(cd "$home" && env -i HOME="$home" PATH="$home/bin:$(dirname "$(command -v go)"):/usr/local/bin:/usr/bin:/bin" TERM=xterm GOPROXY="$(go env GOPROXY)" \
			GOSUMDB="$(go env GOSUMDB)" GOFLAGS=-modcacherw KSTYLE_EDITORS="$KSTYLE_EDITORS" npm_config_registry="$(npm config get registry)" \
			"${kept[@]}" bash -c "$line") > "$home/log" 2>&1 || { tail -5 "$home/log"; break; }
		echo "    ($((SECONDS - began)) s so far)"
	done < <(commands "$1")
	if grep -q '^first squiggle: ' "$home/log"; then
		grep '^first squiggle: ' "$home/log"
		echo "$1: $n commands, $((SECONDS - began)) s"
	else
		echo "FAIL $1"
		tail -3 "$home/log"
		failed=1
	fi
	rm -rf "$home"
}

prepare
# A person would look at the screen; this looks at what Neovim shows.
cat > "$home/bin/nvim" << X
#!/bin/bash
exec $(command -v nvim) --headless "\$@" -c 'lua vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end) for _, d in ipairs(vim.diagnostic.get(0)) do print(("first squiggle: %d:%d %s\n"):format(d.lnum + 1, d.col + 1, d.message)) end' -c 'qall!'
X
chmod +x "$home/bin/nvim"
run neovim

prepare
cat > "$home/bin/code" << X
#!/bin/bash
exec bash $here/vscode/code.sh "\$@"
X
chmod +x "$home/bin/code"
run vscode
exit "$failed"
