// SPDX-License-Identifier: GPL-2.0-or-later

// Package brace judges where braces stand and whether they are needed, and
// what may share a line with the head of a statement. It knows the statements
// of C and of checkpatch; it must never know what they do.
package brace

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	bracesBlank,
	bracesChain,
	bracesElse,
	elseAfterBrace,
	openBraceControl,
	openBraceFunction,
	openBraceInit,
	openBraceLong,
	trailingStatementsCase,
	trailingStatementsElse,
	trailingStatementsHead,
	trailingStatementsIf,
	whileAfterBrace,
}
