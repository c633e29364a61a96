// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// item is a token that the masker looks at: no comments, no directives, no
// attributes, no arms of a conditional that are not followed.
type item struct {
	start, end uint32
	match      int32 // index of the other bracket; every bracket has one
	word       token.Word
	sym        symbol
	kind       token.Kind
	class      class
	gap        bool // something was left out in front of it
}

// reader rewrites the tokens of one chunk so that the grammar accepts them. It
// reads C by recursive descent, loosely: it knows where it is (file scope,
// block, struct, initialiser, arguments) and decides only what the grammar
// cannot swallow. It never fails; what it does not understand it hands on as
// it is, and the tree then has an error there.
type reader struct {
	clean []byte
	items []item
	out   output

	depth   int
	tooDeep bool

	// Scratch memory, kept between chunks.
	opens  []int32
	groups []group
	drops  []dropped
}

// maxDepth bounds the recursion of the reader, and with it the brackets that
// the parser may meet. The deepest nesting in the kernel is below 40.
const maxDepth = 200

// enter counts one level of recursion; it reports false when the text is
// nested too deeply to be read.
func (r *reader) enter() bool {
	r.depth++
	if r.depth > maxDepth {
		r.tooDeep = true
	}
	return !r.tooDeep
}

func (r *reader) leave() { r.depth-- }

// at returns item i, a zero item outside.
func (r *reader) at(i int) item {
	if uint(i) < uint(len(r.items)) {
		return r.items[i]
	}
	return item{}
}

func (r *reader) kind(i int) token.Kind {
	if uint(i) < uint(len(r.items)) {
		return r.items[i].kind
	}
	return token.None
}

// kindIn is kind for an index that must be below hi.
func (r *reader) kindIn(i, hi int) token.Kind {
	if i < hi {
		return r.kind(i)
	}
	return token.None
}

// after returns the index behind the bracket group that opens at i.
func (r *reader) after(i int) int { return int(r.items[i].match) + 1 }

// skip returns the index behind item i, or behind its group if it opens one.
func (r *reader) skip(i int) int {
	if r.items[i].kind.IsOpen() {
		return r.after(i)
	}
	return i + 1
}

// text returns the bytes of item i.
func (r *reader) text(i int) []byte {
	if uint(i) >= uint(len(r.items)) {
		return nil
	}
	return r.clean[r.items[i].start:r.items[i].end]
}

// newLine reports whether item i begins a line, as far as items go.
func (r *reader) newLine(i int) bool {
	if i <= 0 || i >= len(r.items) {
		return true
	}
	from, to := r.items[i-1].end, r.items[i].start
	return from < to && bytes.IndexByte(r.clean[from:to], '\n') >= 0
}

// indent returns the columns of white space in front of the line of item i.
func (r *reader) indent(i int) int {
	at := int(r.items[i].start)
	line := bytes.LastIndexByte(r.clean[:at], '\n') + 1
	columns := 0
	for ; line < at; line++ {
		switch r.clean[line] {
		case '\t':
			columns = (columns | 7) + 1
		case ' ':
			columns++
		default:
			return columns
		}
	}
	return columns
}

// emit writes item i as it is.
func (r *reader) emit(i int) {
	if uint(i) >= uint(len(r.items)) {
		return
	}
	it := &r.items[i]
	if it.gap {
		r.out.changes++
	}
	switch it.kind {
	case token.String:
		r.out.add(symQuote, it.start, it.start+1)
		r.out.add(symQuote, max(it.end-1, it.start+1), it.end)
	case token.Char:
		r.out.add(symApostrophe, it.start, it.start+1)
		r.out.add(symCharacter, it.start+1, max(it.end-1, it.start+1))
		r.out.add(symApostrophe, max(it.end-1, it.start+1), it.end)
	default:
		if it.start == it.end {
			r.out.rewrite(it.sym, it.start, it.end)
			return
		}
		r.out.add(it.sym, it.start, it.end)
	}
}

// emitAs writes item i as another symbol.
func (r *reader) emitAs(sym symbol, i int) {
	if r.items[i].sym == sym {
		r.emit(i)
		return
	}
	r.out.rewrite(sym, r.items[i].start, r.items[i].end)
}

// name writes item i as an identifier, whatever word it is.
func (r *reader) name(i int) {
	it := &r.items[i]
	if it.gap {
		r.out.changes++
	}
	r.out.add(symIdentifier, it.start, it.end)
}

// operandName writes item i, an identifier, as an operand.
func (r *reader) operandName(i int) {
	it := &r.items[i]
	if it.gap {
		r.out.changes++
	}
	if r.kind(i + 1).IsAssign() {
		r.out.add(symIdentifier, it.start, it.end) // the grammar insists
		return
	}
	r.out.alias(symTrue, it.start, it.end)
}

// typeWord writes item i, an identifier, as the name of a type.
func (r *reader) typeWord(i int) {
	it := &r.items[i]
	if it.gap {
		r.out.changes++
	}
	r.out.alias(symPrimitive, it.start, it.end)
}

// span writes one symbol for the items [lo, hi).
func (r *reader) span(sym symbol, lo, hi int) {
	if lo >= hi {
		return
	}
	r.out.rewrite(sym, r.items[lo].start, r.items[hi-1].end)
}

// opaque writes one identifier for the items [lo, hi), which should be an
// expression and are none.
func (r *reader) opaque(lo, hi int) {
	if lo < hi {
		r.out.opaque += r.items[hi-1].end - r.items[lo].start
		r.span(symIdentifier, lo, hi)
	}
}

// insert writes a symbol that is not in the text, behind item i-1.
func (r *reader) insert(sym symbol, i int) {
	at := uint32(0)
	switch {
	case i > 0 && i <= len(r.items):
		at = r.items[i-1].end
	case len(r.items) > 0:
		at = r.items[0].start
	}
	r.out.rewrite(sym, at, at)
}

// insertBefore is insert at the start of item i.
func (r *reader) insertBefore(sym symbol, i int) {
	r.out.rewrite(sym, r.items[i].start, r.items[i].start)
}

// drop leaves out whatever comes.
func (r *reader) drop() { r.out.changes++ }

// find returns the first item of kind k in [lo, hi) outside brackets, or hi.
func (r *reader) find(k token.Kind, lo, hi int) int {
	for lo < hi && r.items[lo].kind != k {
		lo = r.skip(lo)
	}
	return min(lo, hi)
}
