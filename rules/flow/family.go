// SPDX-License-Identifier: GPL-2.0-or-later

// Package flow judges statements and where they lead: jumps that nothing
// needs, tests that nothing needs, semicolons and commas that end or do not
// end a statement. It knows the statements of C and of checkpatch; it must
// never know what an expression in them means.
package flow

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	assignInIf,
	defaultNoBreak,
	needlessIf,
	oneSemicolon,
	preferFallthrough,
	returnParentheses,
	returnVoid,
	suspectCommaSemicolon,
	trailingSemicolonHead,
	trailingSemicolonMacro,
	unnecessaryBreak,
	unnecessaryElse,
}
