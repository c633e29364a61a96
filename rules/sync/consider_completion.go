// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
)

// ConsiderCompletion is reported for semaphores that begin taken.
var ConsiderCompletion = &analyzer.Rule{
	Type:   "CONSIDER_COMPLETION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A semaphore that begins taken",
	Doc: `A semaphore that begins with 0 is not a lock: somebody waits until somebody else is
done. A completion says so, and is safe where the waiter frees the memory that both share.`,
	Bad:  "static void f(struct semaphore *s)\n{\n\tsema_init(s, 0);\n}\n",
	Good: "static void f(struct completion *c)\n{\n\tinit_completion(c);\n}\n",
	Link: "scheduler/completion.html",
}

var considerCompletion = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConsiderCompletion},
	Words:  []string{"sema_init"},
	OnWord: checkConsiderCompletion,
}

func checkConsiderCompletion(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	base := first == tok && endsInZero(p.Clean(line))
	c, ok := p.CallAt(tok)
	use, _ := p.UseOf(tok)
	zero := ok && use == analyzer.Called && c.Count == 2 && c.Arg(1).Len() == 1 && p.Is(c.Arg(1).First, "0")
	if !base && !zero {
		return
	}
	f := p.Warn(ConsiderCompletion, p.TokenRange(tok), "a semaphore that begins taken is a completion")
	if !zero {
		f.DifferNarrower("the 0 is not what the semaphore begins with")
	} else if !base {
		f.DifferWider("not at the start of a line, or with other blanks")
	}
}

// endsInZero is checkpatch's shape: somewhere a comma, a 0 with at most one
// byte that is no letter on each side, and a parenthesis.
func endsInZero(clean []byte) bool {
	isOther := func(i int) bool { return i < len(clean) && !operand.IsWord(clean[i]) }
	for i, c := range clean {
		if c != ',' {
			continue
		}
		for _, before := range []int{0, 1} {
			k := i + 1 + before
			if before == 1 && !isOther(i+1) || k >= len(clean) || clean[k] != '0' {
				continue
			}
			if k+1 < len(clean) && clean[k+1] == ')' || isOther(k+1) && k+2 < len(clean) && clean[k+2] == ')' {
				return true
			}
		}
	}
	return false
}
