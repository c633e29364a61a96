# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the lanes share in which a person at a screen is played by tmux. Sourced; WORK from the environment.

passed=0
tm() { tmux -L "kstyle$$" -f /dev/null "$@"; }

finish() { # finish [WHAT FAILED]
	[ $# -eq 0 ] || { echo "FAIL $*"; tm capture-pane -p >&2 2> /dev/null; }
	tm kill-server 2> /dev/null
	echo "$passed passed, $(($# > 0)) failed"
	exit "$(($# > 0))"
}

begin() { # begin COMMAND : on a screen of its own, in WORK
	{
		for name in HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME; do printf 'export %s=%q\n' "$name" "${!name}"; done
		printf 'export COLORTERM=truecolor TERM=tmux-256color\ncd %q\nexec %s\n' "$WORK" "$1"
	} > "$WORK/start"
	tm new-session -d -x 110 -y 24 "sh $WORK/start"
}

see() { # see WHAT PATTERN : it comes to stand on the screen
	for _ in $(seq 200); do tm capture-pane -p | grep -qE -- "$2" && { passed=$((passed + 1)); return; }; sleep 0.05; done
	finish "$1"
}

unsee() { # unsee WHAT PATTERN : it goes from the screen
	for _ in $(seq 200); do tm capture-pane -p | grep -qE -- "$2" || { passed=$((passed + 1)); return; }; sleep 0.05; done
	finish "$1"
}

keys() { # keys KEY... : one after another; together, Escape and the next would be read as one
	local key
	for key in "$@"; do tm send-keys "$key"; sleep 0.15; done
}

gone() { # the editor has ended
	for _ in $(seq 100); do tm has-session 2> /dev/null || return; sleep 0.05; done
	finish 'the editor did not end'
}

written() { # written WHAT FILE TEXT : the file on disk
	printf "$3" | cmp -s - "$WORK/$2" || finish "$1"
	passed=$((passed + 1))
}
