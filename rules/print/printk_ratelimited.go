// SPDX-License-Identifier: GPL-2.0-or-later

package print

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// PrintkRatelimited is reported for the rate limit that all callers share.
var PrintkRatelimited = &analyzer.Rule{
	Type:   "PRINTK_RATELIMITED",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "printk_ratelimit()",
	Doc: `printk_ratelimit() has one state for the whole kernel, so that messages of one driver
silence those of another. pr_err_ratelimited(), dev_err_ratelimited() and their kin have a state
for each place that prints.`,
	Bad:  "static void f(void)\n{\n\tif (printk_ratelimit())\n\t\tpr_err(\"x\\n\");\n}\n",
	Good: "static void f(void)\n{\n\tpr_err_ratelimited(\"x\\n\");\n}\n",
	Link: "core-api/printk-basics.html",
}

var printkRatelimited = &analyzer.Check{
	Rules: []*analyzer.Rule{PrintkRatelimited},
	Words: []string{"printk_ratelimit"},
	OnWord: func(p *analyzer.Pass, tok int) {
		p.OnCall(analyzer.Warning, PrintkRatelimited, tok,
			"printk_ratelimit() has one state for all: use pr_<level>_ratelimited()")
	},
}
