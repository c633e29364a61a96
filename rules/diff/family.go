// SPDX-License-Identifier: GPL-2.0-or-later

// Package diff judges what a patch does to files as a whole.
package diff

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
