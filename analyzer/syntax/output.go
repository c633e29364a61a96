// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

// output is the rewritten token stream, as the C side reads it.
type output struct {
	code   []uint16 // codeBase + symbol
	start  []uint32 // offsets in the text
	end    []uint32
	change []uint32 // changes in front of the token << 2 | itself changed << 1 | alias

	changes uint32 // so far
	opaque  uint32 // bytes of what was no expression where one had to be
}

// codeBase keeps the codes clear of control characters; it is KS_CODE_BASE.
const codeBase = 0x100

func (o *output) reset() {
	o.code, o.start, o.end, o.change = o.code[:0], o.start[:0], o.end[:0], o.change[:0]
	o.changes, o.opaque = 0, 0
}

// add appends a token that was not touched.
func (o *output) add(sym symbol, start, end uint32) {
	o.code = append(o.code, codeBase+uint16(sym))
	o.start = append(o.start, start)
	o.end = append(o.end, end)
	o.change = append(o.change, o.changes<<2)
}

// rewrite appends a token that is not what the text says, or not there.
func (o *output) rewrite(sym symbol, start, end uint32) {
	o.code = append(o.code, codeBase+uint16(sym))
	o.start = append(o.start, start)
	o.end = append(o.end, end)
	o.change = append(o.change, o.changes<<2|2)
	o.changes++
}

// alias appends an identifier under another symbol, one that can only be what
// the masker found out it is: symTrue for an identifier in an expression,
// symPrimitive for the name of a type. The grammar has to follow both readings
// of many a statement otherwise, which took half of the time. The tree says
// identifier and type identifier all the same.
func (o *output) alias(sym symbol, start, end uint32) {
	o.add(sym, start, end)
	o.change[len(o.change)-1] |= 1
}

// mark is a state of the output that can be returned to.
type mark struct {
	length          int
	changes, opaque uint32
}

func (o *output) mark() mark { return mark{len(o.code), o.changes, o.opaque} }

func (o *output) rewind(m mark) {
	o.code, o.start, o.end, o.change = o.code[:m.length], o.start[:m.length], o.end[:m.length], o.change[:m.length]
	o.changes, o.opaque = m.changes, m.opaque
}
