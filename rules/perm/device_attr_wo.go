// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DeviceAttrWO is reported for attributes that are written only.
var DeviceAttrWO = &analyzer.Rule{
	Type:   "DEVICE_ATTR_WO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "DEVICE_ATTR() with the mode 0200",
	Doc: `An attribute that its owner may write and nobody may read, whose function is named after
it, is what DEVICE_ATTR_WO() declares: the same struct with less to get wrong. The mode may be
written as a number or with names; no fix is offered where a comment stands between the
arguments.`,
	Bad:  "static DEVICE_ATTR(a, 0200, NULL, a_store);\n",
	Good: "static DEVICE_ATTR_WO(a);\n",
	Link: "driver-api/driver-model/device.html#attributes",
	Fix:  analyzer.FixSometimes,
}
