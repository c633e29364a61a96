#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helix.sh PREFIX : a person at Helix's screen, played by tmux; SERVER, WORK and EDITORS from the environment.
set -u
P=$1 conf=$XDG_CONFIG_HOME/helix
mkdir -p "$conf"
sed -e "s|command = \"kstyle-ls\"|command = \"$SERVER\"|" -e 's/"clangd", //' "$EDITORS/helix/languages.toml" > "$conf/languages.toml"
: > "$WORK/kstyle.toml"
printf '%s\n\nint a; \nint b;\n' '// SPDX-License-Identifier: GPL-2.0' > "$WORK/a.c"
passed=0
tm() { tmux -L "kstyle-hx$$" -f /dev/null "$@"; }
end() { tm kill-server 2> /dev/null; echo "$passed passed, $1 failed"; exit "$1"; }
see() { # see WHAT PATTERN
	for _ in $(seq 200); do tm capture-pane -p | grep -qE "$2" && { passed=$((passed + 1)); return 0; }; sleep 0.05; done
	echo "FAIL $1"; tm capture-pane -p >&2; end 1
}
cat > "$WORK/start" <<X
export XDG_CONFIG_HOME=$XDG_CONFIG_HOME XDG_CACHE_HOME=$XDG_CACHE_HOME XDG_STATE_HOME=$XDG_STATE_HOME COLORTERM=truecolor
cd $WORK
exec $P/usr/lib/hx/hx a.c
X
tm new-session -d -x 110 -y 24 "sh $WORK/start"
see 'the file' 'int b'
tm send-keys 3 G g l
see 'a finding on its line' '(trailing whitespace|TRAILING_WHITESPACE)'
tm send-keys Space a
see 'the fixes' 'Remove the trailing'
tm send-keys Enter
sleep 0.5
tm send-keys Escape; sleep 0.3 # together with ':' it would be read as Alt-:
tm send-keys ':wq' Enter
for _ in $(seq 100); do tm has-session 2> /dev/null || break; sleep 0.05; done
if grep -q '[[:blank:]]$' "$WORK/a.c"; then echo 'FAIL quick fix'; end 1; fi
passed=$((passed + 1))
end 0
