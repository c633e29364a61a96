// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// fixRemove takes the braces of all arms away. Each block must be one simple
// statement: braces around a declaration or a label are needed, and around
// another conditional they may decide which else is whose. Where the statement
// calls what may be a macro of several statements, the fix wants a look.
func fixRemove(p *analyzer.Pass, f *analyzer.Finding, chain []cmodel.Statement) {
	if !sameChain(p, chain) {
		return
	}
	var edits []fix.Edit
	sure := true
	for i := range chain {
		head := headEnd(p, &chain[i])
		open := p.After(head)
		if head < 0 || p.Tokens.KindAt(open) != token.LBrace {
			if head < 0 || !plainArm(p, open) {
				return
			}
			continue
		}
		more, simple, ok := dropBraces(p, head, open)
		if !ok {
			return
		}
		sure = sure && simple
		edits = append(edits, more...)
	}
	finish(f, "Remove the braces", edits, sure)
}

// sameChain reports whether the arms are those of one if, by the rules of C,
// and no else of an outer one follows.
func sameChain(p *analyzer.Pass, chain []cmodel.Statement) bool {
	end := -1
	for i := range chain {
		head := headEnd(p, &chain[i])
		if head < 0 || i > 0 && p.After(end) != chain[i].Tok {
			return false
		}
		if p.Tokens.Word[head] == token.Else && i+1 < len(chain) {
			return false
		}
		body := p.After(head)
		if end = p.StatementEnd(body); end < 0 {
			return false
		}
		// An if as the body takes the else that follows along.
		if i+1 < len(chain) && p.Tokens.WordAt(p.After(end)) != token.Else {
			return false
		}
	}
	// At the end of a hunk nobody knows what follows.
	next := p.After(end)
	return p.Tokens.WordAt(next) != token.Else && (next >= 0 || p.Text.Whole)
}

// plainArm reports whether the arm without braces that begins at token i is
// one statement that no else can be mistaken for.
func plainArm(p *analyzer.Pass, i int) bool {
	end := p.StatementEnd(i)
	return end >= 0 && p.Tokens.Kind[end] == token.Semi
}

func finish(f *analyzer.Finding, title string, edits []fix.Edit, sure bool) {
	if len(edits) == 0 {
		return
	}
	slices.SortFunc(edits, func(a, b fix.Edit) int { return int(a.Start) - int(b.Start) })
	if sure {
		f.Rewrite(title, edits...)
	} else {
		f.MaybeFix(title, edits...)
	}
}

// headEnd is the last token of the head of an arm: the parenthesis of its
// condition, or else; -1 if it is something else.
func headEnd(p *analyzer.Pass, s *cmodel.Statement) int {
	for i := s.Tok; i < s.EndTok; i++ {
		if p.Tokens.End[i] != s.CondEnd {
			continue
		}
		if p.Tokens.Word[i] == token.Else {
			return i
		}
		if p.Tokens.Kind[i] != token.RParen {
			return -1
		}
		switch p.Tokens.WordAt(p.Before(p.Opening(i))) {
		case token.If, token.While, token.For:
			return i
		}
		return -1
	}
	return -1
}

// dropBraces takes one pair of braces away. simple is false where a macro may
// be called in it.
func dropBraces(p *analyzer.Pass, head, open int) (edits []fix.Edit, simple, ok bool) {
	shut := p.Closing(open)
	begin := p.After(open)
	end := p.StatementEnd(begin)
	if shut < 0 || end < 0 || p.After(end) != shut || p.HasComment(head, end) || commentBelow(p, end, shut) ||
		p.Tokens.Kind[end] != token.Semi || begin == end || p.InDirective(p.TokenLine(shut)) {
		return nil, false, false
	}
	simple, ok = simpleStatement(p, begin, end)
	if !ok {
		return nil, false, false
	}
	if e, ok := dropToken(p, open, false); ok {
		edits = append(edits, e)
	} else {
		return nil, false, false
	}
	if e, ok := dropToken(p, shut, true); ok {
		edits = append(edits, e)
	} else {
		return nil, false, false
	}
	return edits, simple, true
}

// commentBelow reports whether a comment stands in front of the brace at token
// shut that is not behind the statement, on the line where that ends.
func commentBelow(p *analyzer.Pass, end, shut int) bool {
	for i := end + 1; i < shut; i++ {
		if p.TokenLine(i) != p.TokenLine(end) || p.TokenLine(i) == p.TokenLine(shut) {
			return true
		}
	}
	return false
}

// needsBraces reports whether the block that opens at token open is none that C
// lets stand without its braces: it is empty, or holds a declaration or label.
func needsBraces(p *analyzer.Pass, open int) bool {
	i := p.After(open)
	if p.Tokens.KindAt(i) == token.RBrace {
		return true
	}
	if p.Tokens.KindAt(i) != token.Ident {
		return false
	}
	if p.Tokens.KindAt(p.After(i)) == token.Colon {
		return true
	}
	t, ok := p.C.Declare(i, p.Tokens.Len())
	return ok && (p.Tokens.KindAt(t.Stars) == token.Ident || p.Tokens.KindAt(t.End) == token.Ident)
}

// simpleStatement reports whether the tokens from begin to end are a jump or an
// expression, and not a declaration, a label or a branch; simple is false
// where they call what may be a macro.
func simpleStatement(p *analyzer.Pass, begin, end int) (simple, ok bool) {
	switch p.Tokens.Kind[begin] {
	case token.Ident:
		switch w := p.Tokens.Word[begin]; {
		case w == token.Return, w == token.Goto, w == token.Break, w == token.Continue:
		case w.IsKeyword():
			return false, false
		default:
			// Two words in a row, or stars between two, are a declaration.
			if k := p.Tokens.KindAt(p.After(begin)); k == token.Ident || k == token.Star || k == token.Colon {
				return false, false
			}
		}
	case token.Star, token.LParen, token.Inc, token.Dec:
	default:
		return false, false
	}
	simple = true
	for i := begin; i < end; i++ {
		if p.Tokens.Kind[i] == token.Ident && p.Tokens.KindAt(i+1) == token.LParen && !p.Tokens.Word[i].IsKeyword() &&
			mayBeMacro(p, i) {
			simple = false
		}
	}
	return simple, true
}

// mayBeMacro reports whether a name that is called has a capital letter, or is
// defined as a macro in this text.
func mayBeMacro(p *analyzer.Pass, i int) bool {
	name := p.C.Bytes(i)
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			return true
		}
	}
	return definesMacro(p, name)
}

// definesMacro reports whether the text has a #define of that name. It may be
// on any line.
func definesMacro(p *analyzer.Pass, name []byte) bool {
	p.Clean(0)
	p.Clean(len(p.Text.Lines) - 1)
	rest := p.Text.Clean
	for {
		i := bytes.Index(rest, name)
		if i < 0 {
			return false
		}
		lead := bytes.TrimRight(rest[:i], " \t")
		end := i + len(name)
		if bytes.HasSuffix(lead, []byte("define")) && len(lead) < i && end < len(rest) && rest[end] == '(' {
			return true
		}
		rest = rest[end:]
	}
}

// dropToken takes a brace away: with its line where it has that for itself,
// else with the blanks between it and its neighbour on the line. lead tells
// that the neighbour follows it.
func dropToken(p *analyzer.Pass, i int, lead bool) (fix.Edit, bool) {
	line := p.TokenLine(i)
	if alone(p, i) {
		if int(p.LineRange(line).End) >= len(p.Text.Raw) {
			return fix.Edit{}, false
		}
		return analyzer.Delete(wholeLine(p, line)), true
	}
	at := p.TokenRange(i)
	if lead && first(p, line) == i {
		for int(at.End) < len(p.Text.Raw) && isBlank(p.Text.Raw[at.End]) {
			at.End++
		}
		return analyzer.Delete(at), true
	}
	for at.Start > 0 && isBlank(p.Text.Raw[at.Start-1]) {
		at.Start--
	}
	return analyzer.Delete(at), true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// fixAdd gives braces to all arms that have none. The arms are those that C
// sees, and where these are others than checkpatch sees there is no fix.
func fixAdd(p *analyzer.Pass, f *analyzer.Finding, chain []cmodel.Statement) {
	if !sameChain(p, chain) {
		return
	}
	var edits []fix.Edit
	for i := range chain {
		head := headEnd(p, &chain[i])
		body := p.After(head)
		if head < 0 || body < 0 {
			return
		}
		if p.Tokens.Kind[body] == token.LBrace {
			continue
		}
		end := p.StatementEnd(body)
		if end < 0 || end != chain[i].EndTok-1 {
			return
		}
		more, ok := addBraces(p, head, body, end)
		if !ok {
			return
		}
		edits = append(edits, more...)
	}
	finish(f, "Add the missing braces", edits, true)
}

// addBraces puts braces around the statement from token body to end, which
// follows the head that ends with token head.
func addBraces(p *analyzer.Pass, head, body, end int) ([]fix.Edit, bool) {
	first0, last := p.TokenLine(head), p.TokenLine(end)
	if p.TokenLine(body) == first0 || !endsLine(p, end) || p.InDirective(first0) || p.InDirective(last) {
		return nil, false
	}
	for l := first0 + 1; l <= last; l++ {
		if p.Text.Lines[l].Features&source.Directive != 0 {
			return nil, false
		}
	}
	open := analyzer.Insert(p.Tokens.End[head], " {")
	next := p.After(end)
	blank := p.IndentLike(indent(p, lineOfHead(p, head)), 0)
	if p.Tokens.WordAt(next) == token.Else && p.TokenLine(next) == last+1 && !p.HasComment(end, next) {
		return []fix.Edit{open, analyzer.Insert(p.Tokens.Start[next], "} ")}, true
	}
	if int(p.LineRange(last).End) >= len(p.Text.Raw) || p.Tokens.WordAt(next) == token.Else {
		return nil, false
	}
	return []fix.Edit{open, analyzer.Insert(p.LineRange(last).End, "\n"+blank+"}")}, true
}

// lineOfHead is the line of the keyword whose head ends with token head.
func lineOfHead(p *analyzer.Pass, head int) int {
	if p.Tokens.Kind[head] == token.RParen {
		return p.TokenLine(p.Before(p.Opening(head)))
	}
	return p.TokenLine(head)
}
