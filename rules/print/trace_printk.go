// SPDX-License-Identifier: GPL-2.0-or-later

package print

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// TracePrintk is reported for tracing that is meant for one's own debugging.
var TracePrintk = &analyzer.Rule{
	Type:   "TRACE_PRINTK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "trace_printk() left in",
	Doc: `trace_printk() and its kin are for debugging at one's desk: a kernel that contains a call
allocates the buffers for it at boot and says in large letters that it must not be used in
production. Use a trace event or pr_debug(). A file that is built for debugging only may ignore
this.`,
	Bad:  "static void f(void)\n{\n\ttrace_printk(\"here\\n\");\n}\n",
	Good: "static void f(void)\n{\n\tpr_debug(\"here\\n\");\n}\n",
	Link: "trace/ftrace.html",
}

var tracePrintk = &analyzer.Check{
	Rules:  []*analyzer.Rule{TracePrintk},
	Words:  []string{"ftrace_vprintk", "trace_printk", "trace_puts"},
	OnWord: checkTracePrintk,
}

func checkTracePrintk(p *analyzer.Pass, tok int) {
	p.OnCall(analyzer.Warning, TracePrintk, tok, "%s() is not for production code",
		p.Words.String(p.Tokens.Word[tok]))
}
