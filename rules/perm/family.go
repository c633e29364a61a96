// SPDX-License-Identifier: GPL-2.0-or-later

// Package perm judges the permissions of files that the kernel makes. It knows
// which functions take them and where, and never who is allowed to what.
package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	deviceAttr,
	iioModes,
	modes,
	symbolicPerms,
	worldWritable,
}
