// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"strings"
)

// devNull is how a diff names a file that does not exist.
const devNull = "/dev/null"

// filePath reads the name on a "---" or "+++" line: quoted by git, or up to
// the tab in front of a time stamp.
func filePath(b []byte) string {
	b = trimCR(b)
	if len(b) > 0 && b[0] == '"' {
		if name, _, ok := unquote(b); ok {
			return name
		}
	}
	if tab := bytes.IndexByte(b, '\t'); tab >= 0 {
		b = b[:tab]
	}
	return string(bytes.TrimRight(b, " "))
}

// unquote reads a name in double quotes with C escapes, as git writes names
// with unusual characters. rest is what follows the closing quote.
func unquote(b []byte) (name string, rest []byte, ok bool) {
	if len(b) < 2 || b[0] != '"' {
		return "", nil, false
	}
	var out []byte
	for i := 1; i < len(b); i++ {
		switch c := b[i]; c {
		case '"':
			return string(out), b[i+1:], true
		case '\\':
			i++
			if i >= len(b) {
				return "", nil, false
			}
			if e := strings.IndexByte(`abtnvfr"\`, b[i]); e >= 0 {
				out = append(out, "\a\b\t\n\v\f\r\"\\"[e])
				continue
			}
			if i+2 >= len(b) || !isOctal(b[i]) || !isOctal(b[i+1]) || !isOctal(b[i+2]) {
				return "", nil, false
			}
			out = append(out, (b[i]-'0')<<6|(b[i+1]-'0')<<3|(b[i+2]-'0'))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return "", nil, false
}

func isOctal(c byte) bool { return c >= '0' && c <= '7' }

// stripFirst removes the first component of a path, the a/ or b/ of a diff.
// A path without a slash stays.
func stripFirst(path string) string {
	if _, rest, ok := strings.Cut(path, "/"); ok {
		return rest
	}
	return path
}

// gitPaths reads the two names of a "diff --git" line. Names without quotes may
// hold blanks; then both must be equal behind their first component to tell
// where the second begins, otherwise ok is false and the lines below tell.
func gitPaths(b []byte) (oldPath, newPath string, ok bool) {
	b = bytes.TrimRight(trimCR(b), " ")
	if len(b) == 0 {
		return "", "", false
	}
	if b[0] == '"' {
		first, rest, okFirst := unquote(b)
		rest = bytes.TrimLeft(rest, " ")
		if !okFirst || len(rest) == 0 {
			return "", "", false
		}
		if rest[0] == '"' {
			second, _, okSecond := unquote(rest)
			return first, second, okSecond
		}
		return first, string(rest), true
	}
	if b[len(b)-1] == '"' {
		quote := bytes.Index(b, []byte(` "`))
		if quote > 0 {
			second, _, okSecond := unquote(b[quote+1:])
			return string(b[:quote]), second, okSecond
		}
	}
	if blank := bytes.IndexByte(b, ' '); blank == bytes.LastIndexByte(b, ' ') {
		if blank < 0 {
			return "", "", false
		}
		return string(b[:blank]), string(b[blank+1:]), true
	}
	// Both names have the same length if they are equal behind the prefixes
	// and the prefixes are, so the middle is tried first.
	for i := range b {
		if b[i] != ' ' {
			continue
		}
		first, second := string(b[:i]), string(b[i+1:])
		if strings.Contains(first, "/") && stripFirst(first) == stripFirst(second) {
			return first, second, true
		}
	}
	return "", "", false
}
