// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// CommitLogLongLine is reported for lines of text that were not wrapped.
var CommitLogLongLine = &analyzer.Rule{
	Type:   "COMMIT_LOG_LONG_LINE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Line of the commit text over 75 characters",
	Doc: `git log indents the text of commits, so that longer lines do not fit
into a terminal. Exempt are rows of a diffstat, a path with a colon behind it,
trailers and links, whatever belongs to a dump (from its first line to the next
blank one), and lines that consist of one word that is too long by itself, such
as an address. Characters are counted, not bytes.`,
	Bad:     example("This line of text goes on and on and on and on and on and on, further than 75.\n\n"),
	Good:    example(text + "\n"),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
	Fix:     analyzer.FixSometimes,
}

// longLog is how many characters a line of the log may have.
const longLog = 75

var commitLogLongLine = &analyzer.Check{Rules: []*analyzer.Rule{CommitLogLongLine}, OnView: checkLongLine}

// checkLongLine reports the first line of a mail, and each of a commit message
// that is being written. Checkpatch counts bytes, not characters.
func checkLongLine(p *analyzer.Pass, v *analyzer.View) {
	dump := dumpState{}
	reported := false
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		dump.before(&l)
		if l.InLog() && len(l.Text) > longLog && !dump.on && !mayBeLong(l.Text) && !(reported && !v.CommitFile) {
			reported = longLine(p, v, i, l.Text, reported) || reported
		}
		dump.after(&l)
	}
}

// longLine reports a line; false if we leave it alone.
func longLine(p *analyzer.Pass, v *analyzer.View, i int, line []byte, reported bool) bool {
	f := p.ReportView(v, analyzer.Warning, CommitLogLongLine, i, 0, -1, "line of %d characters: wrap the text at %d",
		utf8.RuneCount(line), longLog)
	switch {
	case v.Script != nil:
		return true
	case utf8.RuneCount(line) <= longLog:
		f.DifferNarrower("checkpatch counts bytes, not characters")
		return false
	case isCommand(line):
		f.DifferNarrower("a command that is quoted")
		return false
	case cannotWrap(line):
		f.DifferNarrower("the line is one word that cannot be wrapped")
		return false
	case v.CommitFile && isTitle(v, i):
		f.DifferWider("checkpatch does not look at the title")
		return true
	case reported:
		f.DifferWider("checkpatch reports the first long line only")
	default:
		widen(v, i, f)
	}
	if at, exact := v.Whole(i); exact && isProse(line) {
		f.MaybeFix("Wrap the line", wrapEdits(at.Start, line)...)
	}
	return true
}

// isCommand tells whether a line is an indented command behind a prompt.
func isCommand(line []byte) bool {
	command := trimLeft(line)
	return len(command) < len(line) && (bytes.HasPrefix(command, []byte("$ ")) || bytes.HasPrefix(command, []byte("# ")))
}

func isTitle(v *analyzer.View, i int) bool { return i == v.Index(v.Message.Log.First) }

// cannotWrap tells whether a word of the line is so long that no blank in the
// line would make it fit, such as a link behind a number in brackets. Behind a
// link that ends within the limit the line can be wrapped.
func cannotWrap(line []byte) bool {
	end := 0
	for _, word := range bytes.Fields(line) {
		end += bytes.Index(line[end:], word) + len(word)
		n := utf8.RuneCount(word)
		if n > longLog || n > longLog/2 && bytes.Contains(word, []byte("://")) && utf8.RuneCount(line[:end]) > longLog {
			return true
		}
	}
	return false
}

// isProse tells whether a line may be wrapped: it begins with a letter, is not
// indented, and holds no run of blanks that lays out a table.
func isProse(line []byte) bool {
	return (isLetter(line[0]) || line[0] >= 0x80) && !bytes.Contains(line, []byte("   ")) && !bytes.Contains(line, []byte("\t"))
}

// wrapEdits turns blanks of a line into line ends so that it fits.
func wrapEdits(start uint32, line []byte) []fix.Edit {
	var edits []fix.Edit
	width, blank := 0, -1
	since := 0 // characters behind the last blank
	for at := 0; at < len(line); {
		r, size := utf8.DecodeRune(line[at:])
		if r == ' ' {
			blank, since = at, 0
		} else {
			since++
		}
		width++
		if width > longLog && blank >= 0 {
			from := start + uint32(blank)
			edits = append(edits, fix.Edit{Start: from, End: from + 1, New: "\n"})
			width, blank = since, -1
		}
		at += size
	}
	return edits
}

// dumpState tells whether the log is inside a stack dump or other output of
// the kernel, which is quoted as it is.
type dumpState struct{ on bool }

func (d *dumpState) before(l *analyzer.ViewLine) {
	if d.on {
		return
	}
	b := l.Text
	d.on = l.InLog() && startsDump(b) || isRegisterDump(b) || isStackEntry(b)
}

func (d *dumpState) after(l *analyzer.ViewLine) {
	if d.on && l.InLog() && isBlank(l.Text) {
		d.on = false
	}
}

// startsDump recognises "WARNING:", "BUG:", a time stamp and an address.
func startsDump(line []byte) bool {
	b := trimLeft(line)
	if bytes.HasPrefix(b, []byte("WARNING:")) || bytes.HasPrefix(b, []byte("BUG:")) {
		return true
	}
	if len(b) < 4 || b[0] != '[' {
		return false
	}
	if b[1] == '<' {
		n := 2
		for n < len(b) && isHex(b[n]) {
			n++
		}
		return n >= 10 && bytes.HasPrefix(b[n:], []byte(">]"))
	}
	b = trimLeft(b[1:])
	n := digits(b)
	if n == 0 || n == len(b) || b[n] != '.' {
		return false
	}
	b = b[n+1:]
	n = digits(b)
	return n == 6 && bytes.HasPrefix(trimLeft(b[n:]), []byte{']'})
}

// isRegisterDump recognises three pairs of a word with a colon and a number,
// each behind blanks.
func isRegisterDump(b []byte) bool {
	if len(b) == 0 || !isSpace(b[0]) {
		return false
	}
	for range 3 {
		rest := trimLeft(b)
		if len(rest) == len(b) {
			return false
		}
		n := 0
		for n < len(rest) && isWord(rest[n]) {
			n++
		}
		if n == 0 || n == len(rest) || rest[n] != ':' {
			return false
		}
		value := trimLeft(rest[n+1:])
		if len(value) == len(rest)-n-1 {
			return false
		}
		h := 0
		for h < len(value) && isHex(value[h]) {
			h++
		}
		if h == 0 {
			return false
		}
		b = value[h:]
	}
	return true
}

// isStackEntry recognises "#1 [addr] symbol at addr".
func isStackEntry(line []byte) bool {
	b, ok := bytes.CutPrefix(trimLeft(line), []byte{'#'})
	if !ok {
		return false
	}
	n := digits(b)
	b, ok = bytes.CutPrefix(trimLeft(b[n:]), []byte{'['})
	if !ok || n == 0 {
		return false
	}
	n = 0
	for n < len(b) && isHex(b[n]) {
		n++
	}
	b, ok = bytes.CutPrefix(b[n:], []byte{']'})
	if !ok || n == 0 {
		return false
	}
	b = trimLeft(b)
	n = 0
	for n < len(b) && isWord(b[n]) {
		n++
	}
	b, ok = bytes.CutPrefix(b[n:], []byte(" at "))
	return ok && n > 0 && len(b) > 0 && isHex(b[0])
}

// mayBeLong tells whether a line is of a kind that is not wrapped.
func mayBeLong(line []byte) bool {
	return isStatRow(line) || startsWithPath(line) || isTagLine(line)
}

// isStatRow recognises a row of a diffstat: a path, a bar and a number.
func isStatRow(line []byte) bool {
	b := trimLeft(line)
	n := 0
	for n < len(b) && (isWord(b[n]) || b[n] == '/' || b[n] == '.') {
		n++
	}
	rest := trimLeft(b[n:])
	if n == 0 || len(rest) == len(b)-n || len(rest) == 0 || rest[0] != '|' {
		return false
	}
	value := trimLeft(rest[1:])
	return len(value) < len(rest)-1 && len(value) > 0 && isDigit(value[0])
}

// startsWithPath recognises a path with a slash and a colon behind it.
func startsWithPath(line []byte) bool {
	b := trimLeft(line)
	n, slash := 0, -1
	for n < len(b) && (isWord(b[n]) || b[n] == '.' || b[n] == '-' || b[n] == '+' || b[n] == '/') {
		if b[n] == '/' {
			slash = n
		}
		n++
	}
	return slash >= 0 && slash < n-1 && n < len(b) && b[n] == ':'
}

// isTagLine recognises lines that begin with a tag of the kernel.
func isTagLine(line []byte) bool {
	b := trimLeft(line)
	for _, tag := range []string{"fixes:", "link:", "closes:", "signed-off-by:", "co-developed-by:", "acked-by:",
		"tested-by:", "reviewed-by:", "reported-by:", "suggested-by:", "assisted-by:", "to:", "cc:"} {
		if hasPrefixFold(b, tag) {
			return true
		}
	}
	return false
}
