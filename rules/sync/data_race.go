// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DataRace is reported for a race that is wanted and not explained.
var DataRace = &analyzer.Rule{
	Type:   "DATA_RACE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "data_race() without a comment",
	Doc: `data_race() tells the race detector that a race is wanted. Why it does no harm has to
be said to readers too: in a comment on the same line, directly above, or above the statement that
contains it.`,
	Bad:  "static int f(int *x)\n{\n\treturn data_race(*x);\n}\n",
	Good: "static int f(int *x)\n{\n\t/* Only a hint. */\n\treturn data_race(*x);\n}\n",
	Link: "dev-tools/kcsan.html#selective-analysis",
}

// WaitqueueActive is reported for a look at a queue that needs a barrier.
var WaitqueueActive = &analyzer.Rule{
	Type:   "WAITQUEUE_ACTIVE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "waitqueue_active() without a comment",
	Doc: `waitqueue_active() without a lock or barrier misses a sleeper that is just about to be
added. A comment says which barrier or lock makes it sound: on the same line, directly above, or
above the statement that contains it.`,
	Bad:  "static int f(struct wait_queue_head *q)\n{\n\treturn waitqueue_active(q);\n}\n",
	Good: "static int f(struct wait_queue_head *q)\n{\n\t/* The lock is held. */\n\treturn waitqueue_active(q);\n}\n",
	Link: "core-api/wrappers/memory-barriers.html",
}

var needsComment = &analyzer.Check{
	Rules:  []*analyzer.Rule{DataRace, WaitqueueActive},
	Words:  []string{"data_race", "waitqueue_active"},
	OnWord: checkNeedsComment,
}

func checkNeedsComment(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	rule, message := DataRace, "say in a comment why this race does no harm"
	if p.Words.String(p.Tokens.Word[tok]) == "waitqueue_active" {
		rule, message = WaitqueueActive, "say in a comment what waitqueue_active() is ordered by"
	}
	if isCommented(p, line) || p.Reported(rule, line) {
		return
	}
	wants(p, p.OnCall(analyzer.Warning, rule, tok, "%s", message), line)
}
