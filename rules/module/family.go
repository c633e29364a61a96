// SPDX-License-Identifier: GPL-2.0-or-later

// Package module judges what makes a module: exports, licences, initcalls.
package module

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
