// SPDX-License-Identifier: GPL-2.0-or-later

package api

// deprecated maps functions to their successors.
var deprecated = map[string]string{
	"call_rcu_bh":                  "call_rcu",
	"call_rcu_sched":               "call_rcu",
	"cond_synchronize_sched":       "cond_synchronize_rcu",
	"get_state_synchronize_sched":  "get_state_synchronize_rcu",
	"kmap":                         "kmap_local_page",
	"kmap_atomic":                  "kmap_local_page",
	"kunmap":                       "kunmap_local",
	"kunmap_atomic":                "kunmap_local",
	"rcu_barrier_bh":               "rcu_barrier",
	"rcu_barrier_sched":            "rcu_barrier",
	"synchronize_rcu_bh":           "synchronize_rcu",
	"synchronize_rcu_bh_expedited": "synchronize_rcu_expedited",
	"synchronize_sched":            "synchronize_rcu",
	"synchronize_sched_expedited":  "synchronize_rcu_expedited",
}
