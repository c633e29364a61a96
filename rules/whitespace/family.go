// SPDX-License-Identifier: GPL-2.0-or-later

// Package whitespace judges blanks, tabs, line ends and the width of lines. It
// knows bytes and columns; it must never know what the code on a line means,
// beyond what decides whether a line may be long.
package whitespace

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	codeIndent,
	dosLineEndings,
	leadingSpace,
	longLine,
	missingEOFNewline,
	spaceBeforeTab,
	tabstop,
	trailingWhitespace,
	whitespaceAfterLineContinuation,
}
