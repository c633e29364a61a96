// SPDX-License-Identifier: GPL-2.0-or-later

// Package alloc judges how memory is allocated. It knows the names of the
// allocators and where their arguments stand, and never what a type is.
package alloc

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	allocArrayArgs,
	allocSizeofStruct,
	allocWithMultiply,
	kreallocArgReuse,
	oomMessage,
	unnecessaryCasts,
}
