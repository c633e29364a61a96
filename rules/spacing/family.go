// SPDX-License-Identifier: GPL-2.0-or-later

// Package spacing judges the blanks around operators, keywords and brackets.
package spacing

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
