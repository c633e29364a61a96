// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DeviceAttrRO is reported for attributes that are read only.
var DeviceAttrRO = &analyzer.Rule{
	Type:   "DEVICE_ATTR_RO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "DEVICE_ATTR() with the mode 0444",
	Doc: `An attribute that everybody may read and nobody may write, whose function is named after
it, is what DEVICE_ATTR_RO() declares: the same struct with less to get wrong. The mode may be
written as a number or with names; no fix is offered where a comment stands between the
arguments.`,
	Bad:  "static DEVICE_ATTR(a, 0444, a_show, NULL);\n",
	Good: "static DEVICE_ATTR_RO(a);\n",
	Link: "driver-api/driver-model/device.html#attributes",
	Fix:  analyzer.FixSometimes,
}
