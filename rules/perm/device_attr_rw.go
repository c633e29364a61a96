// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DeviceAttrRW is reported for attributes that are read and written.
var DeviceAttrRW = &analyzer.Rule{
	Type:   "DEVICE_ATTR_RW",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "DEVICE_ATTR() with the mode 0644",
	Doc: `An attribute that its owner may write and everybody may read, whose functions are named
after it, is what DEVICE_ATTR_RW() declares: the same struct with less to get wrong. The mode may
be written as a number or with names; the fix loses nothing unless a comment stands between the
arguments, and is left out then.`,
	Bad:  "static DEVICE_ATTR(a, 0644, a_show, a_store);\n",
	Good: "static DEVICE_ATTR_RW(a);\n",
	Link: "driver-api/driver-model/device.html#attributes",
	Fix:  analyzer.FixSometimes,
}
