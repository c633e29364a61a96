// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// RCUTasksTrace is reported for a kind of RCU that was made for BPF.
var RCUTasksTrace = &analyzer.Rule{
	Type:   "RCU_TASKS_TRACE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "RCU tasks trace outside BPF",
	Doc: `The readers of RCU tasks trace may sleep and fault, and its grace periods are dear. It
exists for BPF programs; other code has ordinary RCU and SRCU. The code of BPF and of RCU itself
is not judged.`,
	Bad:  "static void f(void)\n{\n\trcu_read_lock_trace();\n}\n",
	Good: "static void f(void)\n{\n\trcu_read_lock();\n}\n",
	Link: "RCU/whatisRCU.html",
}

var rcuTasksTrace = &analyzer.Check{
	Rules: []*analyzer.Rule{RCUTasksTrace},
	Words: []string{
		"call_rcu_tasks_trace",
		"rcu_barrier_tasks_trace",
		"rcu_read_lock_trace",
		"rcu_read_lock_trace_held",
		"rcu_read_unlock_trace",
		"rcu_request_urgent_qs_task",
		"synchronize_rcu_tasks_trace",
	},
	OnWord: checkRCUTasksTrace,
}

// rcuPaths begin the paths of BPF and of RCU.
var rcuPaths = []string{
	"include/linux/bpf",
	"include/linux/rcu",
	"kernel/bpf/",
	"kernel/rcu/",
	"net/bpf/",
}

func checkRCUTasksTrace(p *analyzer.Pass, tok int) {
	for _, path := range rcuPaths {
		if strings.HasPrefix(p.Text.Path, path) {
			return
		}
	}
	p.OnCall(analyzer.Warning, RCUTasksTrace, tok, "RCU tasks trace is for BPF and RCU alone")
}
