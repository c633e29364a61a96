// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// line is a trailer about a person on a line of a view.
type line struct {
	index int // of the view
	text  []byte
	// before and after are the blanks around the tag; tag has its colon.
	before, tag, after, value string
}

// tags are the tags that checkpatch knows, in lower case. Those in front may be
// offered instead of one that is misspelt.
var tags = []string{"signed-off-by:", "co-developed-by:", "acked-by:", "tested-by:",
	"reviewed-by:", "reported-by:", "suggested-by:", "assisted-by:", "to:", "cc:"}

const offered = 7

// is tells whether the tag is the given one, which is in lower case and has its
// colon.
func (l *line) is(tag string) bool { return strings.EqualFold(l.tag, tag) }

// cut reads a line as checkpatch does: blanks, a word that ends in "by:" or a
// tag it knows, blanks, the value.
func cut(text []byte) (l line, ok bool) {
	from := 0
	for from < len(text) && isSpace(text[from]) {
		from++
	}
	end := from
	for end < len(text) && (isWord(text[end]) || text[end] == '-') {
		end++
	}
	if end == from || end == len(text) || text[end] != ':' {
		return l, false
	}
	tag := string(text[from : end+1])
	if !isTag(strings.ToLower(tag)) {
		return l, false
	}
	value := end + 1
	for value < len(text) && isSpace(text[value]) {
		value++
	}
	return line{text: text, before: string(text[:from]), tag: tag,
		after: string(text[end+1 : value]), value: string(text[value:])}, true
}

// isTag tells whether a tag in lower case is one about a person: anything that
// ends in "by" behind at least one more letter, To and Cc.
func isTag(tag string) bool {
	return strings.HasSuffix(tag, "by:") && len(tag) > len("by:") || tag == "to:" || tag == "cc:"
}

// lines finds the trailers of a view. In the reading of checkpatch they are
// everywhere behind the header, context lines of hunks included. In ours they
// are in the commit's text: in the block at its end, or, as far as the kernel
// knows the tag, on any line of it.
func lines(v *analyzer.View) []line {
	var out []line
	for i := range v.Len() {
		vl := v.Line(i)
		if len(vl.Text) < len("To:") || vl.Class == patch.ClassFileHeader || vl.Class == patch.ClassHunkHeader {
			continue
		}
		if v.Script != nil && vl.InHeader() || v.Script == nil && !vl.InLog() {
			continue
		}
		l, ok := cut(vl.Text)
		if !ok {
			continue
		}
		if vl.Class == patch.ClassContext {
			if l, ok = cut(v.Clean(i)); !ok {
				continue
			}
		}
		l.index = i
		if v.Script == nil && !meant(v, &l) {
			continue
		}
		out = append(out, l)
	}
	return out
}

// meant tells whether a line of our reading is a trailer and no prose or
// quotation.
func meant(v *analyzer.View, l *line) bool {
	t := v.Trailer(l.index)
	switch {
	case t == nil:
		return false
	case v.Index(t.Lines.First) == l.index:
		return true
	}
	// Indented: a trailer if it stands among the trailers of the block.
	return l.before != "" && t.InBlock && known(l.tag) && strings.Contains(l.value, "@")
}

// known tells whether checkpatch knows a tag: it looks for one of its own
// anywhere in the word.
func known(tag string) bool {
	lower := strings.ToLower(tag)
	for _, t := range tags {
		if strings.Contains(lower, t) {
			return true
		}
	}
	return false
}

// capital is a tag with its first letter large and the rest small.
func capital(tag string) string {
	lower := strings.ToLower(tag)
	return strings.ToUpper(lower[:1]) + lower[1:]
}

// nextLine is the line of the input that follows a line of the view, as far as
// the text goes on there; ok is false at the end.
func nextLine(v *analyzer.View, i int) (text []byte, ok bool) {
	if i+1 >= v.Len() {
		return nil, false
	}
	return v.Line(i + 1).Text, true
}

// hasPrefixFold compares without regard to case; prefix is in lower case.
func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && bytes.EqualFold(b[:len(prefix)], []byte(prefix))
}

func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// report makes a finding about the whole of a line.
func (l *line) report(p *analyzer.Pass, v *analyzer.View, level analyzer.Level, r *analyzer.Rule, format string, args ...any) *analyzer.Finding {
	return p.ReportView(v, level, r, l.index, len(l.before), -1, format, args...)
}

// valueAt is where the value of a line is in the input.
func (l *line) replaceValue(v *analyzer.View, f *analyzer.Finding, title, text string) {
	from := len(l.text) - len(l.value)
	if at, exact := v.Span(l.index, from, len(l.text)); exact && text != l.value {
		f.MaybeFix(title, analyzer.Replace(at, text))
	}
}

// normalise writes the line in the usual form: tag, one blank, value.
func (l *line) normalise(v *analyzer.View, f *analyzer.Finding, title string) {
	text := capital(l.tag) + " " + l.value
	if l.value == "" {
		return // there is no good form of an empty trailer
	}
	if at, exact := v.Whole(l.index); exact && text != string(l.text) {
		f.Fix(title, analyzer.Replace(at, text))
	}
}
