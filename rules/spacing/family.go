// SPDX-License-Identifier: GPL-2.0-or-later

// Package spacing judges the blanks around operators, keywords and brackets.
// It knows tokens and what checkpatch takes them for; it must never change
// one: its fixes add and remove blanks alone, and never a line end.
package spacing

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	beforeSemicolon,
	braces,
	bracketSpace,
	brackets,
	casts,
	definitions,
	directives,
	functionPointers,
	keywords,
	nameBeforeParen,
	operators,
	pointerLocation,
	returnParen,
}
