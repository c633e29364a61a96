# SPDX-License-Identifier: GPL-2.0-or-later
#
# The pre-commit framework with our manifest. By default its hooks use the
# program that was built; KSTYLE_SEND_GOLANG=1 lets the framework build one by
# itself from the last commit, as users have it, which takes minutes.

# local_hooks turns the manifest into hooks of the tree itself.
local_hooks() {
	printf 'default_install_hook_types: [pre-commit, commit-msg]\nrepos:\n- repo: local\n  hooks:\n'
	sed -e '/^#/d' -e 's/^/  /' -e 's/language: golang/language: system/' "$top/.pre-commit-hooks.yaml"
}

framework_hooks() {
	printf 'default_install_hook_types: [pre-commit, commit-msg]\nrepos:\n- repo: %s\n  rev: %s\n  hooks:\n' "$top" "$(git -C "$top" rev-parse HEAD)"
	printf '  - id: %s\n' kstyle-check kstyle-fix kstyle-commit-msg
}

if part pre-commit pre-commit pre-commit; then
	repository framework
	session 0 pre-commit --version
	session 0 pre-commit validate-manifest "$top/.pre-commit-hooks.yaml"
	if [ "${KSTYLE_SEND_GOLANG:-0}" = 1 ]; then framework_hooks; else local_hooks; fi >.pre-commit-config.yaml
	git add .pre-commit-config.yaml
	session 0 pre-commit install
	session 0 git commit -q -s -m 'x: use hooks' -m 'They are there.'

	# A line is staged and another is not; an old one is bad, too.
	change 'int staged; '
	git add drivers/x/a.c
	change 'int later; '
	export SKIP=kstyle-fix
	session 1 git commit -s -m 'x: add a line' -m 'It was missing.'
	says 'a\.c:4:12'
	silent 'a\.c:[25]:'
	unset SKIP

	# The fix changes the work tree; the framework stops so that one looks.
	git checkout -q drivers/x/a.c
	session 1 git commit -s -m 'x: add a line' -m 'It was missing.'
	says 'files were modified by this hook'
	session 0 git diff
	says '^\+int staged;$'
	silent '^-int old'
	git add drivers/x/a.c
	session 1 git commit -m 'x: add a line' -m 'It was missing.'
	says 'MISSING_SIGN_OFF'
	session 0 git commit -s -m 'x: add a line' -m 'It was missing.'

	# Names that are hard to pass on.
	printf 'int n; \n' >'-x
y.c'
	git add .
	session 1 git commit -s -m 'x: add a file' -m 'It was missing.'
	says 'n;'
	git rm -qf --cached -- '-x
y.c'
	rm -- '-x
y.c'

	# In continuous integration: what changed since.
	change 'int pushed; '
	git commit -q --no-verify -a -s -m 'x: slip through'
	export SKIP=kstyle-fix
	session 0 pre-commit run --all-files
	session 1 pre-commit run --from-ref HEAD~1 --to-ref HEAD
	says 'a\.c:5:12'
	silent 'a\.c:2:'
	unset SKIP
fi
