// SPDX-License-Identifier: GPL-2.0-or-later

// Package anchor says where something is in a text in words that survive edits
// elsewhere: the enclosing function and the text of the line. It knows no file
// and no rule.
package anchor

import (
	"bytes"
	"sort"
	"strings"
)

// Functions holds where functions begin and end, by lines that stand in
// column 0, the way git names hunks: it holds while the text is being typed.
type Functions []function

type function struct {
	start, end int // bytes
	name       string
}

// FindFunctions looks for lines that begin with a name and hold one before a
// parenthesis, up to a closing brace in column 0.
func FindFunctions(text []byte) Functions {
	var table Functions
	open := false
	at := 0
	for line := range bytes.Lines(text) {
		start := at
		at += len(line)
		switch c := line[0]; {
		case c == '}':
			if open {
				table[len(table)-1].end = at
			}
			open = false
		case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			name, ok := functionName(line)
			if !ok {
				continue
			}
			if open {
				table[len(table)-1].end = start
			}
			table, open = append(table, function{start, len(text), name}), true
		}
	}
	return table
}

// functionName returns the word before the first parenthesis of a line that
// does not end a declaration or a label.
func functionName(line []byte) (string, bool) {
	line = bytes.TrimRight(line, " \t\r\n")
	paren := bytes.IndexByte(line, '(')
	if paren <= 0 || line[len(line)-1] == ';' || line[len(line)-1] == ':' || bytes.IndexByte(line[:paren], '=') >= 0 {
		return "", false
	}
	end := len(bytes.TrimRight(line[:paren], " \t"))
	start := end
	for start > 0 && isWord(line[start-1]) {
		start--
	}
	return string(line[start:end]), start < end
}

func isWord(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// At returns the name of the function that holds an offset, or nothing.
func (t Functions) At(offset int) string {
	i := sort.Search(len(t), func(i int) bool { return t[i].start > offset }) - 1
	if i < 0 || offset >= t[i].end {
		return ""
	}
	return t[i].name
}

// Find returns where the function of a name begins, or the beginning of the
// text if there is none.
func (t Functions) Find(name string) int {
	for _, f := range t {
		if f.name == name {
			return f.start
		}
	}
	return 0
}

// Line returns the line that holds an offset, with blanks made one; in a patch
// without its mark.
func Line(text []byte, offset int, inPatch bool) string {
	offset = min(offset, len(text))
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	line := text[start:end]
	if inPatch && len(line) > 0 && (line[0] == '+' || line[0] == ' ') {
		line = line[1:]
	}
	return strings.Join(strings.Fields(string(line)), " ")
}
