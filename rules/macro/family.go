// SPDX-License-Identifier: GPL-2.0-or-later

// Package macro judges macro definitions.
package macro

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	complexMacro,
	doWhile,
	macroArg,
	macroWithFlowControl,
}
