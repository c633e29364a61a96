// SPDX-License-Identifier: GPL-2.0-or-later

// Package layout judges how code is laid over lines: what may begin and end a
// line, what stands under what, where blank lines belong, and strings that go
// over more than one line. It knows lines, tokens, brackets and columns; it
// must never know what a function does or judge the blanks between two tokens
// of one line, which is the affair of package spacing.
package layout

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	afterDeclarations,
	assignmentContinuations,
	concatenatedString,
	deepIndentation,
	indentedLabel,
	lineContinuations,
	logicalContinuations,
	multilineDereference,
	openEndedLine,
	parenthesisAlignment,
	quotedWhitespace,
	splitString,
	stringFragments,
	suspectCodeIndent,
	switchCaseIndent,
	surplusBlankLine,
	missingBlankLine,
}
