// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// LongUdelay is reported for busy waits that overflow.
var LongUdelay = &analyzer.Rule{
	Type:   "LONG_UDELAY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "udelay() for more than 2000 us",
	Doc: `udelay() multiplies its argument with the speed of the processor and overflows for large
values on some machines; ARM refuses them at link time. mdelay() waits for milliseconds, and
whoever may sleep should do that instead. Only literal times are judged, and 2000 itself is fine.`,
	Bad:  "static void f(void)\n{\n\tudelay(5000);\n}\n",
	Good: "static void f(void)\n{\n\tudelay(2000);\n}\n",
	Link: "timers/timers-howto.html#atomic-context",
	Fix:  analyzer.FixSometimes,
}

var udelay = &analyzer.Check{
	Rules:  []*analyzer.Rule{LongUdelay, UsleepRange},
	Words:  []string{"udelay"},
	OnWord: checkUdelay,
}

func checkUdelay(p *analyzer.Pass, tok int) {
	us, c, ok := literalDelay(p, tok)
	if !ok || us < 10 {
		return
	}
	at := p.CallRange(&c)
	line := p.TokenLine(tok)
	wider := ""
	if p.Reported(UsleepRange, line) {
		wider = analyzer.WiderSecond
	} else if !p.OneLine(at) || c.Close != tok+3 {
		wider = analyzer.WiderApart
	}
	mark := func(f *analyzer.Finding) *analyzer.Finding {
		if wider != "" {
			f.DifferWider(wider)
		}
		return f
	}
	mark(p.Strictly(UsleepRange, at, "a wait of 10 us or more should sleep if it may: usleep_range()"))
	if us > 2000 {
		f := mark(p.Warn(LongUdelay, at, "udelay() above 2000 us may overflow: use mdelay()"))
		if us%1000 == 0 {
			f.MaybeFix("Call mdelay()", analyzer.Replace(at, "mdelay("+milli(p, c)+")"))
		}
	}
}

// milli is the literal argument of a call divided by a thousand.
func milli(p *analyzer.Pass, c analyzer.Call) string {
	digits := p.SpanText(c.Arg(0))
	return digits[:len(digits)-3]
}
