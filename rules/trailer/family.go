// SPDX-License-Identifier: GPL-2.0-or-later

// Package trailer judges sign-offs and the other trailers of a commit.
package trailer

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
