// SPDX-License-Identifier: GPL-2.0-or-later

// Package print judges messages: to whom they go, at which level, and what
// their formats say. It knows the names of functions that print and reads
// formats, and never prints.
package print

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	embeddedFunctionName,
	loggingContinuation,
	pointerFormats,
	preferLevel,
	preferSeqPuts,
	printfFormats,
	printkRatelimited,
	printkWithoutKernLevel,
	tracePrintk,
	tracingLogging,
	unnecessaryKernLevel,
	unnecessaryModifier,
}
