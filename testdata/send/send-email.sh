# SPDX-License-Identifier: GPL-2.0-or-later
#
# git send-email with the hook sendemail-validate; nothing is sent.

if part 'git send-email' git-send-email git-email libmailtools-perl; then
	repository mail
	session 0 git --version
	session 0 kstyle-ls hook install sendemail-validate
	change 'int b; '
	git commit -q -a -s -m 'x: add b' -m 'It was missing.'
	change 'int c;'
	git commit -q -a -s -m 'x: add c' -m 'It was missing, too.'
	send() { # send STATUS ARG...
		local want=$1
		shift
		session "$want" git send-email --dry-run --confirm=never --quiet --suppress-cc=all --to=list@example.org --from=ada@example.org --smtp-server=/bin/false "$@"
	}
	git format-patch -q --cover-letter -o bad HEAD~2
	sed -i 's/\*\*\* SUBJECT HERE \*\*\*/x: add two lines/; s/\*\*\* BLURB HERE \*\*\*/They were missing./' bad/0000-cover-letter.patch
	send 1 bad/*.patch
	says '0001-x-add-b.patch:[0-9]+:'
	says 'nothing is sent; .*--no-validate'
	silent 'Sent|0002-x-add-c.patch:'
	send 0 --no-validate bad/*.patch
	git reset -q --hard HEAD~2
	change 'int b;'
	git commit -q -a -s -m 'x: add b' -m 'It was missing.'
	change 'int c;'
	git commit -q -a -s -m 'x: add c' -m 'It was missing, too.'
	git format-patch -q --cover-letter -o good HEAD~2
	sed -i 's/\*\*\* SUBJECT HERE \*\*\*/x: add two lines/; s/\*\*\* BLURB HERE \*\*\*/They were missing./' good/0000-cover-letter.patch
	send 0 good/*.patch
	silent kstyle-ls
	# It makes the patches itself, too.
	send 0 HEAD~2
	silent kstyle-ls
fi
