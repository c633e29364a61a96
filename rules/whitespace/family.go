// SPDX-License-Identifier: GPL-2.0-or-later

// Package whitespace judges blanks, tabs, line ends and the width of lines.
package whitespace

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	trailingWhitespace,
}
