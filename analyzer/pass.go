// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Pass is what a check gets to see of one text, and where it reports. It
// belongs to one goroutine and must not be kept.
type Pass struct {
	// Text is the text; nil in the hooks about messages and diffs.
	Text *source.Text
	// Tokens are those of the whole text, for files of C; empty otherwise.
	Tokens *token.Stream
	// C is checkpatch's reading of the text, for files of C; nil otherwise.
	// An Early check sees it before the line has taught it types.
	C *cmodel.Model
	// Words names the words of Tokens.
	Words *token.Words
	// Facts answer from the tree and the repository; never nil inside.
	Facts facts.Facts

	options  *Options
	stream   *patch.Stream // the whole input, for a patch or a message
	beyond   bool          // a check has asked for it
	strict   bool
	fileMode bool
	check    *Check
	findings []*Finding
	room     []Finding // for those to come
	firstTok []uint32
	script   *patch.Script
	reach    reach // lines
	tokens   reach
	stat     *cmodel.Statement
	trees    *trees
	// The piece that was indented last, and what became of it.
	piece      source.Range
	pieceEdits []fix.Edit
	pieceSure  bool
	asked      []source.Range // pieces of the text whose trees were asked for
	far        []string       // what was looked for in the whole text
	marks      *marks         // nil where no version follows
	inText     bool           // checks of whole texts are running
	nothing    []uint16       // see layers; nil where no version follows
	bit        uint16         // of the check that is running
}

// Nothing says that the check finds nothing on a line as long as its bytes are
// what they are, whatever stands around it: it is not called for it again. The
// check must say that it Learns.
func (p *Pass) Nothing(line int) {
	if p.nothing != nil {
		p.nothing[line] |= p.bit
	}
}

// finds reports whether the check with a bit may find anything on a line.
func (p *Pass) finds(bit uint16, line int) bool {
	p.bit = bit
	return bit == 0 || p.nothing == nil || p.nothing[line]&bit == 0
}

// Statement is the statement that begins on the line at hand, nil where
// checkpatch has none: on a line without code or in the middle of a statement
// that is not divided. Early checks and those of whole texts have none.
func (p *Pass) Statement() *cmodel.Statement { return p.stat }

// Script is what checkpatch takes each line of the patch for.
func (p *Pass) Script() *patch.Script {
	if s := p.Stream(); p.script == nil && s != nil {
		p.script = s.Script()
	}
	return p.script
}

// Stream is the whole input, for a patch or a message; nil for a file. What is
// found with its help in one file of a patch is found anew after every edit of
// any other.
func (p *Pass) Stream() *patch.Stream {
	p.beyond = true
	return p.stream
}

// Strict reports whether findings of level Strict are shown for this text:
// because the user asked, or because its directory is judged strictly.
func (p *Pass) Strict() bool { return p.strict }

// StrictAsked reports whether the user asked for it.
func (p *Pass) StrictAsked() bool { return p.options.Strict }

// Parity reports whether to say exactly what checkpatch would.
func (p *Pass) Parity() bool { return p.options.Parity }

// FileMode is true for a whole file and false for a patch; some levels are
// milder for files.
func (p *Pass) FileMode() bool { return p.fileMode }

// MaxLineLength is in columns.
func (p *Pass) MaxLineLength() int { return p.options.MaxLineLength }

// TabSize is in columns.
func (p *Pass) TabSize() int { return p.options.TabSize }

// Options are all settings of the run; they must not be changed.
func (p *Pass) Options() *Options { return p.options }

// Shown reports whether findings of a type pass the user's filters.
func (p *Pass) Shown(typ string) bool { return p.options.shown(typ) }

// Added reports whether line i (from 0) is new.
func (p *Pass) Added(i int) bool {
	return i >= 0 && i < len(p.Text.Lines) && p.Text.Lines[i].Origin == source.Added
}

// SameHunk reports whether lines i and k are in one hunk.
func (p *Pass) SameHunk(i, k int) bool {
	return i >= 0 && k >= 0 && i < len(p.Text.Lines) && k < len(p.Text.Lines) &&
		p.Text.Lines[i].Hunk == p.Text.Lines[k].Hunk
}

// Tree is the syntax tree of the top-level piece that holds an offset in bytes,
// parsed when it is first asked for; nil where there is none. Its nodes have
// offsets of the text. Ask only where something has been found: a parse is what
// costs most.
func (p *Pass) Tree(offset uint32) *syntax.Tree {
	if p.trees == nil {
		return nil
	}
	tree, chunk := p.trees.at(offset)
	if tree != nil {
		p.seePiece(chunk)
	}
	return tree
}

// Piece bounds the top-level piece that holds an offset: what Tree would parse.
func (p *Pass) Piece(offset uint32) (source.Range, bool) {
	if p.trees == nil {
		return source.Range{}, false
	}
	i := p.trees.index(offset)
	if i < 0 {
		return source.Range{}, false
	}
	return p.seePiece(p.trees.chunks[i]), true
}

// Reindented is what reindent makes of a piece, which is asked once for all
// findings in it: they share the edits, of which there is one for each line.
func (p *Pass) Reindented(piece source.Range, reindent func(source.Range) ([]fix.Edit, bool)) ([]fix.Edit, bool) {
	if p.piece != piece {
		p.piece = piece
		p.pieceEdits, p.pieceSure = reindent(piece)
	}
	return p.pieceEdits, p.pieceSure
}

// seePiece remembers that findings depend on all of a piece.
func (p *Pass) seePiece(chunk syntax.Chunk) source.Range {
	r := source.Range{Start: chunk.Start, End: chunk.End}
	if len(p.asked) == 0 || p.asked[len(p.asked)-1] != r {
		p.asked = append(p.asked, r)
	}
	p.reach.see(p.Text.LineAt(chunk.Start))
	p.reach.see(p.Text.LineAt(chunk.End))
	return r
}

// Raw is line i as it is, without its line feed; Clean is its sanitised view.
// A line that does not exist is empty.
func (p *Pass) Raw(i int) []byte {
	if i < 0 || i >= len(p.Text.Lines) {
		return nil
	}
	p.reach.see(i)
	return p.Text.RawLine(i)
}

// Clean is the sanitised view of line i; see Raw.
func (p *Pass) Clean(i int) []byte {
	if i < 0 || i >= len(p.Text.Lines) {
		return nil
	}
	p.reach.see(i)
	return p.Text.CleanLine(i)
}

// LineTokens bounds the tokens that begin on line i: [first, end).
func (p *Pass) LineTokens(i int) (first, end int) {
	if i < 0 || i+1 >= len(p.firstTok) {
		return 0, 0
	}
	p.reach.see(i)
	return int(p.firstTok[i]), int(p.firstTok[i+1])
}

// TokenText is token i as it stands in the raw text.
func (p *Pass) TokenText(i int) string {
	return string(p.Text.Raw[p.Tokens.Start[i]:p.Tokens.End[i]])
}

// TokenRange is where token i stands.
func (p *Pass) TokenRange(i int) source.Range {
	return source.Range{Start: p.Tokens.Start[i], End: p.Tokens.End[i]}
}

// TokenLine is the line, from 0, on which token i begins.
func (p *Pass) TokenLine(i int) int {
	p.tokens.see(i)
	return p.Text.LineAt(p.Tokens.Start[i])
}

// Saw says that what is reported depends on token i and on those between it and
// the line at hand; outside of the stream it is the first or last. Methods that
// return a token or look for one have seen it. A check that goes over Tokens by
// itself, beyond its line and the statement, must say how far it came.
func (p *Pass) Saw(i int) {
	if n := p.Tokens.Len(); n > 0 {
		p.tokens.see(min(max(i, 0), n-1))
	}
}

// LineRange is the whole of line i without its line feed.
func (p *Pass) LineRange(i int) source.Range {
	return source.Range{Start: p.Text.Lines[i].Start, End: p.Text.Lines[i].End}
}

// Columns bounds part of line i, in bytes from its start.
func (p *Pass) Columns(i, from, to int) source.Range {
	l := p.Text.Lines[i]
	return source.Range{Start: l.Start + uint32(from), End: l.Start + uint32(to)}
}

// Width is how many columns a piece of raw text takes that begins in column 0.
func (p *Pass) Width(raw []byte) int { return Width(raw, p.options.TabSize) }

// Width is how many columns a piece of text takes that begins in column 0,
// with tab stops every tab columns. Bytes count, as in checkpatch.
func Width(raw []byte, tab int) int {
	n := 0
	for {
		k := bytes.IndexByte(raw, '\t')
		if k < 0 {
			return n + len(raw)
		}
		n += k
		n += tab - n%tab
		raw = raw[k+1:]
	}
}

// Error reports a finding at level ERROR.
func (p *Pass) Error(r *Rule, at source.Range, format string, args ...any) *Finding {
	return p.Report(Error, r, at, format, args...)
}

// Warn reports a finding at level WARNING.
func (p *Pass) Warn(r *Rule, at source.Range, format string, args ...any) *Finding {
	return p.Report(Warning, r, at, format, args...)
}

// Strictly reports a finding at checkpatch's level CHECK.
func (p *Pass) Strictly(r *Rule, at source.Range, format string, args ...any) *Finding {
	return p.Report(Strict, r, at, format, args...)
}

// Report adds a finding. It is named at the line where the range begins, in
// the input; see Finding.AtLine. The range is in bytes of the text, or of the
// input where there is no text.
func (p *Pass) Report(level Level, r *Rule, at source.Range, format string, args ...any) *Finding {
	f := p.newFinding()
	*f = Finding{Rule: r, Level: level, Range: at, Message: fmt.Sprintf(format, args...), textLine: -1}
	switch {
	case p.Text != nil:
		f.textLine = p.Text.LineAt(at.Start)
	case p.stream != nil:
		f.textLine = p.stream.Input.LineAt(int(at.Start))
	}
	p.findings = append(p.findings, f)
	return f
}

// newFinding has findings of one piece lie beside each other.
func (p *Pass) newFinding() *Finding {
	if len(p.room) == 0 {
		p.room = make([]Finding, min(len(p.findings)+1, 64))
	}
	f := &p.room[0]
	p.room = p.room[1:]
	return f
}

// StrictPath reports whether checkpatch judges a path strictly unasked.
func StrictPath(path string) bool {
	return strings.HasPrefix(path, "drivers/net/") || strings.HasPrefix(path, "net/") ||
		strings.HasPrefix(path, "drivers/staging/")
}
