# SPDX-License-Identifier: GPL-2.0-or-later
#
# What Debian's stable release may not have yet: a b4 whose prep, am and review
# run checks, and a git send-email that counts the mails. The packages of other
# suites are unpacked beside the system, not installed.

# suite NAME PACKAGE...: unpacks packages of a suite, once.
suite() {
	local name=$1 dir=$cache/debian/$1 key=/usr/share/keyrings/debian-archive-keyring.gpg
	shift
	[ -e "$dir/done" ] && return
	command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && [ -e "$key" ] || return
	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/root"
	echo "deb [signed-by=$key] http://deb.debian.org/debian $name main" >"$dir/sources.list"
	local apt=(-qq -o "Dir::Etc::sourcelist=$dir/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$dir/lists"
		-o "Dir::Cache=$dir/cache" -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
	(cd "$dir" && apt-get "${apt[@]}" update && apt-get "${apt[@]}" download "$@") >/dev/null 2>&1 || return
	local package
	for package in "$dir"/*.deb; do dpkg-deb -x "$package" "$dir/root" || return; done
	rm -rf "$dir/lists" "$dir/cache" "$dir"/*.deb
	touch "$dir/done"
}

newer() { # newer NAME SUITE PACKAGE...: begins a part, or skips it
	printf '\n=== %s\n' "$1"
	has b4 b4 && has git-send-email git-email libmailtools-perl && suite "${@:2}" && return
	printf '!!! SKIPPED %s: %s of Debian %s cannot be had\n' "$1" "${*:3}" "$2"
	skipped+=("$1")
	return 1
}

three() { # three commits: one that fails, one that is fine, one with a warning
	change 'int b; '
	git commit -q -a -s -m 'x: add b' -m 'It was missing.'
	change 'int c;'
	git commit -q -a -s -m 'x: add c' -m 'It was missing, too.'
	change 'int d ;'
	git commit -q -a -s -m 'x: say ERROR: of d' -m 'It was missing as well.'
}

thread() { # the same as a thread of mails
	git format-patch -q --stdout --cover-letter --thread=shallow HEAD~3 |
		sed 's/\*\*\* SUBJECT HERE \*\*\*/x: add three lines/; s/\*\*\* BLURB HERE \*\*\*/They were missing./'
}

if newer 'b4 prep --check and am --check' trixie b4 git-email; then
	repository b4-trixie
	b4() { PYTHONPATH=$cache/debian/trixie/root/usr/lib/python3/dist-packages /usr/bin/python3 "$cache/debian/trixie/root/usr/bin/b4" --offline-mode --no-stdin "$@"; }
	session 0 b4 --version
	git config b4.prep-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4 -'
	git config b4.am-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4 -'
	git config b4.attestation-policy off
	session 0 b4 prep -n lines -f main
	three
	session 0 b4 prep --check
	says 'drivers/x/a.c:4: ERROR:TRAILING_WHITESPACE'
	says 'Success: 1, Warning: 1, Error: 1'
	thread >thread.mbox
	mkdir am
	session 0 b4 am --check -m thread.mbox -o am "$(sed -n 's/^Message-Id: <\(.*\)>/\1/Ip;T;q' thread.mbox)"
	says 'drivers/x/a.c:4: ERROR:TRAILING_WHITESPACE'
	says 'passed all checks'
	unset -f b4

	printf '\n=== git send-email that counts\n'
	repository mail-trixie
	mkdir "$work/exec"
	ln -s "$(git --exec-path)"/* "$work/exec"
	ln -sf "$cache/debian/trixie/root/usr/lib/git-core/git-send-email" "$work/exec/git-send-email"
	send() {
		local want=$1
		shift
		session "$want" env GITPERLLIB="$cache/debian/trixie/root/usr/share/perl5" GIT_EXEC_PATH="$work/exec" \
			git send-email --dry-run --confirm=never --quiet --suppress-cc=all --to=list@example.org --from=ada@example.org --smtp-server=/bin/false "$@"
	}
	session 0 kstyle-ls hook install sendemail-validate
	change 'int b;'
	git commit -q -a -s -m 'x: add b' -m 'It was missing.'
	change 'int c;'
	git commit -q -a -s -m 'x: add c' -m 'It was missing, too.'
	git format-patch -q --cover-letter -o out HEAD~2
	sed -i 's/\*\*\* SUBJECT HERE \*\*\*/x: add two lines/; s/\*\*\* BLURB HERE \*\*\*/They were missing./' out/0000-cover-letter.patch
	send 0 out/*.patch
	silent kstyle-ls
	rm out/0001-*
	send 1 out/*.patch
	says 'SERIES_NUMBERING'
	says 'no patches were sent'
fi

if newer 'b4 review' sid b4 python3-liblore; then
	repository b4-sid
	git config b4.review-perpatch-check-cmd 'kstyle-ls check --no-tree --format b4-json -'
	three
	thread >thread.mbox
	# The part of b4 that runs the commands, without its windows.
	review() { PYTHONPATH=$cache/debian/sid/root/usr/lib/python3/dist-packages /usr/bin/python3 "$here/b4-review.py" "$@"; }
	session 0 review thread.mbox
	says '\[PATCH 1/3\] x: add b: fail, 1 error'
	says '\[PATCH 2/3\] x: add c: pass, nothing found'
	says '\[PATCH 3/3\] .*: warn, 1 warning'
fi
