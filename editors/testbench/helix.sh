#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helix.sh PREFIX : a person at Helix's screen, played by tmux; SERVER, WORK and EDITORS from the environment.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/screen.sh"
conf=$XDG_CONFIG_HOME/helix
mkdir -p "$conf"
sed -e "s|command = \"kstyle-ls\"|command = \"$SERVER\"|" -e 's/"clangd", //' "$EDITORS/helix/languages.toml" > "$conf/languages.toml"
: > "$WORK/kstyle.toml"
printf '%s\n\nint a; \nint b;\n' '// SPDX-License-Identifier: GPL-2.0' > "$WORK/a.c"
begin "$1/usr/lib/hx/hx a.c"
see 'the file' 'int b'
keys g g ']' d
see 'a finding on its line' '(trailing whitespace|TRAILING_WHITESPACE)'
see 'its exact place' ' 3:7$'
keys Space a
see 'the fixes' 'Remove the trailing'
keys Enter
unsee 'the finding is gone from its line' '(trailing whitespace|TRAILING_WHITESPACE)'
keys Escape 4 G A Space Escape
see 'findings follow edits' '(trailing whitespace|TRAILING_WHITESPACE)'
keys u
unsee 'the finding of what was undone is gone' '(trailing whitespace|TRAILING_WHITESPACE)'
keys ':wq' Enter
gone
written 'quick fix' a.c '// SPDX-License-Identifier: GPL-2.0\n\nint a;\nint b;\n'
finish
