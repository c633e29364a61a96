// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// LoggingContinuation is reported for messages that are printed in pieces.
var LoggingContinuation = &analyzer.Rule{
	Type:   "LOGGING_CONTINUATION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A message printed in pieces",
	Doc: `pr_cont() and KERN_CONT add to a line that may be on the screen already, with lines of
other processors in between. Put the whole text together first, for example with the %*ph and %pV
formats or in a buffer, and print it with one call.`,
	Bad:  "static void f(void)\n{\n\tpr_cont(\" more\\n\");\n}\n",
	Good: "static void f(void)\n{\n\tpr_info(\"all at once\\n\");\n}\n",
	Link: "core-api/printk-basics.html",
}

var loggingContinuation = &analyzer.Check{
	Rules:  []*analyzer.Rule{LoggingContinuation},
	Words:  []string{"pr_cont", "printk"},
	OnWord: checkLoggingContinuation,
}

func checkLoggingContinuation(p *analyzer.Pass, tok int) {
	const message = "do not print a message in pieces where it can be avoided"
	if p.Words.String(p.Tokens.Word[tok]) == "pr_cont" {
		p.OnCall(analyzer.Warning, LoggingContinuation, tok, message)
		return
	}
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled {
		return
	}
	open := p.NextCode(tok)
	level := p.NextCode(open)
	if !p.Is(level, "KERN_CONT") {
		return
	}
	base := near && p.Near(open, level) && !p.Reported(LoggingContinuation, p.TokenLine(tok))
	if f := p.Warn(LoggingContinuation, p.TokenRange(level), message); !base {
		f.DifferWider("the level on another line, or a second one on the line")
	}
}
