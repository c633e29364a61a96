// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import "bytes"

// Script is what checkpatch.pl takes each line of an input for. It reads one
// stream: only the first message has a header and a log, encodings stay on, a
// log ends at the first sign-off, and where a header ends is told by the look
// of single lines. Rules use it to say what the script would have said.
type Script struct {
	Lines []ScriptLine
	// Paths are the file names seen, by ScriptLine.Path. Paths[0] is empty.
	Paths []string
	// HasLog tells that a commit log was seen at all.
	HasLog bool
	// IsPatch tells that something in the input looked like a patch.
	IsPatch bool
}

// ScriptLine is the state of the script at one input line.
type ScriptLine struct {
	Class Class
	Flags ScriptFlags
	// Path is the file the line belongs to, an index into Script.Paths.
	Path int32
	// New is the line of the new file, from one, as far as the script knows.
	New int32
}

// ScriptFlags are states the script keeps beside the class of a line.
type ScriptFlags uint16

// The states. Before and After speak of the place in the middle of a line's
// tests at which the header may turn into the log.
const (
	// FlagHeaderBefore: in the mail header at the tests before that place.
	FlagHeaderBefore ScriptFlags = 1 << iota
	// FlagHeaderAfter: still in it behind.
	FlagHeaderAfter
	// FlagLogStart: in the log when the tests of the line begin, so that a
	// sign-off or separator that ends it is counted.
	FlagLogStart
	// FlagLogBefore: in the log once those have ended it.
	FlagLogBefore
	// FlagLogAfter: in the log behind that place.
	FlagLogAfter
	// FlagHasLog: a log has been seen up to here.
	FlagHasLog
	// FlagPatch: something looked like a patch up to here.
	FlagPatch
	// FlagSeparator: the line "---" has been seen.
	FlagSeparator
	// FlagInHunk: the line counter of the hunk is not zero.
	FlagInHunk
	// FlagSanitised: the line's strings and comments are blanked before the
	// tests see it.
	FlagSanitised
	// FlagMaintainers: a row of a diffstat named MAINTAINERS.
	FlagMaintainers
	// FlagSkipped: the line is left behind its trailer tests; the flags that
	// speak of tests behind them are off.
	FlagSkipped
)

// Has tells whether all the given states are on.
func (l *ScriptLine) Has(f ScriptFlags) bool { return l.Flags&f == f }

// scriptWalk is the state between lines.
type scriptWalk struct {
	s           *Script
	path        int32
	real        int
	left        int
	sanitise    int
	inHeader    bool
	inLog       bool
	hasLog      bool
	isPatch     bool
	separator   bool
	maintainers bool
	moved       bool // a file that moves was seen
	hunkSeen    bool // in the current file
}

// Script walks the input as checkpatch.pl does.
func (s *Stream) Script() *Script {
	w := &scriptWalk{s: &Script{Paths: []string{""}}, inHeader: true}
	n := s.Input.Len()
	w.s.Lines = make([]ScriptLine, n)
	for i := range n {
		w.line(s.Input.Line(i), &w.s.Lines[i])
	}
	w.s.HasLog, w.s.IsPatch = w.hasLog, w.isPatch
	return w.s
}

func (w *scriptWalk) line(b []byte, out *ScriptLine) {
	out.Class = ClassAfterLog
	w.sanitising(b, out)
	if !w.inLog && (isModeChange(b) || isRename(b) || isPlainGit(b)) {
		w.isPatch = true
	}
	counted := len(b) == 0 || b[0] == '+' || b[0] == ' '
	switch {
	case !w.inLog && len(b) > 4 && b[0] == '@' && isHunkHeader(b):
		h, _ := parseHunkHeader(b)
		w.isPatch = true
		w.real, w.left = h.NewStart-1, h.NewCount+1
		w.hunkSeen = true
		out.Class = ClassHunkHeader
		w.put(out)
		return
	case counted:
		w.real++
		if w.left != 0 {
			w.left--
		}
	case w.left == 1:
		w.left--
	}
	if name, ok := scriptHeader(b); ok {
		w.setPath(stripFirst(name))
		w.inLog, w.hunkSeen = false, false
		out.Class = ClassFileHeader
		w.put(out)
		return
	}
	w.text(b, out)
}

// put writes the state to a line.
func (w *scriptWalk) put(out *ScriptLine) {
	out.Path = w.path
	out.New = int32(max(w.real, 0))
	set := func(on bool, f ScriptFlags) {
		if on {
			out.Flags |= f
		}
	}
	set(w.inHeader, FlagHeaderAfter)
	set(w.inLog, FlagLogAfter)
	set(w.hasLog, FlagHasLog)
	set(w.isPatch, FlagPatch)
	set(w.separator, FlagSeparator)
	set(w.left != 0, FlagInHunk)
	set(w.maintainers, FlagMaintainers)
}

// text walks over a line that is no header of a file or hunk.
func (w *scriptWalk) text(b []byte, out *ScriptLine) {
	if w.inLog {
		out.Flags |= FlagLogStart
	}
	startPatch := w.isPatch
	if w.inLog && isSignOff(b) {
		w.inLog = false
	}
	if string(b) == "---" {
		w.separator = true
		w.inLog = false
	}
	if namesMaintainers(b) {
		w.maintainers = true
	}
	if w.inHeader {
		out.Flags |= FlagHeaderBefore
	}
	if w.inLog {
		out.Flags |= FlagLogBefore
	}
	if !w.moved && !w.maintainers && !w.inLog && MovesFile(b) {
		w.moved, w.isPatch = true, true
	}
	ends := false
	if w.inHeader && w.path == 0 && !keepsHeader(b) {
		w.inHeader, w.inLog, w.hasLog = false, true, true
		ends = true
	}
	w.put(out)
	// The tests of this line ran before it could be taken for a patch.
	if !startPatch {
		out.Flags &^= FlagPatch
	}
	if out.Flags&FlagHeaderBefore == 0 && isAssisted(b) {
		out.Flags = out.Flags&^(FlagLogBefore|FlagLogAfter) | FlagSkipped
	}
	out.Class = w.classOf(b, out, ends)
}

func (w *scriptWalk) classOf(b []byte, out *ScriptLine, ends bool) Class {
	switch {
	case ends && w.left == 0:
		return ClassHeaderEnd
	case w.inHeader && w.left == 0:
		return ClassHeader
	case out.Has(FlagLogStart) && w.left == 0:
		return ClassLog
	case w.left != 0:
		// A hunk without a file above it is part of the header or log, too.
		switch {
		case len(b) == 0 || b[0] == ' ':
			return ClassContext
		case b[0] == '+':
			return ClassAdded
		case b[0] == '-':
			return ClassRemoved
		case isNoNewline(b):
			return ClassNoNewline
		}
		return ClassCorrupt
	case w.hunkSeen && len(b) > 0 && (b[0] == '+' || b[0] == '-' || b[0] == ' '):
		return ClassBeyond
	case string(b) == "---":
		return ClassSeparator
	}
	return ClassAfterLog
}

// sanitising follows the first pass, for which a hunk header counts anywhere.
func (w *scriptWalk) sanitising(b []byte, out *ScriptLine) {
	counted := len(b) == 0 || b[0] == '+' || b[0] == ' '
	if len(b) > 4 && b[0] == '@' {
		if h, ok := parseHunkHeader(b); ok {
			w.sanitise = h.NewCount + 1
			counted = false
		}
	} else if w.sanitise != 0 && counted {
		out.Flags |= FlagSanitised
	}
	if w.sanitise <= 1 {
		w.sanitise = 0
	} else if counted {
		w.sanitise--
	}
}

func (w *scriptWalk) setPath(path string) {
	if w.s.Paths[w.path] == path {
		return
	}
	if path == "" {
		w.path = 0
		return
	}
	w.s.Paths = append(w.s.Paths, path)
	w.path = int32(len(w.s.Paths) - 1)
}

// scriptHeader returns the name on a "diff --git" line (its last word) or a
// "+++" line (the first).
func scriptHeader(b []byte) (name string, ok bool) {
	if rest, is := bytes.CutPrefix(b, []byte("diff --git")); is {
		at := len(rest)
		for at > 0 && !isSpace(rest[at-1]) {
			at--
		}
		if at == len(rest) {
			return "", false
		}
		return string(rest[at:]), true
	}
	if rest, is := bytes.CutPrefix(b, []byte("+++")); is {
		word := bytes.TrimLeft(rest, " \t\r\f\v")
		if len(word) == len(rest) || len(word) == 0 {
			return "", false
		}
		end := 0
		for end < len(word) && !isSpace(word[end]) {
			end++
		}
		return string(word[:end]), true
	}
	return "", false
}

// keepsHeader tells whether a line looks as if the mail header went on.
func keepsHeader(b []byte) bool {
	if len(b) > 0 && isSpace(b[0]) {
		return true
	}
	for _, word := range []string{"commit", "from"} {
		if len(b) >= len(word) && bytes.EqualFold(b[:len(word)], []byte(word)) &&
			(len(b) == len(word) || !isWord(b[len(word)])) {
			return true
		}
	}
	n := 0
	for n < len(b) && (isWord(b[n]) || b[n] == '-') {
		n++
	}
	return n > 0 && n < len(b) && b[n] == ':'
}

// isSignOff tells whether a line is a sign-off for the script: the tag after
// blanks, in any letter case.
func isSignOff(b []byte) bool { return hasTag(b, "signed-off-by:") }

// isAssisted tells whether a line is an Assisted-by trailer, behind whose
// form the script looks at nothing.
func isAssisted(b []byte) bool { return hasTag(b, "assisted-by:") }

func hasTag(b []byte, tag string) bool {
	b = bytes.TrimLeft(b, " \t\r\f\v")
	return len(b) >= len(tag) && bytes.EqualFold(b[:len(tag)], []byte(tag))
}

// namesMaintainers recognises the row of MAINTAINERS in a diffstat.
func namesMaintainers(b []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(b, " \t"), []byte("MAINTAINERS"))
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t")
	return len(rest) > 0 && rest[0] == '|'
}
