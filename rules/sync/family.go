// SPDX-License-Identifier: GPL-2.0-or-later

// Package sync judges barriers, locks and delays.
package sync

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
