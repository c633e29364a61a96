// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"iter"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// preimageBytes bounds the files that hunks are placed in. Larger ones are
// generated tables, and their hunks can be judged alone.
const preimageBytes = 4 << 20

// placedText is the whole file that a patch makes, with only what the patch
// adds to be judged: comments that are open, types and functions are known then
// instead of guessed. It is nil where the file as it was is not at hand, or the
// patch does not apply to it as it stands.
func placedText(name string, m *patch.Message, f *patch.File, o *Options) *source.Text {
	if !mayBePlaced(f) {
		return nil
	}
	for old := range preimages(f, o) {
		if len(old) == 0 || len(old) > preimageBytes {
			continue
		}
		p := placer{m: m, old: splitLines(old)}
		p.b.hunk("")
		if p.apply(f) {
			mode := o.mode()
			mode.Placed = true
			t := source.Assemble(name, f.Path(), source.KindOf(f.Path()), p.b.pieces, p.b.starts, p.b.sections, mode)
			t.Removed = p.b.removed
			t.FinalNewline = !p.b.noNewline
			t.Decoded = m.Encoded()
			return t
		}
	}
	return nil
}

// mayBePlaced reports whether it matters to the hunks of a file what surrounds
// them.
func mayBePlaced(f *patch.File) bool {
	return f.Change != patch.Added && source.KindOf(f.Path()).In(source.CFiles)
}

// preimages are the files to try, each read when its turn comes: the blob that
// the patch names, then what the tree has at the old path.
func preimages(f *patch.File, o *Options) iter.Seq[[]byte] {
	known := o.Facts.Fill()
	return func(yield func([]byte) bool) {
		if f.OldBlob != "" {
			if data, ok := known.History.Blob(f.OldBlob); ok && !yield(data) {
				return
			}
		}
		if f.OldPath != "" {
			yield(known.Tree.File(f.OldPath))
		}
	}
}

func splitLines(text []byte) [][]byte {
	lines := bytes.Split(text, []byte{'\n'})
	if n := len(lines); n > 0 && len(lines[n-1]) == 0 {
		lines = lines[:n-1]
	}
	return lines
}

// placer writes the new file: old lines, and the hunks at their places.
type placer struct {
	m   *patch.Message
	old [][]byte
	at  int // next old line
	b   builder
}

// apply reports whether all hunks fit exactly where they say.
func (p *placer) apply(f *patch.File) bool {
	for _, h := range f.Hunks {
		start := h.OldStart - 1
		if h.OldCount == 0 {
			start = h.OldStart
		}
		if start < p.at || start > len(p.old) {
			return false
		}
		p.keep(start)
		if !p.hunk(h) {
			return false
		}
	}
	p.keep(len(p.old))
	return true
}

// keep copies old lines that the patch does not show.
func (p *placer) keep(end int) {
	for ; p.at < end; p.at++ {
		p.b.pieces = append(p.b.pieces, source.Piece{Bytes: p.old[p.at], File: int32(len(p.b.pieces)) + 1, Origin: source.Context})
	}
}

func (p *placer) hunk(h *patch.Hunk) bool {
	for i := range h.Lines {
		l := &h.Lines[i]
		piece := hunkPiece(p.m, l)
		piece.File = int32(len(p.b.pieces)) + 1
		if l.Class == patch.ClassContext || l.Class == patch.ClassRemoved {
			if p.at >= len(p.old) || !bytes.Equal(p.old[p.at], piece.Bytes) {
				return false
			}
			p.at++
		}
		p.b.line(l.Class, piece)
	}
	return true
}
