// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ArraySize is reported for the size of an array divided by that of its first
// element.
var ArraySize = &analyzer.Rule{
	Type:   "ARRAY_SIZE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Number of elements counted by hand",
	Doc: `The size of an array divided by the size of its first element is the
number of its elements. ARRAY_SIZE() says so, and does not compile when it is
given a pointer, where the division would silently give nonsense. The macro's
own definition is left alone.`,
	Bad:  "int n = sizeof(tab) / sizeof(tab[0]);\n",
	Good: "int n = ARRAY_SIZE(tab);\n",
	Link: "process/coding-style.html#don-t-re-invent-the-kernel-macros",
	Fix:  analyzer.FixAlways,
}

var arraySize = &analyzer.Check{
	Rules:  []*analyzer.Rule{ArraySize},
	Words:  []string{"sizeof"},
	OnWord: checkArraySize,
}

// checkArraySize looks at "sizeof(x) / sizeof(x[0])". checkpatch compares with
// the first sizeof of the line alone and knows no other way to name the first
// element.
func checkArraySize(p *analyzer.Pass, tok int) {
	array, slash, ok := sizeofOperand(p, tok)
	if !ok || p.Tokens.KindAt(slash) != token.Slash {
		return
	}
	k := slash + 1
	element, end, ok := sizeofOperand(p, k)
	if !ok || p.Tokens.Word[k] != token.Sizeof {
		return
	}
	plain, first := isElement(squeeze(array), squeeze(element))
	if !first {
		return
	}
	at := p.TokensRange(tok, end-1)
	f := p.Warn(ArraySize, at, "use ARRAY_SIZE(%s)", bytes.TrimSpace(array))
	line := p.TokenLine(tok)
	if p.InDirective(line) && bytes.Contains(p.Raw(line), []byte("ARRAY_SIZE")) {
		f.DifferNarrower("the macro's own definition")
	}
	if !plain || p.TokenLine(end-1) != line || !namesOne(array) || !firstSizeof(p, tok) {
		f.DifferWider("the first element is named in another way, or another sizeof stands before")
	}
	edit := analyzer.Replace(at, "ARRAY_SIZE("+string(bytes.TrimSpace(array))+")")
	if uses(p, "ARRAY_SIZE") {
		f.Rewrite("Use ARRAY_SIZE()", edit)
	} else {
		f.MaybeFix("Use ARRAY_SIZE()", edit)
	}
}

// sizeofOperand is what stands in the parentheses of the sizeof at tok, and
// the token behind them.
func sizeofOperand(p *analyzer.Pass, tok int) (operand []byte, next int, ok bool) {
	if p.Tokens.WordAt(tok) != token.Sizeof || p.Tokens.KindAt(tok+1) != token.LParen {
		return nil, 0, false
	}
	end := p.Closing(tok + 1)
	if end < 0 || p.HasComment(tok, end) {
		return nil, 0, false
	}
	return p.Text.Raw[p.Tokens.End[tok+1]:p.Tokens.Start[end]], end + 1, true
}

// squeeze takes blanks away.
func squeeze(b []byte) []byte {
	return bytes.Join(bytes.Fields(b), nil)
}

// isElement reports whether element names the first element of array, and
// whether it does so in the plain way, array[0].
func isElement(array, element []byte) (plain, ok bool) {
	if rest, found := bytes.CutPrefix(element, array); found {
		return true, string(rest) == "[0]"
	}
	if rest, found := bytes.CutPrefix(element, []byte{'*'}); found {
		return false, bytes.Equal(rest, array)
	}
	return false, false
}

// firstSizeof reports whether no sizeof of a plain operand stands before the
// one at tok on its line.
func firstSizeof(p *analyzer.Pass, tok int) bool {
	first, _ := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok; i++ {
		if before, _, ok := sizeofOperand(p, i); ok && namesOne(before) {
			return false
		}
	}
	return true
}

// namesOne reports whether text is an lvalue and nothing else.
func namesOne(text []byte) bool {
	text = bytes.TrimSpace(text)
	return operand.Lvalue(text, 0) == len(text)
}

// uses reports whether the text uses a macro already, so that whatever
// declares it is included. That may hang on any line.
func uses(p *analyzer.Pass, macro string) bool {
	p.Clean(0)
	p.Clean(len(p.Text.Lines) - 1)
	return bytes.Contains(p.Text.Clean, []byte(macro+"("))
}
