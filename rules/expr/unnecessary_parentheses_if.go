// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var unnecessaryParenthesesIf = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryParentheses},
	Words:  []string{"if"},
	OnWord: checkConditionParentheses,
}

// checkConditionParentheses looks at the operands of a condition. checkpatch
// looks at conditions whose statement begins with the if, and in
// drivers/staging only for those who ask for it.
func checkConditionParentheses(p *analyzer.Pass, tok int) {
	open := tok + 1
	if p.Tokens.KindAt(open) != token.LParen || !p.StrictAsked() && strings.HasPrefix(p.Text.Path, "drivers/staging/") {
		return
	}
	shut := p.C.Match(open)
	if shut < 0 {
		return
	}
	line := p.TokenLine(tok)
	if p.Text.Lines[line].Features&source.Directive != 0 {
		return
	}
	s := p.StatementOn(line, false)
	first := s != nil && s.Tok == tok && shut < s.EndTok
	if !first && (p.Tokens.WordAt(p.Before(tok)) != token.Else || p.Closing(open) != shut) {
		return
	}
	anew := first && p.Statement() == nil
	end := p.Tokens.End[open] // of the last match
	for i := open + 1; i < shut; i++ {
		if p.Tokens.Kind[i] != token.LParen || !mayGroup(p, i, open, end) {
			continue
		}
		last, compared, name := groupEnd(p, i, shut)
		if last < 0 {
			continue
		}
		end = p.Tokens.End[last]
		if name {
			i = last
			continue
		}
		f := reportOperand(p, i, last, compared)
		if !first || anew && p.TokenLine(i) != p.TokenLine(last) {
			f.DifferWider("the condition of an else if, or over line ends")
		} else {
			f.AtLine(line) // all of a condition are reported where it begins
		}
		if _, twice := readDouble(p, tok); twice {
			f.DifferNarrower("the second pair is reported as such")
		}
		i = last
	}
}

// mayGroup reports whether checkpatch takes the parenthesis at token i for the
// beginning of an operand: it stands at the beginning of the condition, or
// behind something that is no word and none of & ! ~, blanks included.
func mayGroup(p *analyzer.Pass, i, open int, end uint32) bool {
	if i == open+1 {
		return true
	}
	at := p.Tokens.Start[i]
	if at == end {
		return p.Tokens.End[open] == end
	}
	c := p.Text.Clean[at-1]
	return !operand.IsWord(c) && c != '&' && c != '!' && c != '~'
}

// groupEnd is the token that closes a simple operand in parentheses: an lvalue
// with & ! or ~ in front or not, compared with something simple or not. A mere
// name may be a parameter of a macro.
func groupEnd(p *analyzer.Pass, i, lim int) (last int, compared, name bool) {
	k := i + 1
	switch p.Tokens.KindAt(k) {
	case token.Amp, token.Bang, token.Tilde:
		k++
	}
	end := p.C.Lvalue(k, lim)
	if end < 0 {
		return -1, false, false
	}
	plain := k == i+1 && end == k+1
	if kind := p.Tokens.KindAt(end); kind >= token.Eq && kind <= token.Ge {
		compared = true
		if end = p.C.Operand(end+1, lim); end < 0 {
			return -1, false, false
		}
	}
	if end >= lim || p.Tokens.Kind[end] != token.RParen {
		return -1, false, false
	}
	return end, compared, plain && !compared
}

// reportOperand reports the operand in the parentheses at tokens i and last,
// unless they are needed.
func reportOperand(p *analyzer.Pass, i, last int, compared bool) *analyzer.Finding {
	text := strings.Join(strings.Fields(p.RawText(p.TokensRange(i+1, last-1))), " ")
	f := p.Strictly(UnnecessaryParentheses, p.TokensRange(i, last), "parentheses around %s are not needed", text)
	before, after := p.Before(i), p.After(last)
	prefix := p.Tokens.Kind[i+1] != token.Ident
	switch k := p.Tokens.KindAt(before); {
	case k == token.RParen && !compared && p.C.Cast(p.Opening(before), i) == i:
		// A cast binds no tighter than & ! ~, and less than a member.
	case k == token.RParen, k == token.RBrack, k == token.Ident && p.Tokens.Word[before] != token.Else:
		return f.DifferNarrower("the arguments of a call, a cast's operand, or the operand of sizeof")
	case compared && !looseSide(p, before), compared && !looseSide(p, after):
		return f.DifferNarrower("the comparison is an operand of something that binds as tightly")
	}
	switch p.Tokens.KindAt(after) {
	case token.Dot, token.Arrow, token.LBrack, token.LParen, token.Inc, token.Dec:
		if prefix || compared {
			return f.DifferNarrower("a member or index of the whole")
		}
	}
	if p.HasComment(i, last) {
		return f
	}
	title := "Remove the parentheses"
	edits := []fix.Edit{
		analyzer.Delete(source.Range{Start: p.Tokens.Start[i], End: p.Tokens.Start[i+1]}),
		analyzer.Delete(source.Range{Start: p.Tokens.End[last-1], End: p.Tokens.End[last]}),
	}
	if p.InDirective(p.TokenLine(i)) {
		return f.MaybeFix(title, edits...)
	}
	return f.Rewrite(title, edits...)
}

// looseSide reports whether a neighbour of a comparison binds less tightly.
func looseSide(p *analyzer.Pass, i int) bool {
	switch p.Tokens.KindAt(i) {
	case token.AndAnd, token.OrOr, token.LParen, token.RParen, token.Comma, token.Question, token.Colon:
		return true
	}
	return false
}
