// SPDX-License-Identifier: GPL-2.0-or-later

// Package preproc judges directives: includes, conditionals, configuration symbols.
package preproc

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
