// SPDX-License-Identifier: GPL-2.0-or-later

// Package comment judges the form of comments: their stars, their ends, and
// marks of revision systems in them. It knows lines, columns and where
// comments begin and end; it must never know what the code between them says,
// nor judge the prose.
package comment

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	behindComment,
	blockCommentStyle,
	c99Comments,
	cvsKeyword,
}
