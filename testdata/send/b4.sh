# SPDX-License-Identifier: GPL-2.0-or-later
#
# b4, offline: a series is prepared with our hooks in place, written out and
# checked, and taken from a mailbox. The commands of b4 that check by themselves
# are in newer.sh.

if part b4 b4 b4; then
	repository b4
	session 0 b4 --version
	session 0 kstyle-ls hook install
	session 0 b4 --offline-mode --no-stdin prep -n lines -f main
	change 'int b; '
	session 1 git commit -q -a -s -m 'x: add b' -m 'It was missing.'
	session 0 git commit -q --no-verify -a -s -m 'x: add b' -m 'It was missing.'
	change 'int c;'
	session 0 git commit -q -a -s -m 'x: add c' -m 'It was missing, too.'
	session 0 b4 --offline-mode prep -p out
	session 1 kstyle-ls check --no-tree --format b4 out
	says '^drivers/x/a.c:4: ERROR:TRAILING_WHITESPACE:'
	# A maintainer takes a series from a mailbox, and checks what b4 made of it.
	git config b4.attestation-policy off
	git format-patch -q --stdout --cover-letter --thread=shallow HEAD~2 >thread.mbox
	mkdir am
	session 0 b4 --offline-mode am -m thread.mbox -o am "$(sed -n 's/^Message-Id: <\(.*\)>/\1/Ip;T;q' thread.mbox)"
	session 1 kstyle-ls check --no-tree --format b4-json am/*.mbx
	says '"status": "fail"'
fi
