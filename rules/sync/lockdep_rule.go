// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Lockdep is reported for locks that are hidden from the validator.
var Lockdep = &analyzer.Rule{
	Type:   "LOCKDEP",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A lock without validation",
	Doc: `lockdep_set_novalidate_class() and __lockdep_no_validate__ hide a lock from the
validator, deadlocks included. The mutex of struct device is the one case for which they exist;
the code of lockdep and drivers/base/core.c are not judged.`,
	Bad:  "static void f(struct mutex *m)\n{\n\tlockdep_set_novalidate_class(m);\n}\n",
	Good: "static void f(struct mutex *m)\n{\n\tlockdep_set_class(m, &key);\n}\n",
	Link: "locking/lockdep-design.html",
}

var lockdep = &analyzer.Check{
	Rules:  []*analyzer.Rule{Lockdep},
	Words:  []string{"__lockdep_no_validate__", "lockdep_set_novalidate_class"},
	OnWord: checkLockdep,
}

// lockdepPaths begin the paths that may hide locks.
var lockdepPaths = []string{
	"drivers/base/core",
	"include/linux/lockdep",
	"kernel/lockdep",
	"kernel/locking/lockdep",
}

func checkLockdep(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	base := false
	if p.Words.String(p.Tokens.Word[tok]) == "__lockdep_no_validate__" {
		next := p.NextCode(tok)
		if p.Tokens.KindAt(next) != token.RParen {
			return
		}
		base = p.Near(tok, next)
	} else {
		use, near := p.UseOf(tok)
		first, _ := p.LineTokens(line)
		if base = near && first == tok; !base && use != analyzer.Called {
			return
		}
	}
	base = base && !p.Reported(Lockdep, line)
	reason := ""
	for _, path := range lockdepPaths {
		if strings.HasPrefix(p.Text.Path, path) {
			reason = "the code of lockdep itself"
			base = base && path == "kernel/locking/lockdep"
		}
	}
	if !base && reason != "" {
		return
	}
	f := p.Error(Lockdep, p.TokenRange(tok), "hiding a lock from lockdep is reserved for the mutex of struct device")
	if reason != "" {
		f.DifferNarrower(reason)
	} else if !base {
		f.DifferWider("not at the start of a line, or spread over lines")
	}
}
