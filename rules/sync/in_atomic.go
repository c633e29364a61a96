// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// InAtomic is reported for a question that cannot be answered.
var InAtomic = &analyzer.Rule{
	Type:   "IN_ATOMIC",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Error},
	Title:  "in_atomic() outside the core",
	Doc: `in_atomic() does not see spinlocks in a kernel without preemption, so code that sleeps
because it says no is wrong there. Whoever calls has to say whether one may sleep. In drivers this
is an ERROR; kernel/ itself may ask.`,
	Bad:  "static int f(void)\n{\n\treturn in_atomic();\n}\n",
	Good: "static int f(gfp_t gfp)\n{\n\treturn gfpflags_allow_blocking(gfp);\n}\n",
	Link: "dev-tools/checkpatch.html#api-usage",
}

var inAtomic = &analyzer.Check{
	Rules:  []*analyzer.Rule{InAtomic},
	Words:  []string{"in_atomic"},
	OnWord: checkInAtomic,
}

func checkInAtomic(p *analyzer.Pass, tok int) {
	level := analyzer.Warning
	switch path := p.Text.Path; {
	case strings.HasPrefix(path, "drivers/"):
		level = analyzer.Error
	case strings.HasPrefix(path, "kernel/"):
		return
	}
	p.OnCall(level, InAtomic, tok, "in_atomic() cannot tell whether one may sleep")
}
