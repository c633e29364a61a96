// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// TestOrderOfOneLine expects the order of the script for findings of one line,
// the end of the input last.
func TestOrderOfOneLine(t *testing.T) {
	text := []byte("\tif((a==b) && (u8) c && f (d))\n")
	find := func(typ string, level analyzer.Level, line int, about string) *analyzer.Finding {
		at := uint32(strings.Index(string(text), about))
		return &analyzer.Finding{Rule: &analyzer.Rule{Type: typ}, Level: level, Line: line, Range: source.Range{Start: at, End: at + uint32(len(about))}}
	}
	var got []string
	for _, f := range arrange(newInput("x", text, true), []*analyzer.Finding{
		find("MISSING_SIGN_OFF", analyzer.Error, 0, "a"),
		find("SPACING", analyzer.Error, 1, "if("),
		find("LONG_LINE", analyzer.Warning, 2, "a"),
		find("SPACING", analyzer.Error, 1, "=="),
		find("SPACING", analyzer.Warning, 1, "f (d"[:3]),
		find("UNNECESSARY_PARENTHESES", analyzer.Strict, 1, "(a==b)"),
		find("SPACING", analyzer.Strict, 1, "(u8) "),
		find("LINE_SPACING", analyzer.Warning, 1, "\tif"),
	}) {
		got = append(got, f.Rule.Type+" "+string(text[f.Range.Start:f.Range.End]))
	}
	want := "SPACING (u8) |LINE_SPACING \tif|SPACING f (|SPACING ==|UNNECESSARY_PARENTHESES (a==b)|SPACING if(|LONG_LINE a|MISSING_SIGN_OFF a"
	if strings.Join(got, "|") != want {
		t.Errorf("%q\nwant %q", strings.Join(got, "|"), want)
	}
}
