// SPDX-License-Identifier: GPL-2.0-or-later

// Package bug records broken assumptions of our own code. In the product a
// report is kept and the work goes on; a test may turn every report into a
// failure. It knows nothing of what went wrong but its text.
package bug

import (
	"fmt"
	"sync"
)

var reports struct {
	sync.Mutex
	hook func(string)
	seen []string
}

// most is how many reports are kept.
const most = 100

// Reportf records that something happened which must not. It is safe for
// concurrent use.
func Reportf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	reports.Lock()
	if len(reports.seen) < most {
		reports.seen = append(reports.seen, text)
	}
	hook := reports.hook
	reports.Unlock()
	if hook != nil {
		hook(text)
	}
}

// Hook has f called with each further report, and returns a function that
// puts the former hook back.
func Hook(f func(string)) (restore func()) {
	reports.Lock()
	defer reports.Unlock()
	old := reports.hook
	reports.hook = f
	return func() {
		reports.Lock()
		defer reports.Unlock()
		reports.hook = old
	}
}

// Reports returns what was recorded so far.
func Reports() []string {
	reports.Lock()
	defer reports.Unlock()
	return append([]string(nil), reports.seen...)
}
