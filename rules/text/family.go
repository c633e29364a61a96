// SPDX-License-Identifier: GPL-2.0-or-later

// Package text judges files that are not C: licences, help texts, spelling, device trees.
package text

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
