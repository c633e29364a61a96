// SPDX-License-Identifier: GPL-2.0-or-later

// Package brace judges where braces stand and whether they are needed.
package brace

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
