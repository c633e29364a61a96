#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kakoune.sh : a person at Kakoune's screen, played by tmux; SERVER, WORK and EDITORS from the environment. Kakoune has
# no client of the protocol: it runs the program itself.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/screen.sh"
mkdir -p "$XDG_CONFIG_HOME/kak"
printf 'source %s/kakoune/kstyle.kak\nset-option global kstyle_program %s\n' "$EDITORS" "$SERVER" > "$XDG_CONFIG_HOME/kak/kakrc"
: > "$WORK/kstyle.toml"
printf '%s\n\nint a; \nint b;\t\n' '// SPDX-License-Identifier: GPL-2.0' > "$WORK/a.c"
begin "kak a.c"
see 'the file' 'int b'
keys ':lint' Enter
see 'the count of findings' 'linting results: *2 error'
keys ':lint-next-message' Enter
see 'what is found' 'trailing whitespace'
see 'its exact place' '\(col 7\)'
keys 'gg' ':kstyle-explain TRAILING_WHITESPACE' Enter
see 'an explanation' 'TRAILING_WHITESPACE'
keys Escape ':kstyle-fix-all' Enter
sleep 0.5
keys ':write-quit' Enter
gone
written 'fix all' a.c '// SPDX-License-Identifier: GPL-2.0\n\nint a;\nint b;\n'
finish
