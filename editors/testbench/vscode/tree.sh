#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tree.sh FOLDER : what looks like a tree in kernel style, with a history in which some lines are old, and beside it,
# in FOLDER-mail, a patch that lies in no tree.
set -euo pipefail
folder=$1
mkdir -p "$folder"/{drivers/x,include,lib,scripts} "$folder-mail"
head='// SPDX-License-Identifier: GPL-2.0'
printf '# marks the top of a tree\n' > "$folder/scripts/checkpatch.pl"
printf '%s\n\nint old; \n' "$head" > "$folder/lib/old.c"
printf '%s\n' "$head" > "$folder/lib/changed.c"
git() { command git -C "$folder" -c user.name=A -c user.email=a@example.org "$@"; }
git init -q
git add .
git commit -q -m 'x: begin'

printf '%s\n\n/* ä😀 */ int a; \nint b;\t\nint c;\n' "$head" > "$folder/drivers/x/a.c"
printf '%s\nint a; \n' '/* SPDX-License-Identifier: GPL-2.0 */' > "$folder/include/x.h"
printf 'int new; \n' >> "$folder/lib/old.c"
printf '\nint a; \n' >> "$folder/lib/changed.c"
printf '%s\n\nint a; \n' "$head" > "$folder/lib/silent.c"
printf '%s\n' '--- a/a.c' '+++ b/a.c' '@@ -1,2 +1,4 @@' ' int a;' '+int b; ' '+int c;' ' int d;' | tee "$folder/a.patch" > "$folder-mail/b.patch"
printf 'x: do y\n\nText that is long enough to be told that it is too long for a commit message line.\n' > "$folder/COMMIT_EDITMSG"
