// SPDX-License-Identifier: GPL-2.0-or-later

// Package module judges what modules say about themselves: licences, exports,
// initcalls and parameters. It never loads or links anything.
package module

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	exportMention,
	exportSymbol,
	moduleLicense,
	undocumentedSetup,
	useDeviceInitcall,
}
