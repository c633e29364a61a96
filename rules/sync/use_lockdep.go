// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// UseLockdep is reported for a look at a lock that says nothing about who has it.
var UseLockdep = &analyzer.Rule{
	Type:   "USE_LOCKDEP",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "spin_is_locked() where lockdep knows more",
	Doc: `spin_is_locked() tells that somebody holds the lock, not that it is the caller, and
is always false on a machine with one processor. lockdep_assert_held() knows who holds it. The
rule is about assertions; a call elsewhere may be right.`,
	Bad:  "static void f(spinlock_t *l)\n{\n\tWARN_ON(!spin_is_locked(l));\n}\n",
	Good: "static void f(spinlock_t *l)\n{\n\tlockdep_assert_held(l);\n}\n",
	Link: "locking/lockdep-design.html",
}

var useLockdep = &analyzer.Check{
	Rules:  []*analyzer.Rule{UseLockdep},
	Words:  []string{"spin_is_locked"},
	OnWord: checkUseLockdep,
}

// checkUseLockdep differs where blanks stand before the parenthesis.
func checkUseLockdep(p *analyzer.Pass, tok int) {
	f := p.OnCall(analyzer.Warning, UseLockdep, tok, "lockdep_assert_held() knows who holds the lock")
	if f == nil || p.Tokens.Start[tok+1] == p.Tokens.End[tok] {
		return
	}
	if f.Narrower == "" {
		f.DifferWider(analyzer.WiderApart)
	}
}
