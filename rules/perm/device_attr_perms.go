// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// DeviceAttrPerms is reported for modes that few attributes have.
var DeviceAttrPerms = &analyzer.Rule{
	Type:   "DEVICE_ATTR_PERMS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "DEVICE_ATTR() with an unusual mode",
	Doc: `Nearly all attributes have the mode 0644, 0444 or 0200. Another one may be right, as for a
secret that only root may read, but then it deserves a thought and a comment. Modes in expressions
that are not names of permissions joined with | are not judged.`,
	Bad:  "static DEVICE_ATTR(a, 0600, a_show, a_store);\n",
	Good: "static DEVICE_ATTR_RW(a);\n",
	Link: "driver-api/driver-model/device.html#attributes",
	Fix:  analyzer.FixNever,
}
