// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"fmt"
	"testing"
)

// TestOnces types names that are shown once: those that were taken away again
// are forgotten in time, and all the time the first of each is shown.
func TestOnces(t *testing.T) {
	rule := &Rule{Type: "ONCE"}
	a := New([]*Check{{Rules: []*Rule{rule}, OnLine: func(p *Pass, line int) {
		if name := p.Raw(line); len(name) > 0 {
			p.Warn(rule, p.LineRange(line), "a name").Once(string(name))
		}
	}}})
	o := Defaults()
	var m *Memory
	for i := range 3 * mostMarks {
		text := fmt.Sprintf("same\nname%d\nsame\nname%d\n", i, i)
		res, next, err := a.Recheck(t.Context(), m, FileInput("a.c", "a.c", []byte(text)), &o)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Findings) != 2 || res.Findings[0].Line != 1 || res.Findings[1].Line != 2 {
			t.Fatalf("version %d: %v", i, res.Findings)
		}
		if m = next; len(m.layers.onces.marks) > mostMarks+2 {
			t.Fatalf("version %d: %d marks are kept", i, len(m.layers.onces.marks))
		}
	}
}
