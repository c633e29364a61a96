// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// stream judges a patch, a series, or a commit message: the stream as a whole,
// each message, each diff, and the new side of each file's hunks.
func (r *run) stream(name string, s *patch.Stream) error {
	r.in = s
	texts := streamTexts(name, s, r.options)
	if err := r.inputHooks(name, s, texts); err != nil {
		return err
	}
	for _, t := range texts {
		if err := r.text(t); err != nil {
			return err
		}
	}
	return r.ctx.Err()
}

// inputHooks runs the checks that look at the input itself. One that panics is
// left out and the others begin anew.
func (r *run) inputHooks(name string, s *patch.Stream, texts []*source.Text) error {
	for {
		w := &walker{r: r, pass: &Pass{stream: s, Facts: r.options.Facts.Fill(), options: r.options, strict: r.options.Strict}}
		broken, err := w.guarded(func() error { return w.hooks(name, s, texts) })
		if err != nil {
			return err
		}
		if broken == nil {
			r.collectInput(s, w.pass.findings)
			return nil
		}
	}
}

func (w *walker) hooks(name string, s *patch.Stream, texts []*source.Text) error {
	if w.pass.Parity() && s.Kind != patch.KindCommitMessage {
		v := &View{Stream: s, Script: w.pass.Script(), Name: name, texts: texts}
		w.each(w.r.a.views, func(c *Check) { c.OnView(w.pass, v) })
		return w.r.ctx.Err()
	}
	for _, m := range s.Messages {
		if w.r.ctx.Err() != nil {
			return w.r.ctx.Err()
		}
		v := newMessageView(name, s, m)
		w.each(w.r.a.views, func(c *Check) { c.OnView(w.pass, v) })
	}
	return nil
}

// collectInput filters findings about the input itself.
func (r *run) collectInput(s *patch.Stream, fs []*Finding) {
	for _, f := range fs {
		if !r.keeps(f, r.options.Strict) {
			continue
		}
		f.Line = max(f.textLine, 0) + 1
		r.result.Findings = append(r.result.Findings, f)
	}
}

// streamTexts are the new sides of all files that a patch touches. Checkpatch
// takes some lines for something else than they are; in parity mode the texts
// are made of what it takes for lines of hunks.
func streamTexts(name string, s *patch.Stream, o *Options) []*source.Text {
	if o.Parity && s.Kind != patch.KindCommitMessage {
		return scriptTexts(name, s, o)
	}
	var out []*source.Text
	for _, m := range s.Messages {
		for _, f := range m.Files {
			if f.HasNewText() {
				out = append(out, textOf(name, m, f, o))
			}
		}
	}
	return out
}

// textOf is the new side of a file that a patch changes: the whole of it where
// that can be made, or what the hunks show.
func textOf(name string, m *patch.Message, f *patch.File, o *Options) *source.Text {
	if t := placedText(name, m, f, o); t != nil {
		return t
	}
	return fileText(name, m, f, o)
}

// builder collects the lines of one text.
type builder struct {
	pieces   []source.Piece
	starts   []int
	sections []string
	removed  []source.Removed
	// noNewline: the last added line lacks its line feed.
	noNewline bool
}

func (b *builder) hunk(section string) {
	b.starts = append(b.starts, len(b.pieces))
	b.sections = append(b.sections, section)
}

func (b *builder) text(name, path string, o *Options) *source.Text {
	t := source.Assemble(name, path, source.KindOf(path), b.pieces, b.starts, b.sections, o.mode())
	t.Removed = b.removed
	t.FinalNewline = !b.noNewline
	return t
}

func fileText(name string, m *patch.Message, f *patch.File, o *Options) *source.Text {
	b := &builder{}
	for _, h := range f.Hunks {
		head := m.Line(h.Header)
		b.hunk(string(head[min(h.Section.Start, len(head)):min(h.Section.End, len(head))]))
		for i := range h.Lines {
			b.line(h.Lines[i].Class, hunkPiece(m, &h.Lines[i]))
		}
	}
	t := b.text(name, f.Path(), o)
	t.NewFile = f.Change == patch.Added
	t.Decoded = m.Encoded()
	return t
}

// hunkPiece is a line of a hunk without its marker.
func hunkPiece(m *patch.Message, l *patch.HunkLine) source.Piece {
	content := m.Line(int(l.Line))[l.Marker:]
	span, _ := m.InputSpan(int(l.Line), int(l.Marker), int(l.Marker)+len(content))
	return source.Piece{Bytes: content, InputStart: uint32(span.Start), Input: int32(m.InputLine(int(l.Line))) + 1, File: l.New}
}

// line adds one line of a hunk.
func (b *builder) line(class patch.Class, piece source.Piece) {
	switch class {
	case patch.ClassContext:
		piece.Origin = source.Context
		fallthrough
	case patch.ClassAdded:
		b.pieces = append(b.pieces, piece)
		b.noNewline = false
	case patch.ClassRemoved:
		b.removed = append(b.removed, source.Removed{Before: len(b.pieces), Text: piece.Bytes, Input: piece.Input})
	case patch.ClassNoNewline:
		if n := len(b.pieces); n > 0 && b.pieces[n-1].Origin == source.Added && b.pieces[n-1].Input == piece.Input-1 {
			b.noNewline = true
		}
	}
}

// scriptTexts are the texts as checkpatch sees them in the stream.
func scriptTexts(name string, s *patch.Stream, o *Options) []*source.Text {
	var out []*source.Text
	script := s.Script()
	var b *builder
	path := int32(-1)
	flush := func() {
		if b != nil && len(b.pieces) > 0 {
			out = append(out, b.text(name, script.Paths[path], o))
		}
		b = nil
	}
	for i := range script.Lines {
		l := &script.Lines[i]
		switch {
		case l.Class == patch.ClassFileHeader:
			flush()
		case l.Class == patch.ClassHunkHeader:
			if b == nil || l.Path != path {
				flush()
				b, path = &builder{}, l.Path
			}
			b.hunk(section(s.Input.Line(i)))
		case l.Class.InHunk():
			if b == nil {
				// A header that is really an added line of this hunk.
				b, path = &builder{}, l.Path
				b.hunk("")
			}
			raw := s.Input.Line(i)
			marker := min(1, len(raw))
			b.line(l.Class, source.Piece{Bytes: raw[marker:], InputStart: uint32(s.Input.Range(i).Start + marker),
				Input: int32(i) + 1, File: l.New})
			// The mark stands behind what the header of the hunk counts.
			if l.Class == patch.ClassAdded && i+1 < len(script.Lines) && bytes.HasPrefix(s.Input.Line(i+1), noNewlineMark) {
				b.noNewline = true
			}
		}
	}
	flush()
	return out
}

var noNewlineMark = []byte("\\ No newline at end of file")

// section is what stands behind the second @@ of a hunk's header.
func section(header []byte) string {
	for i := 2; i+1 < len(header); i++ {
		if header[i] == '@' && header[i+1] == '@' {
			return string(header[i+2:])
		}
	}
	return ""
}
