// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// isModeChange recognises the row " mode change 100644 => 100755 path" below a
// diffstat.
func isModeChange(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte(" mode change "))
	if !ok {
		return false
	}
	for _, sep := range []string{" => ", " "} {
		n := 0
		for n < len(rest) && isOctal(rest[n]) {
			n++
		}
		if n == 0 || !bytes.HasPrefix(rest[n:], []byte(sep)) {
			return false
		}
		rest = rest[n+len(sep):]
	}
	return oneWord(rest)
}

// isRename recognises git's "rename from" and "rename to" with any name.
func isRename(b []byte) bool {
	name, ok := renamed(b)
	return ok && oneWord(name)
}

// renamed returns what follows "rename from " or "rename to ".
func renamed(b []byte) (name []byte, ok bool) {
	if len(b) < 10 || b[0] != 'r' {
		return nil, false
	}
	if name, ok = bytes.CutPrefix(b, []byte("rename from ")); ok {
		return name, true
	}
	return bytes.CutPrefix(b, []byte("rename to "))
}

// oneWord tells whether the text is one word, perhaps with blanks behind.
func oneWord(b []byte) bool {
	b = bytes.TrimRight(b, " \t\r\f\v")
	return len(b) > 0 && !bytes.ContainsAny(b, " \t\r\f\v")
}

// isPlainGit recognises "diff --git a/x b/y" with a first name of simple
// characters.
func isPlainGit(b []byte) bool {
	rest, ok := bytes.CutPrefix(b, []byte("diff --git a/"))
	if !ok {
		return false
	}
	n := 0
	for n < len(rest) && isPathChar(rest[n]) {
		n++
	}
	second, ok := bytes.CutPrefix(rest[n:], []byte(" b/"))
	return n > 0 && ok && oneWord(second)
}

func isPathChar(c byte) bool { return isWord(c) || c == '/' || c == '.' || c == '-' }

// MovesFile tells whether checkpatch.pl takes a line for the sign of an added,
// deleted or moved file: git's own lines, or the braces that a diffstat uses
// for a rename, wherever they stand.
func MovesFile(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	if b[0] == 'n' || b[0] == 'd' {
		for _, word := range []string{"new file mode", "deleted file mode"} {
			if rest, ok := bytes.CutPrefix(b, []byte(word)); ok && oneNumber(rest) {
				return true
			}
		}
	}
	if name, ok := renamed(b); ok {
		name = bytes.TrimRight(name, " \t\r\f\v")
		n := 0
		for n < len(name) && isPathChar(name[n]) {
			n++
		}
		if n > 0 && n == len(name) {
			return true
		}
	}
	return hasRenameBraces(b)
}

func oneNumber(b []byte) bool {
	b = bytes.Trim(b, " \t\r\f\v")
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}

// hasRenameBraces finds "{ old => new }" with path characters only.
func hasRenameBraces(b []byte) bool {
	for from := 0; ; {
		arrow := bytes.Index(b[from:], []byte("=>"))
		if arrow < 0 {
			return false
		}
		arrow += from
		from = arrow + 2
		left, right := arrow, arrow+2
		for left > 0 && isSpace(b[left-1]) {
			left--
		}
		for left > 0 && isPathChar(b[left-1]) {
			left--
		}
		for left > 0 && isSpace(b[left-1]) {
			left--
		}
		for right < len(b) && isSpace(b[right]) {
			right++
		}
		for right < len(b) && isPathChar(b[right]) {
			right++
		}
		for right < len(b) && isSpace(b[right]) {
			right++
		}
		if left > 0 && b[left-1] == '{' && right < len(b) && b[right] == '}' {
			return true
		}
	}
}
