// SPDX-License-Identifier: GPL-2.0-or-later

// Package comment judges the form of comments.
package comment

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
