// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import "testing"

// TestParseAllCounts parses a text that no check asks for, with and without a
// piece that is no C.
func TestParseAllCounts(t *testing.T) {
	options := Defaults()
	options.ParseAll = true
	for _, test := range []struct {
		text string
		some bool
	}{{"int f(void)\n{\n\treturn 1;\n}\n", false}, {"int f(void)\n{\n\treturn ? ? 1 ;;) (\n}\n\nint g;\n", true}} {
		r, err := New(nil).Check(t.Context(), FileInput("x.c", "x.c", []byte(test.text)), &options)
		if err != nil {
			t.Fatal(err)
		}
		if r.Parsed == 0 || r.Parsed > len(test.text) || (r.NotUnderstood > 0) != test.some || r.NotUnderstood > r.Parsed {
			t.Errorf("%q: %d bytes parsed, %d not understood", test.text, r.Parsed, r.NotUnderstood)
		}
	}
}
