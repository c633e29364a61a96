// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DeviceAttrFunctions is reported for functions that are not named after their attribute.
var DeviceAttrFunctions = &analyzer.Rule{
	Type:   "DEVICE_ATTR_FUNCTIONS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Functions of an attribute with other names",
	Doc: `The functions of the attribute "a" are called a_show and a_store: readers find them, and
DEVICE_ATTR_RW(), _RO() and _WO() can be used. It is also reported when the functions do not fit
the mode, such as a store function for 0444. A function that several attributes share keeps its
name; write a DEVICE_ATTR() for each then and ignore this.`,
	Bad:  "static DEVICE_ATTR(a, 0444, show_a, NULL);\n",
	Good: "static DEVICE_ATTR_RO(a);\n",
	Link: "driver-api/driver-model/device.html#attributes",
	Fix:  analyzer.FixNever,
}
