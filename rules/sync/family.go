// SPDX-License-Identifier: GPL-2.0-or-later

// Package sync judges locks, barriers and waiting. It knows the names of the
// primitives and where comments stand, and never what runs at the same time.
package sync

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	considerCompletion,
	inAtomic,
	lockdep,
	memoryBarrier,
	needsComment,
	rcuTasksTrace,
	smpBarrier,
	uncommentedDefinition,
	useLockdep,
	useSpinlockT,
	yield,
}
