// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Msleep is reported for sleeps that are shorter than a tick may be.
var Msleep = &analyzer.Rule{
	Type:   "MSLEEP",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "msleep() for less than 20 ms",
	Doc: `msleep() counts in ticks and may sleep up to 20 ms however little it was asked for. For
less, usleep_range() or fsleep() use the high resolution timers. Only literal times are judged;
a time in a constant or variable is not seen.`,
	Bad:  "static void f(void)\n{\n\tmsleep(5);\n}\n",
	Good: "static void f(void)\n{\n\tmsleep(20);\n}\n",
	Link: "timers/timers-howto.html#sleeping-for-usecs-or-small-msecs-10us-20ms",
}

var msleep = &analyzer.Check{
	Rules:  []*analyzer.Rule{Msleep},
	Words:  []string{"msleep"},
	OnWord: checkMsleep,
}

func checkMsleep(p *analyzer.Pass, tok int) {
	ms, c, ok := literalDelay(p, tok)
	if !ok || ms >= 20 {
		return
	}
	line := p.TokenLine(tok)
	again := p.Reported(Msleep, line)
	f := p.Warn(Msleep, p.CallRange(&c), "msleep() below 20 ms may sleep up to 20 ms: use usleep_range() or fsleep()")
	text := p.Text.Clean
	if inner := text[p.Tokens.End[c.Open]:p.Tokens.Start[c.Close]]; again || !p.Near(tok, c.Open) ||
		bytes.IndexByte(inner, ' ') >= 0 || bytes.IndexByte(inner, '\n') >= 0 ||
		int(p.Tokens.End[c.Close]) >= len(text) || text[p.Tokens.End[c.Close]] != ';' {
		f.DifferWider("blanks, or more than a semicolon behind it")
	}
}

// literalDelay is the value of the only argument of a call, where that is a
// decimal number without a suffix.
func literalDelay(p *analyzer.Pass, tok int) (value int, c analyzer.Call, ok bool) {
	if use, _ := p.UseOf(tok); use != analyzer.Called {
		return 0, c, false
	}
	c, ok = p.CallAt(tok)
	if !ok || c.Count != 1 || c.Arg(0).Len() != 1 {
		return 0, c, false
	}
	value, ok = decimal(p, c.Arg(0).First)
	return value, c, ok
}

// decimal is the value of a number written with digits alone. Checkpatch
// reads a leading zero as decimal too; more than nine digits count as many.
func decimal(p *analyzer.Pass, tok int) (int, bool) {
	if p.Tokens.Kind[tok] != token.Number {
		return 0, false
	}
	value := 0
	for _, d := range p.Tokens.Text(p.Text.Clean, tok) {
		if d < '0' || d > '9' {
			return 0, false
		}
		value = min(value*10+int(d-'0'), 1<<30)
	}
	return value, true
}
