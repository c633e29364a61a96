// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// AllocWithMultiply is reported for sizes of arrays that may overflow.
var AllocWithMultiply = &analyzer.Rule{
	Type:   "ALLOC_WITH_MULTIPLY",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "kmalloc() of a product",
	Doc: `A product that overflows makes an allocation that is too small and a write behind its end.
kmalloc_array() and kcalloc() check the product and return NULL. A constant count is not judged,
because the compiler sees that product. The managed functions are judged as well, and
calls in declarations, conditions and return statements. The fix wants a look, because an allocation
that overflowed now fails.`,
	Bad:  "static void f(int n)\n{\n\tp = kmalloc(n * sizeof(*p), GFP_KERNEL);\n}\n",
	Good: "static void f(int n)\n{\n\tp = kmalloc_array(n, sizeof(*p), GFP_KERNEL);\n}\n",
	Link: "process/deprecated.html#open-coded-arithmetic-in-allocator-arguments",
	Fix:  analyzer.FixAlways,
}

var allocWithMultiply = &analyzer.Check{
	Rules:  []*analyzer.Rule{AllocWithMultiply},
	Words:  names(arrayForm),
	OnWord: checkAllocWithMultiply,
}

// arrayForm maps functions to those that take a count and a size.
var arrayForm = map[string]string{
	"devm_kmalloc": "devm_kmalloc_array",
	"devm_kzalloc": "devm_kcalloc",
	"kmalloc":      "kmalloc_array",
	"kvmalloc":     "kvmalloc_array",
	"kvzalloc":     "kvcalloc",
	"kzalloc":      "kcalloc",
}

// names are the keys of a table.
func names(table map[string]string) []string {
	var out []string
	for name := range table {
		out = append(out, name)
	}
	return out
}

func checkAllocWithMultiply(p *analyzer.Pass, tok int) {
	use, _ := p.UseOf(tok)
	c, ok := p.CallAt(tok)
	if use != analyzer.Called || !ok || c.Count < 2 {
		return
	}
	name := p.Words.String(p.Tokens.Word[tok])
	index := 0
	if slices.Contains(managedCalls, name) {
		index = 1
	}
	count, size, ok := factors(p, c.Arg(index))
	base := index == 0 && multiplies(p, &c)
	if !ok && !base {
		return
	}
	better := arrayForm[name]
	f := p.Warn(AllocWithMultiply, p.SpanRange(c.Arg(index)), "let %s() check the product", better).AtLine(p.TokenLine(tok))
	switch {
	case !ok:
		f.DifferNarrower("a constant count, whose product the compiler sees")
		count, size, _ = product(p, c.Arg(index))
	case !base:
		f.DifferWider("not at the start of a statement, a managed function, or other than simple factors")
	}
	f.MaybeFix("Call "+better+"()", []fix.Edit{
		analyzer.Replace(p.TokenRange(tok), better),
		analyzer.Replace(p.SpanRange(c.Arg(index)), p.SpanText(count)+", "+p.SpanText(size)),
	}...)
}

// product cuts an argument that is a product into the factor that is not a
// sizeof and the one that is; a longer product is cut at its sizeof.
func product(p *analyzer.Pass, s analyzer.Span) (count, size analyzer.Span, ok bool) {
	stars, depth := []int(nil), 0
	for i := s.First; i < s.End; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k.IsOpen():
			depth++
		case k.IsClose():
			depth--
		case depth > 0:
		case k == token.Star && i > s.First && endsOperand(p, i-1):
			stars = append(stars, i)
		case k == token.Comment, k.IsOperator() && k != token.Star && k != token.Amp && k != token.Minus,
			k == token.Question, k == token.Minus && endsOperand(p, i-1):
			return count, size, false
		}
	}
	if len(stars) == 0 {
		return count, size, false
	}
	head := analyzer.Span{First: s.First, End: stars[0]}
	tail := analyzer.Span{First: stars[len(stars)-1] + 1, End: s.End}
	switch {
	case isSizeof(p, tail) && !isSizeof(p, head):
		return analyzer.Span{First: s.First, End: tail.First - 1}, tail, true
	case isSizeof(p, head) && !isSizeof(p, tail):
		return analyzer.Span{First: stars[0] + 1, End: s.End}, head, true
	}
	return count, size, false
}

// factors is product for counts that are no constants.
func factors(p *analyzer.Pass, s analyzer.Span) (count, size analyzer.Span, ok bool) {
	count, size, ok = product(p, s)
	return count, size, ok && !isConstant(p, count)
}

// endsOperand reports whether a value may end with token i. What ends a cast
// is taken for a value, too: "(u32)*p" is then a product of no sizeof.
func endsOperand(p *analyzer.Pass, i int) bool {
	switch p.Tokens.Kind[i] {
	case token.Ident:
		return p.Tokens.Word[i] != token.Sizeof
	case token.Number, token.RParen, token.RBrack, token.Char:
		return true
	}
	return false
}

func isSizeof(p *analyzer.Pass, s analyzer.Span) bool {
	return s.Len() > 1 && p.Tokens.Word[s.First] == token.Sizeof
}

// isConstant reports whether a factor is made of numbers and names in capitals
// alone.
func isConstant(p *analyzer.Pass, s analyzer.Span) bool {
	for i := s.First; i < s.End; i++ {
		switch p.Tokens.Kind[i] {
		case token.Ident:
			if !isCapital(p.TokenText(i)) {
				return false
			}
		case token.Arrow, token.Dot, token.LBrack:
			return false
		}
	}
	return true
}

func isCapital(name string) bool {
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" && (name[0] < '0' || name[0] > '9')
}

// multiplies is checkpatch's view: the statement that begins on the line is
// the assignment to a plain lvalue, and the two factors are simple operands.
func multiplies(p *analyzer.Pass, c *analyzer.Call) bool {
	s := p.Statement()
	if s == nil || c.Open != c.Name+1 || c.Name >= s.EndTok {
		return false
	}
	i := p.C.Lvalue(s.Tok, s.EndTok)
	if i < 0 || p.Tokens.KindAt(i) != token.Assign {
		return false
	}
	if i++; p.Tokens.KindAt(i) == token.LParen && i < c.Name {
		if i = p.C.Match(i) + 1; i == 0 {
			return false
		}
	}
	if i != c.Name {
		return false
	}
	a := c.Open + 1
	star := p.C.Operand(a, c.Close)
	if star < 0 || p.Tokens.KindAt(star) != token.Star {
		return false
	}
	b := star + 1
	comma := p.C.Operand(b, c.Close)
	if comma < 0 || p.Tokens.KindAt(comma) != token.Comma {
		return false
	}
	count, size := analyzer.Span{First: a, End: star}, analyzer.Span{First: b, End: comma}
	blank := false
	if p.Tokens.Word[a] == token.Sizeof {
		count, size = size, count
	} else {
		// With a blank behind it, checkpatch does not know a constant name.
		blank = p.Tokens.Kind[star-1] == token.Ident && p.Tokens.Start[star] > p.Tokens.End[star-1]
	}
	if !isSizeof(p, size) || p.Tokens.Word[count.First] == token.Sizeof {
		return false
	}
	if count.Len() != 1 {
		return true
	}
	switch p.Tokens.Kind[count.First] {
	case token.Number:
		return false
	case token.Ident:
		return blank || !isCapital(p.TokenText(count.First))
	}
	return true
}
