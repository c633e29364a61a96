// SPDX-License-Identifier: GPL-2.0-or-later

// Package layout judges how code is laid over lines: alignment, continuation, blank lines.
package layout

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
