// SPDX-License-Identifier: GPL-2.0-or-later

package comment

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// block is a comment of several lines.
type block struct {
	// first and last are its lines; -1 where it goes on beyond the hunk.
	first, last int
	// open is the index, in bytes of the first line, of the slash that opens
	// it, and column is where that stands.
	open, column int
	// end is the index, in bytes of the last line, of the star that ends it.
	end int
}

// farthest is how many lines away the ends of a comment are looked for. No
// comment that people write is as long, and one that never ends would be read
// anew for each of its lines.
const farthest = 1000

// blockAt is the comment that is open where a line begins.
func blockAt(p *analyzer.Pass, line int) (b block, ok bool) {
	lines := p.Text.Lines
	if !lines[line].Features.Has(source.BeginsInComment) {
		return b, false
	}
	b = block{first: -1, last: -1}
	up := line
	for up >= max(0, line-farthest) && p.SameHunk(up, line) && lines[up].Features.Has(source.BeginsInComment) && (up == line || !closes(p.Raw(up))) {
		up--
	}
	if up >= max(0, line-farthest) && p.SameHunk(up, line) {
		if b.open = opensAt(p, up); b.open >= 0 {
			b.first, b.column = up, p.Width(p.Raw(up)[:b.open])
		}
	}
	for down := line; down < min(len(lines), line+farthest) && p.SameHunk(down, line); down++ {
		if i := bytes.Index(p.Raw(down), []byte("*/")); i >= 0 {
			b.last, b.end = down, i
			break
		}
	}
	return b, true
}

// closes reports whether a line that begins in a comment ends it.
func closes(raw []byte) bool { return bytes.Contains(raw, []byte("*/")) }

// opensAt is the index of the opening of the block comment that is open at the
// end of a line and began on it, -1 if there is none.
func opensAt(p *analyzer.Pass, line int) int {
	raw, clean := p.Raw(line), p.Clean(line)
	i := 0
	if p.Text.Lines[line].Features.Has(source.BeginsInComment) {
		k := bytes.Index(raw, []byte("*/"))
		if k < 0 {
			return -1
		}
		i = k + 2
	}
	for i < len(raw) {
		if clean[i] != source.Filler {
			i++
			continue
		}
		if i+1 >= len(raw) || raw[i+1] != '*' {
			return -1 // a comment with two slashes
		}
		k := bytes.Index(raw[i+2:], []byte("*/"))
		if k < 0 {
			return i
		}
		i += 2 + k + 2
	}
	return -1
}

// restyle adds the fix that puts a whole comment into form, if it can: its
// beginning and end are known, nothing follows it, and no backslash in it
// continues a line of a macro. All findings of a comment get the same edits,
// so that making one makes all.
func restyle(p *analyzer.Pass, f *analyzer.Finding, b block) {
	if b.first < 0 || b.last < 0 || len(bytes.TrimSpace(p.Raw(b.last)[b.end+2:])) > 0 {
		return
	}
	s := styler{p: p, b: b, prefix: indentation(p, b.column+1), addStars: !startsWithStar(p.Raw(b.first + 1))}
	for i := b.first; i <= b.last; i++ {
		if bytes.HasSuffix(bytes.TrimRight(p.Raw(i), " \t\r"), []byte{'\\'}) {
			return
		}
	}
	s.survey()
	for i := b.first + 1; i <= b.last; i++ {
		s.line(i)
	}
	if !s.tooWide && len(s.edits) > 0 {
		f.Fix("Put the comment into form", s.edits...)
	}
}

// styler writes a comment anew.
type styler struct {
	p *analyzer.Pass
	b block
	// prefix is the blanks in front of each star.
	prefix string
	// addStars: lines without a star get one.
	addStars bool
	// bullets: what stars there are belong to the text.
	bullets bool
	// margin is the least column in which a line without a star begins.
	margin  int
	edits   []fix.Edit
	tooWide bool
}

// survey finds the margin of the text and whether its stars are bullets: they
// are where some lines have none and no star stands in the right column.
func (s *styler) survey() {
	s.margin = -1
	stars, right := false, false
	for i := s.b.first + 1; i <= s.b.last; i++ {
		text := s.text(i)
		blanks := leadingBlanks(text)
		if blanks == len(text) {
			continue
		}
		column := s.p.Width(text[:blanks])
		if text[blanks] == '*' {
			stars = true
			right = right || column == s.b.column || column == s.b.column+1
		} else if s.margin < 0 || column < s.margin {
			s.margin = column
		}
	}
	s.bullets = s.addStars && stars && !right
	if s.bullets {
		s.bulletMargin()
	}
}

// bulletMargin takes bullets for text when the margin is looked for.
func (s *styler) bulletMargin() {
	for i := s.b.first + 1; i <= s.b.last; i++ {
		text := s.text(i)
		if blanks := leadingBlanks(text); blanks < len(text) {
			s.margin = min(s.margin, s.p.Width(text[:blanks]))
		}
	}
}

// text is a line of the comment without its end and trailing blanks.
func (s *styler) text(i int) []byte {
	raw := s.p.Raw(i)
	if i == s.b.last {
		raw = raw[:s.b.end]
	}
	return bytes.TrimRight(raw, " \t\r")
}

// line writes one line anew.
func (s *styler) line(i int) {
	raw, text := s.p.Raw(i), s.text(i)
	ending := ""
	if bytes.HasSuffix(raw, []byte{'\r'}) {
		ending = "\r"
	}
	var out string
	blanks := leadingBlanks(text)
	switch {
	case i == s.b.last && len(bytes.Trim(text, " \t*")) == 0:
		out = s.prefix + string(text[blanks:]) + "*/"
	case len(text) == 0 && !s.addStars:
		return
	case len(text) == 0:
		out = s.prefix + "*"
	case text[blanks] == '*' && !s.bullets:
		out = s.prefix + string(text[blanks:])
	case s.addStars:
		out = s.starred(text)
	default:
		out = string(text)
	}
	s.widthOf(out, i)
	if i == s.b.last && !strings.HasSuffix(out, "*/") {
		out += ending + "\n" + s.prefix + "*/"
	}
	if out += ending; out != string(raw) {
		s.edits = append(s.edits, analyzer.Replace(s.p.LineRange(i), out))
	}
}

// starred puts a star before a line of text. Tabs within the text become
// spaces where the text moves by other than whole tabs, so that tables keep
// their columns.
func (s *styler) starred(text []byte) string {
	blanks := leadingBlanks(text)
	from := s.p.Width(text[:blanks])
	to := s.b.column + 3 + from - s.margin
	words := string(text[blanks:])
	if (to-from)%s.p.TabSize() != 0 && strings.Contains(words, "\t") {
		words = spread(words, from, s.p.TabSize())
	}
	return s.prefix + "* " + strings.Repeat(" ", from-s.margin) + words
}

// spread writes the tabs of a text that begins in a column as spaces.
func spread(text string, column, tab int) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c != '\t' {
			b.WriteByte(c)
			column++
			continue
		}
		n := tab - column%tab
		b.WriteString(strings.Repeat(" ", n))
		column += n
	}
	return b.String()
}

// widthOf notes a line that the fix would make too long.
func (s *styler) widthOf(out string, line int) {
	limit := s.p.MaxLineLength()
	if w := s.p.Width([]byte(out)); w > limit && w > s.p.Width(s.p.Raw(line)) {
		s.tooWide = true
	}
}

// indentation is the blanks that reach a column: tabs, then spaces.
func indentation(p *analyzer.Pass, width int) string {
	return strings.Repeat("\t", width/p.TabSize()) + strings.Repeat(" ", width%p.TabSize())
}
