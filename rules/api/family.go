// SPDX-License-Identifier: GPL-2.0-or-later

// Package api judges calls of deprecated or misused interfaces.
package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
