// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// UsleepRange is reported for waits that should sleep, and for sleeps whose
// limits leave the timers no choice.
var UsleepRange = &analyzer.Rule{
	Type:   "USLEEP_RANGE",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "A busy wait, or limits without room",
	Doc: `udelay() keeps the processor busy. From 10 us on, code that may sleep should call
usleep_range() (level CHECK; nobody can see here whether it may). usleep_range() with equal limits
takes the freedom away to wake several sleepers at once, and with the limits reversed it is
wrong (level WARNING). Only literal times are judged, except for limits that are equal word for
word.`,
	Bad:  "static void f(void)\n{\n\tusleep_range(100, 100);\n}\n",
	Good: "static void f(void)\n{\n\tusleep_range(100, 200);\n}\n",
	Link: "timers/timers-howto.html#non-atomic-context",
	Fix:  analyzer.FixSometimes,
}

var usleepRange = &analyzer.Check{
	Rules:  []*analyzer.Rule{UsleepRange},
	Words:  []string{"usleep_range"},
	OnWord: checkUsleepRange,
}

func checkUsleepRange(p *analyzer.Pass, tok int) {
	c, ok := p.CallAt(tok)
	if use, _ := p.UseOf(tok); !ok || c.Count != 2 || use != analyzer.Called {
		return
	}
	low, high := c.Arg(0), c.Arg(1)
	equal := sameTokens(p, low, high)
	reversed := false
	if low.Len() == 1 && high.Len() == 1 && !equal {
		a, aOK := decimal(p, low.First)
		b, bOK := decimal(p, high.First)
		reversed = aOK && bOK && a > b
	}
	if !equal && !reversed {
		return
	}
	message := "the limits are equal: leave the timers some room"
	if reversed {
		message = "the limits are reversed"
	}
	f := p.Warn(UsleepRange, p.CallRange(&c), "%s", message).AtLine(p.TokenLine(tok))
	if !readsFirst(p, &c, 2) {
		f.DifferWider("not the first of its statement, or with more than simple arguments")
	}
	if reversed {
		f.MaybeFix("Swap the limits", swapArgs(p, &c, 0, 1)...)
	}
}

// sameTokens reports whether two arguments are the same word for word.
func sameTokens(p *analyzer.Pass, a, b analyzer.Span) bool {
	if a.Len() != b.Len() || a.Len() == 0 {
		return false
	}
	for i := range a.Len() {
		if !bytes.Equal(p.Tokens.Text(p.Text.Raw, a.First+i), p.Tokens.Text(p.Text.Raw, b.First+i)) {
			return false
		}
	}
	return true
}
