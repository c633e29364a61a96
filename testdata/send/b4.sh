# SPDX-License-Identifier: GPL-2.0-or-later
#
# b4, offline: a series is prepared with our hooks in place, and checked by
# 'b4 prep --check' where this version of b4 has it.

if part b4 b4 b4; then
	repository b4
	session 0 b4 --version
	git config b4.prep-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4 -'
	git config b4.am-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4 -'
	git config b4.review-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4-json -'
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
	if b4 prep --help | grep -q -- --check; then
		session 0 b4 --offline-mode prep --check
		says 'TRAILING_WHITESPACE'
	else
		echo "!!! SKIPPED b4 prep --check: this b4 has no such command"
		skipped+=('b4 prep --check')
	fi
	# A maintainer takes a series from a mailbox, and checks what b4 made of it.
	git config b4.attestation-policy off
	git format-patch -q --stdout --cover-letter --thread=shallow HEAD~2 >thread.mbox
	mkdir am
	session 0 b4 --offline-mode am -m thread.mbox -o am "$(sed -n 's/^Message-Id: <\(.*\)>/\1/Ip;T;q' thread.mbox)"
	session 1 kstyle-ls check --no-tree --format b4-json am/*.mbx
	says '"status": "fail"'
fi
