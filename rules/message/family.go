// SPDX-License-Identifier: GPL-2.0-or-later

// Package message judges subjects, commit messages and what they refer to.
package message

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
