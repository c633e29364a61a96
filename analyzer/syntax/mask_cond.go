// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// truth is what can be said of the condition of an arm.
type truth uint8

const (
	maybe  truth = iota
	never        // no arm of C: #if 0, assembler, C++
	always       // the opposite
)

// directiveOp sorts directives by what they do to the flow of tokens.
type directiveOp uint8

const (
	opOther directiveOp = iota
	opIf
	opElse // #elif and its kin too
	opEndif
)

// arm is one branch of a conditional, as token indices behind its directive.
type arm struct {
	from, to int
	truth    truth
}

// group is a conditional that is open while its tokens are read.
type group struct {
	arms   []arm
	before token.Kind // the last token of code in front of it
	open   bool       // its #if is in front of the chunk
}

// dropped says why a token has no place in the tree.
type dropped uint8

const (
	kept        dropped = iota
	onDirective         // it is part of a preprocessor line
	deadArm             // it is in an arm that is not followed
)

// maxGroups bounds how deeply nested conditionals are looked into; deeper ones
// keep all their arms. The kernel stays below ten.
const maxGroups = 32

// firstOnLine reports whether only blanks and comments stand between the
// start of the line and offset.
func firstOnLine(clean []byte, offset uint32) bool {
	for i := int(offset) - 1; i >= 0; i-- {
		c := clean[i]
		if c == '\n' {
			return true
		}
		if c != token.CommentByte && !token.IsBlank(c) {
			return false
		}
	}
	return true
}

// lineEnd returns the offset of the newline that ends the logical line at
// from, or the length of clean.
func lineEnd(clean []byte, from uint32) uint32 {
	at, comment := int(from), 0
	for {
		n := bytes.IndexByte(clean[at:], '\n')
		if n < 0 {
			return uint32(len(clean))
		}
		at += n
		k := at - 1
		if k >= int(from) && clean[k] == '\r' {
			k--
		}
		if k < int(from) {
			return uint32(at)
		}
		switch clean[k] {
		case '\\':
		case token.CommentByte, '\t':
			if at > comment {
				comment = definitionComment(clean, at+1)
			}
			if at > comment || !beginsInComment(clean, at+1) {
				return uint32(at)
			}
		case 'X': // a backslash within a string looks like the string
			if bytes.Count(clean[from:at], quote)%2 == 0 {
				return uint32(at)
			}
		default:
			return uint32(at)
		}
		at++
	}
}

var quote = []byte{'"'}

// definitionComment is the end of the comment that runs over the line feed in
// front of offset at, within a macro definition, 0 if there is none. The view
// does not tell it from two comments with a line feed between, but only within
// a definition is there a backslash at the end of the line where the comment
// ends.
func definitionComment(clean []byte, at int) int {
	if !beginsInComment(clean, at) {
		return 0
	}
	for at < len(clean) && (clean[at] == token.CommentByte || clean[at] == ' ' || clean[at] == '\t' || clean[at] == '\r' || clean[at] == '\n') {
		at = token.CommentEnd(clean, at+1)
	}
	n := bytes.IndexByte(clean[at:], '\n')
	if n < 0 || !bytes.HasSuffix(bytes.TrimRight(clean[at:at+n], "\r"), backslash) {
		return 0
	}
	return at
}

// beginsInComment reports whether a comment stands at the beginning of a line.
// An empty line is in no comment worth the look.
func beginsInComment(clean []byte, at int) bool {
	for at < len(clean) && (clean[at] == '\t' || clean[at] == '\r') {
		at++
	}
	return at < len(clean) && clean[at] == token.CommentByte
}

var backslash = []byte{'\\'}

// directive is one directive line as tokens [from, to).
type directive struct {
	from, to int
	op       directiveOp
	truth    truth
}

// readDirective reads the directive whose '#' is token i.
func readDirective(clean []byte, toks *token.Stream, i, last int) directive {
	end := lineEnd(clean, toks.Start[i])
	d := directive{from: i, to: i + 1}
	for d.to < last && toks.Start[d.to] < end {
		d.to++
	}
	k := i + 1
	if k >= d.to || toks.Kind[k] != token.Ident {
		return d
	}
	switch string(toks.Text(clean, k)) {
	case "if":
		d.op, d.truth = opIf, conditionTruth(clean, toks, k+1, d.to)
	case "ifdef":
		d.op, d.truth = opIf, wordTruth(clean, toks, k+1, d.to)
	case "ifndef":
		d.op, d.truth = opIf, negate(wordTruth(clean, toks, k+1, d.to))
	case "elif":
		d.op, d.truth = opElse, conditionTruth(clean, toks, k+1, d.to)
	case "else", "elifdef", "elifndef":
		d.op = opElse
	case "endif":
		d.op = opEndif
	}
	return d
}

func negate(t truth) truth {
	switch t {
	case never:
		return always
	case always:
		return never
	}
	return maybe
}

// wordTruth judges a macro that tells C from other languages.
func wordTruth(clean []byte, toks *token.Stream, i, end int) truth {
	if i < end && toks.Kind[i] == token.Ident {
		switch string(toks.Text(clean, i)) {
		case "__ASSEMBLY__", "__ASSEMBLER__", "__cplusplus", "LINKER_SCRIPT", "__LINKER__", "__LINKER_SCRIPT__":
			return never
		}
	}
	return maybe
}

// conditionTruth judges the tokens of a condition.
func conditionTruth(clean []byte, toks *token.Stream, i, end int) truth {
	for end > i && toks.Kind[end-1] == token.Comment {
		end--
	}
	if end-i == 1 && toks.Kind[i] == token.Number {
		switch string(toks.Text(clean, i)) {
		case "0":
			return never
		case "1":
			return always
		}
	}
	negated := false
	if i < end && toks.Kind[i] == token.Bang {
		negated = true
		i++
	}
	if i >= end || toks.Word[i] != token.Defined {
		return maybe
	}
	k := i + 1
	if k < end && toks.Kind[k] == token.LParen {
		k++
	}
	t := wordTruth(clean, toks, k, end)
	rest := k + 1
	if rest < end && toks.Kind[rest] == token.RParen {
		rest++
	}
	// "never && x" is never, "always && x" is not always.
	switch {
	case negated && rest == end:
		return negate(t)
	case negated:
		return maybe
	case rest == end || toks.Kind[rest] == token.AndAnd:
		return t
	}
	return maybe
}

// conditionals marks in r.drops (one entry for each token of [first, last))
// the tokens of directives and of arms that are not followed. It reports
// whether there are any.
func (r *reader) conditionals(toks *token.Stream, first, last int) bool {
	r.groups = r.groups[:0]
	found := false
	code := token.None
	for i := first; i < last; {
		if toks.Kind[i] != token.Hash || !firstOnLine(r.clean, toks.Start[i]) {
			if k := toks.Kind[i]; k != token.Comment && k != token.Backslash {
				code = k
			}
			i++
			continue
		}
		if !found {
			found = true
			r.drops = append(r.drops[:0], make([]dropped, last-first)...)
		}
		d := readDirective(r.clean, toks, i, last)
		for k := d.from; k < d.to; k++ {
			r.drops[k-first] = onDirective
		}
		i = d.to
		switch d.op {
		case opIf:
			r.groups = append(r.groups, group{before: code, arms: []arm{{from: d.to, truth: d.truth}}})
		case opElse:
			if len(r.groups) == 0 { // the #if is in front of the hunk
				r.groups = append(r.groups, group{before: token.Semi, open: true, arms: []arm{{from: first}}})
			}
			g := &r.groups[len(r.groups)-1]
			g.arms[len(g.arms)-1].to = d.from
			g.arms = append(g.arms, arm{from: d.to, truth: d.truth})
		case opEndif:
			r.closeGroup(toks, first, d.from)
		}
	}
	for len(r.groups) > 0 {
		r.closeGroup(toks, first, last)
	}
	return found
}

// closeGroup ends the innermost conditional at token end and drops the arms
// that are not followed.
func (r *reader) closeGroup(toks *token.Stream, first, end int) {
	n := len(r.groups)
	if n == 0 {
		return
	}
	g := r.groups[n-1]
	r.groups = r.groups[:n-1]
	g.arms[len(g.arms)-1].to = end
	if n > maxGroups {
		return
	}
	live := 0
	for i := range g.arms {
		if g.arms[i].truth != never {
			live++
		}
	}
	all := live < 2 || r.separable(toks, first, &g)
	for i := range g.arms {
		if g.arms[i].truth == always {
			all = false
		}
	}
	chosen := r.choose(&g, first)
	for i := range g.arms {
		if g.arms[i].truth == never || !all && i != chosen {
			for k := g.arms[i].from; k < g.arms[i].to; k++ {
				if r.drops[k-first] == kept {
					r.drops[k-first] = deadArm
				}
			}
		}
	}
}

// choose returns the arm to follow if only one can be.
func (r *reader) choose(g *group, first int) int {
	if g.open {
		return 0 // the arm that was followed to get here
	}
	chosen := -1
	for i, a := range g.arms {
		if a.truth == always {
			return i
		}
		if a.truth == never {
			continue
		}
		if chosen < 0 {
			chosen = i
			continue
		}
		// An arm without code gives way to one that has some.
		c := g.arms[chosen]
		if r.emptyArm(c, first) {
			chosen = i
		}
	}
	return chosen
}

func (r *reader) emptyArm(a arm, first int) bool {
	for k := a.from; k < a.to; k++ {
		if r.drops[k-first] == kept {
			return false
		}
	}
	return true
}

// separable reports whether all arms can be read one after another: each is
// balanced and consists of whole statements, members or elements.
func (r *reader) separable(toks *token.Stream, first int, g *group) bool {
	switch g.before {
	case token.Semi, token.LBrace, token.RBrace, token.Comma, token.Colon, token.None:
	default:
		return false
	}
	for _, a := range g.arms {
		if a.truth == never {
			continue
		}
		depth := 0
		lastKind := token.None
		for k := a.from; k < a.to; k++ {
			kind := toks.Kind[k]
			if r.drops[k-first] != kept || kind == token.Comment || kind == token.Backslash {
				continue
			}
			if lastKind == token.None && toks.Word[k] == token.Else {
				return false
			}
			lastKind = kind
			if kind.IsOpen() {
				depth++
			} else if kind.IsClose() {
				if depth--; depth < 0 {
					return false
				}
			}
		}
		if depth != 0 {
			return false
		}
		switch lastKind {
		case token.Semi, token.RBrace, token.Comma, token.None:
		default:
			return false
		}
	}
	return true
}
