// SPDX-License-Identifier: GPL-2.0-or-later

// Package preproc judges includes and conditions of the preprocessor. It
// looks at directives as they are written and never evaluates one.
package preproc

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	archDefines,
	constantIf,
	defineArchHas,
	includeLinux,
	isEnabledConfig,
	malformedInclude,
	preferIsEnabled,
	uapiInclude,
}
