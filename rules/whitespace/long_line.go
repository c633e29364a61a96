// SPDX-License-Identifier: GPL-2.0-or-later

package whitespace

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

const longLineDoc = `Lines have at most as many columns as --max-line-length says, 100 if it
says nothing, with tabs expanded; 80 is still preferred. In patches it is a
warning, in whole files a hint, because wrapping old code is seldom worth it.

Some things must not be broken, because people search for them: messages of
the logging functions whose text begins within the limit and ends the line,
lines and definitions that are a string and nothing else, web addresses,
EFI_GUID() and per-CPU definitions.

The fix breaks calls, conditions and assignments where the kernel does: behind
commas and logical operators, each line under what its parenthesis holds. A
table of macros whose values stand far from their names moves to the left, and
a macro is broken behind its name. A comment goes nearer to the code or above
it.`

// LongLine is reported for a line that is too wide.
var LongLine = &analyzer.Rule{
	Type:   "LONG_LINE",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "The line is too long",
	Doc:    longLineDoc,
	Bad:    "int f(int first_argument_of_all, int second_argument_of_all, int third_argument_of_all, int the_fourth);\n",
	Good:   "int f(int first_argument_of_all, int second_argument_of_all,\n      int third_argument_of_all, int the_fourth);\n",
	Link:   "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:    analyzer.FixSometimes,
}

// LongLineComment is reported when it is a comment at its end that makes a
// line too wide.
var LongLineComment = &analyzer.Rule{
	Type:   "LONG_LINE_COMMENT",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "A comment makes the line too long",
	Doc: longLineDoc + `

This type is for lines that end in a comment which begins within the limit.
Whoever turns LONG_LINE off turns this off as well.`,
	Bad:  "int f;\t/* what this is for, told in many more words than anybody would ever care to read on one line */\n",
	Good: "/* What this is for, told in many more words than fit behind it. */\nint f;\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

// LongLineString is reported when it is a string at its end that makes a line
// too wide.
var LongLineString = &analyzer.Rule{
	Type:   "LONG_LINE_STRING",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "A string makes the line too long",
	Doc: longLineDoc + `

This type is for lines that end in a string which begins within the limit: it
may be moved to a line of its own, where it may be as long as it likes.
Whoever turns LONG_LINE off turns this off as well.`,
	Bad:  "static const char *const f = g(1, \"a text that goes on and on until there is no more room for it on the line\");\n",
	Good: "static const char *const f =\n\tg(1, \"a text\");\n",
	Link: "process/coding-style.html#breaking-long-lines-and-strings",
	Fix:  analyzer.FixSometimes,
}

var longLine = &analyzer.Check{
	Rules:  []*analyzer.Rule{LongLine, LongLineComment, LongLineString},
	Kinds:  source.CLike | 1<<source.Rust | 1<<source.Asm | 1<<source.LinkerScript | 1<<source.Script,
	OnLine: checkLongLine,
}

// measured reports whether checkpatch measures lines of this file.
func measured(p *analyzer.Pass) bool {
	path := p.Text.Path
	switch i := strings.LastIndexByte(path, '.'); path[i+1:] {
	case "h", "c", "rs", "s", "S", "sh", "dtsi", "dts":
		return i >= 0
	}
	return false
}

// checkLongLine measures a line. Checkpatch counts bytes, and the carriage
// return as a column; we count characters.
func checkLongLine(p *analyzer.Pass, line int) {
	l := &p.Text.Lines[line]
	limit := p.MaxLineLength()
	tab := p.TabSize()
	if !l.Features.Has(source.HasTab) {
		if int(l.End-l.Start) <= limit {
			return
		}
	} else if int(l.End-l.Start)*tab <= limit {
		return
	}
	raw := p.Raw(line)
	width := analyzer.Width(raw, tab)
	if width <= limit || !measured(p) {
		return
	}
	clean := p.Clean(line)
	comment := l.Features.Has(source.OnlyComment)
	if hasAddress(raw) || !comment && mayBeLong(p, clean) {
		return
	}
	rule := longKind(p, clean, comment)
	if !p.Shown(rule.Type) {
		return
	}
	level := analyzer.Warning
	if p.FileMode() {
		level = analyzer.Strict
	}
	from, columns := limit, width
	if l.Features.Has(source.HasTab | source.NonASCII | source.HasCR) {
		from, columns = fromColumn(raw, limit, tab)
	}
	at := p.Columns(line, from, len(bytes.TrimSuffix(raw, []byte{'\r'})))
	f := p.Report(level, rule, at, "")
	// A generated header has one of these on every line: no formatting.
	f.Message = "the line is " + strconv.Itoa(columns) + " columns long, " + strconv.Itoa(limit) + " are allowed"
	if columns <= limit {
		f.DifferNarrower("the line has more bytes than columns")
		return
	}
	if p.C != nil {
		breakLine(p, f, line)
	}
}

// fromColumn is the index of the first byte behind a number of columns, and
// how many columns there are in all, counted in characters.
func fromColumn(raw []byte, limit, tab int) (from, width int) {
	from = -1
	raw = bytes.TrimSuffix(raw, []byte{'\r'})
	for i := 0; i < len(raw); {
		if from < 0 && width >= limit {
			from = i
		}
		if raw[i] == '\t' {
			width += tab - width%tab
			i++
			continue
		}
		width++
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRune(raw[i:])
		i += size
	}
	if from < 0 {
		from = len(raw)
	}
	return from, width
}

// mayBeLong tells by their code the lines that are not to be broken.
func mayBeLong(p *analyzer.Pass, clean []byte) bool {
	return isLongMessage(p, clean) || isOnlyString(clean) || isStringDefinition(clean) ||
		hasCall(clean, "EFI_GUID") || isPerCPU(clean)
}

// longKind chooses the type: by the comment or the string that the line ends
// in, if it begins within the limit. The line may be nothing but a comment.
func longKind(p *analyzer.Pass, clean []byte, comment bool) *analyzer.Rule {
	tail := len(clean)
	if comment {
		tail = 0
	}
	for tail > 0 && (isSpace(clean[tail-1]) || clean[tail-1] == source.Filler) {
		tail--
	}
	if i := bytes.IndexByte(clean[tail:], source.Filler); i >= 0 {
		if p.Width(clean[:tail+i]) <= p.MaxLineLength() {
			return LongLineComment
		}
	}
	if start, ok := (stringEnd{comments: true, backslash: true}).find(clean); ok && p.Width(clean[:start]) <= p.MaxLineLength() {
		return LongLineString
	}
	return LongLine
}

// stringEnd says what may stand behind the string that a line ends in.
type stringEnd struct {
	// comments count as blanks.
	comments bool
	// backslash may stand there, and blanks may not.
	backslash bool
}

// find is where the string begins that a line ends in, its prefix included;
// behind it may be a comma or ");".
func (e stringEnd) find(clean []byte) (start int, ok bool) {
	end := e.trim(clean, len(clean))
	blanks := end < len(clean)
	if end == 0 {
		return 0, false
	}
	switch clean[end-1] {
	case '"':
		if e.backslash && blanks {
			return 0, false
		}
	case ',':
		end = e.trim(clean, end-1)
	case ';':
		end = e.trim(clean, end-1)
		if end == 0 || clean[end-1] != ')' {
			return 0, false
		}
		end = e.trim(clean, end-1)
	case '\\':
		if !e.backslash || blanks {
			return 0, false
		}
		end = e.trim(clean, end-1)
	default:
		return 0, false
	}
	return stringStart(clean, end)
}

// trim is end without the blanks before it.
func (e stringEnd) trim(clean []byte, end int) int {
	for end > 0 && (isSpace(clean[end-1]) || e.comments && clean[end-1] == source.Filler) {
		end--
	}
	return end
}

// stringStart is where the string begins whose closing quote ends at end.
func stringStart(clean []byte, end int) (start int, ok bool) {
	if end < 2 || clean[end-1] != '"' {
		return 0, false
	}
	i := end - 2
	for i >= 0 && (clean[i] == 'X' || clean[i] == '\t') {
		i--
	}
	if i < 0 || clean[i] != '"' {
		return 0, false
	}
	if i > 0 && (clean[i-1] == 'L' || clean[i-1] == 'u') && (i == 1 || !isWord(clean[i-2])) {
		i--
	}
	return i, true
}

// isLongMessage tells a call of a logging function that ends in a string which
// begins within the limit. A level may stand before the string, or arguments
// that are no strings.
func isLongMessage(p *analyzer.Pass, clean []byte) bool {
	i := leadingBlanks(clean)
	from := i
	for i < len(clean) && isWord(clean[i]) {
		i++
	}
	if i == from || !source.IsLogCall(clean[from:i]) {
		return false
	}
	for i < len(clean) && isSpace(clean[i]) {
		i++
	}
	if i == len(clean) || clean[i] != '(' {
		return false
	}
	start, ok := stringEnd{}.find(clean)
	if !ok || start <= i {
		return false
	}
	between := bytes.TrimLeft(clean[i+1:start], " \t")
	if bytes.IndexByte(between, '"') >= 0 && !isLevelWord(between) {
		return false
	}
	return p.Width(clean[:start]) <= p.MaxLineLength()
}

// isLevelWord reports whether text is one of the KERN_ levels, with whatever
// touches it, and blanks.
func isLevelWord(text []byte) bool {
	rest, ok := bytes.CutPrefix(text, []byte("KERN_"))
	rest = bytes.TrimRight(rest, " \t")
	return ok && len(rest) > 0 && !bytes.ContainsAny(rest, " \t")
}

// isOnlyString tells a line that is a string, with a comma or ");" behind it.
func isOnlyString(clean []byte) bool {
	start, ok := stringEnd{}.find(clean)
	return ok && len(bytes.TrimLeft(clean[:start], " \t\r\f\v")) == 0
}

// isStringDefinition tells #define NAME "string".
func isStringDefinition(clean []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(clean, " \t"), []byte{'#'})
	if !ok {
		return false
	}
	rest, ok = bytes.CutPrefix(bytes.TrimLeft(rest, " \t"), []byte("define"))
	value := bytes.TrimLeft(rest, " \t")
	if !ok || len(value) == len(rest) {
		return false
	}
	n := 0
	for n < len(value) && isWord(value[n]) {
		n++
	}
	text := bytes.TrimLeft(value[n:], " \t")
	start, ok := stringStart(text, len(text))
	return n > 0 && len(text) < len(value)-n && ok && start == 0
}

// hasCall reports whether a word with a parenthesis behind it is on the line.
func hasCall(clean []byte, word string) bool {
	for from := 0; ; {
		i := bytes.Index(clean[from:], []byte(word))
		if i < 0 {
			return false
		}
		i += from
		from = i + len(word)
		rest := bytes.TrimLeft(clean[from:], " \t")
		if (i == 0 || !isWord(clean[i-1])) && len(rest) > 0 && rest[0] == '(' {
			return true
		}
	}
}

// isPerCPU tells a line that begins with DEFINE_PER_CPU, after at most one
// word.
func isPerCPU(clean []byte) bool {
	code := bytes.TrimLeft(clean, " \t")
	n := 0
	for n < len(code) && isWord(code[n]) {
		n++
	}
	const name = "DEFINE_PER_CPU"
	return bytes.Contains(code[:n], []byte(name)) ||
		bytes.HasPrefix(bytes.TrimLeft(code[n:], " \t"), []byte(name))
}

// hasAddress reports whether a scheme, "://" and something behind it are on
// the line.
func hasAddress(raw []byte) bool {
	for from := 0; ; {
		i := bytes.Index(raw[from:], []byte("://"))
		if i < 0 {
			return false
		}
		i += from
		from = i + 3
		if from == len(raw) || isSpace(raw[from]) {
			continue
		}
		for k := i - 1; k >= 0 && (isWord(raw[k]) || raw[k] == '.' || raw[k] == '+' || raw[k] == '-'); k-- {
			c := raw[k] | 0x20
			if 'a' <= c && c <= 'z' && raw[k] < 0x80 && (k == 0 || !isWord(raw[k-1])) {
				return true
			}
		}
	}
}
