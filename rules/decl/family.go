// SPDX-License-Identifier: GPL-2.0-or-later

// Package decl judges declarations and types.
package decl

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	attributeList,
	constConst,
	constReadMostly,
	constStruct,
	externs,
	flexibleArray,
	functionWithoutArgs,
	globalInitialisers,
	initAttribute,
	initialisedStatic,
	misorderedType,
	multipleDeclaration,
	newTypedefs,
	oldInline,
	preferKernelTypes,
	staticConst,
	staticConstCharArray,
	storageClass,
	unspecifiedInt,
	volatileWord,
	weakDeclaration,
}
