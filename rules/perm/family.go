// SPDX-License-Identifier: GPL-2.0-or-later

// Package perm judges file permissions and sysfs attributes.
package perm

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{}
