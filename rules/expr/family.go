// SPDX-License-Identifier: GPL-2.0-or-later

// Package expr judges expressions: comparisons, parentheses, sizeof, constants
// and the few functions and macros that stand for an operator. It knows the
// tokens of an expression and what binds to what; it must never know how a
// line is laid out or which function an expression belongs to.
package expr

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	arraySize,
	bitMacro,
	boolComparison,
	comparisonToNull,
	constantComparison,
	constantConversion,
	dateTime,
	hexadecimalBooleanTest,
	jiffiesComparison,
	likelyMisuse,
	maskThenShift,
	minmax,
	multipleAssignments,
	selfAssignment,
	sizeofAddress,
	sizeofParenthesis,
	typecastIntConstant,
	unnecessaryParenthesesAddress,
	unnecessaryParenthesesCall,
	unnecessaryParenthesesDouble,
	unnecessaryParenthesesIf,
	useFunc,
	useNegativeErrno,
}
