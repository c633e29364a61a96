// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

func TestTally(t *testing.T) {
	recorded := kernel.ParseTerse([]byte(`a.c:3: ERROR:SPACING: one
a.c:3: ERROR:SPACING: two on the same line
a.c:9: WARNING:BRACES: braces
b.c:1: CHECK:CAMELCASE: name
total: 1 errors
`))
	reported := kernel.ParseTerse([]byte(`./a.c:3: ERROR:SPACING: ours
a.c:9: CHECK:BRACES: braces
a.c:10: CHECK:BRACES: not theirs
`))
	if len(recorded) != 4 || len(reported) != 3 {
		t.Fatalf("read %d and %d findings, want 4 and 3", len(recorded), len(reported))
	}
	var all tally
	all.add(recorded, reported)
	var out bytes.Buffer
	all.print(&out, 10)
	for _, want := range []string{
		"all: recorded 4 reported 3 matched 2 recall 50.00% precision 66.67% ; types at 95%: 0 of 3 ; level mismatches 1",
		"  b.c:1: CHECK:CAMELCASE: name\n",
		"  a.c:10: CHECK:BRACES: not theirs\n",
		"  a.c:9: WARNING:BRACES: braces (kstyle-ls: CHECK)\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
	all.only("SPACING")
	if _, sum := all.rows(); sum.recorded != 2 || sum.reported != 1 || sum.matched != 1 {
		t.Errorf("SPACING alone: %+v", sum)
	}
}
