// SPDX-License-Identifier: GPL-2.0-or-later

package linediff

import (
	"strings"
	"testing"
)

func TestSince(t *testing.T) {
	tests := []struct {
		name, before, text string
		region             string // what a finding is about, in text
		want               bool
	}{
		{"same", "a\nb\n", "a\nb\n", "b", false},
		{"changed", "a\nb\nc\n", "a\nx\nc\n", "x", true},
		{"before it", "a\nb\nc\n", "a\nx\nc\n", "a", false},
		{"behind it", "a\nb\nc\n", "a\nx\nc\n", "c", false},
		{"region over it", "a\nb\nc\n", "a\nx\nc\n", "a\nx\nc", true},
		{"region ends at its beginning", "a\nb\nc\n", "a\nx\nc\n", "a\n", false},
		{"removed, line above", "a\nb\nc\nd\n", "a\nc\nd\n", "a", true},
		{"removed, line below", "a\nb\nc\nd\n", "a\nc\nd\n", "c", true},
		{"removed, further", "a\nb\nc\nd\n", "a\nc\nd\n", "d", false},
		{"new file", "", "a\nb\n", "b", true},
		{"line ends only", "a\r\nb\r\n", "a\nb\n", "a", false},
		{"line ends and a line", "a\r\nb\r\n", "a\nx\n", "x", true},
		{"line ends the other way", "a\nb\n", "a\r\nx\r\n", "a", false},
		{"line ends, but for one line", "a\nb\nc\n", "a\r\nb\nc\r\n", "b", true},
		{"line ends, but for another line", "a\nb\nc\n", "a\r\nb\nc\r\n", "c", false},
		{"one line gets carriage return", "a\nb\n", "a\nb\r\n", "b", true},
		{"last line without line feed", "a\nb\n", "a\nb", "b", true},
		{"two hunks, between", "a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", "c", false},
		{"two hunks, second", "a\nb\nc\nd\ne\n", "x\nb\nc\nd\ny\n", "y", true},
		{"moved down", "a\nb\n", "n\na\nb\n", "a", false},
	}
	for _, test := range tests {
		at := strings.Index(test.text, test.region)
		if got := Since([]byte(test.before), []byte(test.text)).Touch(at, at+len(test.region)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestTouchAtTheEnd(t *testing.T) {
	text := "a\nb\n"
	if !Since([]byte("a\n"), []byte(text)).Touch(len(text), len(text)) {
		t.Error("a place behind the last line is on the new line")
	}
	if Since([]byte(text), []byte(text)).Touch(len(text), len(text)) {
		t.Error("nothing changed")
	}
	if Since([]byte("a"), nil).Touch(0, 0) != true {
		t.Error("an emptied file has changed")
	}
	var none Changes
	if none.Touch(0, 10) {
		t.Error("no changes touch nothing")
	}
}
