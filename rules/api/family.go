// SPDX-License-Identifier: GPL-2.0-or-later

// Package api judges calls of deprecated or misused interfaces. It knows them
// by name and looks at their arguments as text, and never at what they do.
package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	avoidBug,
	considerKstrto,
	deprecatedAPI,
	deprecatedInTree,
	duplicatedSysctlConst,
	enosys,
	enotsupp,
	ether,
	hiddenEthtoolPuts,
	hotplugSection,
	linuxVersionCode,
	memset,
	msleep,
	nrCPUs,
	preferEthtoolPuts,
	sscanf,
	strcpy,
	strlcpy,
	strncpy,
	sysfsEmit,
	udelay,
	usleepRange,
}
