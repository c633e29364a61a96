// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferFallthrough is reported for comments that say what a statement can.
var PreferFallthrough = &analyzer.Rule{
	Type:   "PREFER_FALLTHROUGH",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Comment instead of fallthrough",
	Doc: `Where one case goes on into the next, say so with the statement
"fallthrough;", which every compiler understands, and not with a comment. In a
whole file this is a remark, in a patch a warning. A comment that only speaks of
falling through somewhere else is not meant.`,
	Bad:  "int f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\tx++;\n\t\t/* fall through */\n\tcase 2:\n\t\treturn x;\n\t}\n\treturn 0;\n}\n",
	Good: "int f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\tx++;\n\t\tfallthrough;\n\tcase 2:\n\t\treturn x;\n\t}\n\treturn 0;\n}\n",
	Link: "process/deprecated.html#implicit-switch-case-fall-through",
	Fix:  analyzer.FixSometimes,
}

var preferFallthrough = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferFallthrough},
	Lines:  source.HasComment,
	OnLine: checkPreferFallthrough,
	Learns: true,
}

// checkPreferFallthrough looks for one of the forms that gcc understands, in
// whatever the comments of a line say.
func checkPreferFallthrough(p *analyzer.Pass, line int) {
	raw := p.Raw(line)
	if !mayFall(raw) {
		p.Nothing(line)
		return
	}
	text := commentText(p.Clean(line), raw)
	start, end := fallsThrough(text)
	if start < 0 {
		return
	}
	level := analyzer.Warning
	if p.FileMode() {
		level = analyzer.Strict
	}
	at := commentRange(p, line)
	f := p.Report(level, PreferFallthrough, at, "write fallthrough; instead of a comment")
	next := behindComment(p, line)
	if next >= 0 && p.Tokens.Word[next] != token.Case && p.Tokens.Word[next] != token.Default &&
		p.Tokens.KindAt(next+1) != token.Colon {
		f.DifferNarrower("no label follows, the comment speaks of something else")
		return
	}
	if next >= 0 && wholeComment(text, start, end) {
		fixFallthrough(p, f, line, next)
	}
}

// mayFall is a quick look for the letters.
func mayFall(raw []byte) bool {
	return bytes.Contains(raw, []byte("all")) || bytes.Contains(raw, []byte("FALL"))
}

// commentText is the bytes of a line that belong to comments.
func commentText(view, raw []byte) []byte {
	var out []byte
	for i, c := range view {
		if c == source.Filler {
			out = append(out, raw[i])
		}
	}
	return out
}

// commentRange is the first run of comment on a line.
func commentRange(p *analyzer.Pass, line int) source.Range {
	view := p.Clean(line)
	from := bytes.IndexByte(view, source.Filler)
	end := bytes.LastIndexByte(view, source.Filler) + 1
	return p.Columns(line, from, end)
}

// behindComment is the first token behind a line that is no comment, -1 at the
// end of the hunk.
func behindComment(p *analyzer.Pass, line int) int {
	_, end := p.LineTokens(line)
	for end < p.Tokens.Len() && p.Tokens.Kind[end] == token.Comment {
		end++
	}
	p.Saw(end)
	if end >= p.Tokens.Len() || !p.SameHunk(p.TokenLine(end), line) {
		return -1
	}
	return end
}

// fallsThrough finds one of the forms in the text of comments.
func fallsThrough(text []byte) (start, end int) {
	for i, c := range text {
		if c != 'f' && c != 'F' {
			continue
		}
		lead := bytes.TrimRight(text[:i], " \t")
		meant := bytes.HasSuffix(lead, []byte("intentional")) || bytes.HasSuffix(lead, []byte("intentionally"))
		if k := fallForm(text[i:], meant); k > 0 {
			return i, i + k
		}
	}
	return -1, -1
}

// fallForm is the length of the form that a text begins with, 0 if it is none.
// The second word may have a capital letter if the first has, or if it is said
// to be meant.
func fallForm(b []byte, meant bool) int {
	switch {
	case bytes.HasPrefix(b, []byte("FALL")):
		i := 4 + joint(b[4:], 'S')
		for _, tail := range [...]string{"THROUGH", "THRU", "THREW"} {
			if bytes.HasPrefix(b[i:], []byte(tail)) {
				return i + len(tail)
			}
		}
	case bytes.HasPrefix(b[1:], []byte("all")):
		i := 4 + joint(b[4:], 's')
		if i == len(b) || b[i] != 't' && (b[i] != 'T' || i == 4 || b[0] == 'f' && !meant) {
			return 0
		}
		for _, tail := range [...]string{"hrough", "hru", "hrew"} {
			if bytes.HasPrefix(b[i+1:], []byte(tail)) {
				return i + 1 + len(tail)
			}
		}
	}
	return 0
}

// joint is what may stand between the two words: "s ", a blank, a hyphen, or
// nothing.
func joint(b []byte, plural byte) int {
	switch {
	case len(b) > 1 && b[0] == plural && b[1] == ' ':
		return 2
	case len(b) > 0 && (b[0] == ' ' || b[0] == '-'):
		return 1
	}
	return 0
}

// wholeComment reports whether a comment says nothing but the form found at
// [start, end).
func wholeComment(text []byte, start, end int) bool {
	return len(bytes.Trim(text[:start], "/* \t@")) == 0 && len(bytes.Trim(text[end:], "/* \t.!@")) == 0
}

// fixFallthrough writes the statement for a comment that has a line for itself
// between two cases.
func fixFallthrough(p *analyzer.Pass, f *analyzer.Finding, line, next int) {
	from, end := p.LineTokens(line)
	if end != from+1 || p.TokenLine(next) != line+1 || p.InDirective(line) {
		return
	}
	if w := p.Tokens.Word[next]; w != token.Case && w != token.Default {
		return
	}
	prev := p.Before(from)
	if k := p.Tokens.KindAt(prev); k != token.Semi && k != token.RBrace || k == token.Semi && isJump(p, simpleStart(p, prev)) && !governed(p, simpleStart(p, prev)) {
		return
	}
	at := p.TokenRange(from)
	text := p.Text.Raw[at.Start:at.End]
	if !bytes.HasPrefix(text, []byte("//")) && (!bytes.HasPrefix(text, []byte("/*")) || !bytes.HasSuffix(text, []byte("*/"))) {
		return
	}
	f.Rewrite("Write fallthrough;", analyzer.Replace(at, "fallthrough;"))
}
