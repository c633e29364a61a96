// SPDX-License-Identifier: GPL-2.0-or-later

// Package alloc judges how memory is allocated and sized.
package alloc

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
