// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"bytes"
	"sort"
)

// functionTable holds where functions begin and end, by lines that stand in
// column 0, the way git names hunks: it holds while the text is being typed.
type functionTable []function

type function struct {
	start, end int // bytes
	name       string
}

// findFunctions looks for lines that begin with a name and hold one before a
// parenthesis, up to a closing brace in column 0.
func findFunctions(text []byte) functionTable {
	var table functionTable
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

// at returns the name of the function that holds an offset, or nothing.
func (t functionTable) at(offset int) string {
	i := sort.Search(len(t), func(i int) bool { return t[i].start > offset }) - 1
	if i < 0 || offset >= t[i].end {
		return ""
	}
	return t[i].name
}
