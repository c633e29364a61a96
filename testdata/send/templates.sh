# SPDX-License-Identifier: GPL-2.0-or-later
#
# The action for GitHub and the template for GitLab: judged by tools that know
# what they may hold, and then run on a repository.

# steps FILE: the scripts of a composite action's steps, one file each, in $work.
steps() {
	/usr/bin/python3 - "$1" "$work" <<'PYTHON'
import sys, yaml
for i, step in enumerate(s for s in yaml.safe_load(open(sys.argv[1]))["runs"]["steps"] if "run" in s):
    open(f"{sys.argv[2]}/step{i}.sh", "w").write(step["run"])
PYTHON
}

# on_github WHAT BASE ARGS SARIF: what the last step of the action does.
on_github() {
	RUNNER_TEMP=$work/bin CHECK=$1 BASE=$2 ARGS=$3 SARIF=$4 bash -eo pipefail "$work/step1.sh"
}

pushed() { # a repository with a commit that is fine, and one that is not
	repository "$1"
	change 'int good;'
	git commit -q -a -s -m 'x: add good' -m 'It was missing.'
	change 'int bad; '
	git commit -q -a -s -m 'x: add bad' -m 'It was missing.'
}

if part 'GitHub action' npm npm; then
	[ -d "$cache/node_modules/gitlab-ci-local" ] || npm install --silent --no-audit --no-fund --prefix "$cache" @action-validator/core@0.6.0 @action-validator/cli@0.6.0 gitlab-ci-local@4.61.1 >/dev/null 2>&1 ||
		{ echo '*** npm install failed'; failures=$((failures + 1)); }
	cd "$top" || exit 1
	session 0 "$cache/node_modules/.bin/action-validator" action.yml
	session 0 "$cache/node_modules/.bin/action-validator" editors/ci/github.yml
	session 0 go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 -shellcheck= -pyflakes= editors/ci/github.yml
	if steps action.yml; then
		pushed github
		session 1 on_github commits HEAD~2 '' out.sarif
		says '^::error .*file=drivers/x/a.c,line=5,.*col=9,'
		silent 'line=[234],'
		session 0 grep -c TRAILING_WHITESPACE out.sarif
		session 1 on_github changes HEAD~2 '--types TRAILING_WHITESPACE --fail-level error' ''
		says '^::error .*file=drivers/x/a.c,line=5,'
		silent 'line=[234],'
		session 0 on_github commits HEAD~1 '--ignore TRAILING_WHITESPACE' ''
		session 1 on_github commits 0000000000000000000000000000000000000000 '' ''
		says 'line=5,'
		session 1 on_github commits 1111111111111111111111111111111111111111 '' ''
		says 'fetch-depth: 0'
		session 1 on_github nothing HEAD~1 '' ''
		session 1 on_github commits '$(touch hacked)' '' ''
		session 0 test ! -e hacked
	fi
fi

if part 'GitLab template' "$cache/node_modules/.bin/gitlab-ci-local" npm; then
	pushed gitlab
	cp "$top/editors/ci/gitlab.yml" .gitlab-ci.yml
	git init -q --bare "$work/gitlab.git"
	git remote add origin "$work/gitlab.git"
	local_ci() { "$cache/node_modules/.bin/gitlab-ci-local" --force-shell-executor "$@"; }
	session 0 local_ci --list
	says '^kstyle '
	session 1 local_ci --variable CI_COMMIT_BEFORE_SHA="$(git rev-parse HEAD~2)" kstyle
	says 'kstyle.*> .*drivers/x/a.c|kstyle.*> .*ERROR TRAILING_WHITESPACE'
	session 0 grep -c '"check_name": "TRAILING_WHITESPACE"' gl-code-quality-report.json
	session 0 local_ci --variable CI_COMMIT_BEFORE_SHA="$(git rev-parse HEAD~1)" --variable KSTYLE_ARGS='--ignore TRAILING_WHITESPACE' kstyle
fi
