// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MaskThenShift is reported for a & b >> c without parentheses.
var MaskThenShift = &analyzer.Rule{
	Type:   "MASK_THEN_SHIFT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Mask and shift without parentheses",
	Doc: `A shift binds tighter than a mask: "x & MASK >> 4" shifts the mask, not
the value. Parentheses show which of the two was meant. A constant written as a
number in front of the shift is not reported, and neither is ">>=".`,
	Bad:  "int f(int x, int mask)\n{\n\treturn x & mask >> 4;\n}\n",
	Good: "int f(int x, int mask)\n{\n\treturn (x & mask) >> 4;\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var maskThenShift = &analyzer.Check{
	Rules:   []*analyzer.Rule{MaskThenShift},
	Tokens:  []token.Kind{token.Shr, token.ShrAssign},
	OnToken: checkMaskThenShift,
}

// checkMaskThenShift looks in front of a shift to the right for an operand and
// a mask.
func checkMaskThenShift(p *analyzer.Pass, tok int) {
	mask := postfix(p, tok)
	if mask < 0 || p.Tokens.Kind[mask] != token.Ident {
		return
	}
	amp := mask - 1
	if p.Tokens.KindAt(amp) == token.Star {
		amp--
	}
	line := p.TokenLine(tok)
	if p.Tokens.KindAt(amp) != token.Amp || p.TokenLine(amp) != line || p.HasComment(amp, tok) {
		return
	}
	if !maskedEnds(p.Clean(line), p.TokenColumn(amp)) {
		return
	}
	f := p.Warn(MaskThenShift, p.TokensRange(amp, tok), "the shift comes before the mask, parentheses may be missing")
	if p.Tokens.Kind[tok] == token.ShrAssign {
		f.DifferNarrower("an assignment that shifts, not a shift")
		return
	}
	if first, _ := p.LineTokens(line); earlierMaskThenShift(p, first, tok) {
		f.DifferWider("the second on a line")
	}
	value := postfix(p, amp)
	if value < 0 || p.Tokens.Kind[tok+1] != token.Ident && p.Tokens.Kind[tok+1] != token.Number {
		return
	}
	// As it is read now; this cannot change the meaning.
	if k := p.Tokens.KindAt(tok + 2); k == token.Semi || k == token.RParen || k == token.Comma {
		f.MaybeFix("Put the shift in parentheses, as it is read now",
			analyzer.Insert(p.Tokens.Start[amp+1], "("), analyzer.Insert(p.Tokens.End[tok+1], ")"))
	}
	f.MaybeFix("Put the mask in parentheses, as it may have been meant",
		analyzer.Insert(p.Tokens.Start[value], "("), analyzer.Insert(p.Tokens.End[tok-1], ")"))
}

// maskedEnds reports whether an operand ends in front of column i, as
// checkpatch sees it: a call, an lvalue, or a number with a letter in it.
func maskedEnds(line []byte, i int) bool {
	if simpleEnds(line, i) {
		return true
	}
	end := operand.BlanksBefore(line, i)
	for k := end; k > 0 && operand.IsWord(line[k-1]); k-- {
		if operand.IsLetter(line[k-1]) {
			return true
		}
	}
	return false
}

func earlierMaskThenShift(p *analyzer.Pass, first, tok int) bool {
	for i := first; i < tok; i++ {
		if p.Tokens.Kind[i] != token.Shr {
			continue
		}
		if m := postfix(p, i); m > 0 && p.Tokens.Kind[m] == token.Ident && p.Tokens.Kind[m-1] == token.Amp {
			return true
		}
	}
	return false
}
