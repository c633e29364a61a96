// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var openBraceFunction = &analyzer.Check{
	Rules:  []*analyzer.Rule{OpenBrace},
	Lines:  source.HasBrace,
	OnLine: checkOpenBraceFunction,
}

const functionBrace = "the brace of a function goes on a line of its own"

// checkOpenBraceFunction looks at functions whose brace stands behind their
// parameters on the same line.
func checkOpenBraceFunction(p *analyzer.Pass, line int) {
	from, end := p.LineTokens(line)
	brace := -1
	for i := from; i < end; i++ {
		switch p.Tokens.Kind[i] {
		case token.RBrace:
			return
		case token.LBrace:
			if brace < 0 && namesFunction(p, i, from) {
				brace = i
			}
		}
	}
	if brace < 0 {
		checkOpenBraceUnknown(p, line)
		return
	}
	if defineDo(p, line, from, end) {
		return
	}
	f := p.Error(OpenBrace, p.TokenRange(brace), functionBrace)
	if p.InDirective(line) {
		return
	}
	if !atFileScope(p, from) {
		f.DifferNarrower("not a function but a loop or macro inside of one")
		return
	}
	if edits, ok := lowerBrace(p, brace); ok {
		f.Fix("Put the brace on a line of its own", edits...)
	}
}

// namesFunction reports whether a type, a name and parameters stand in front
// of the brace at token i, all of them from token from on.
func namesFunction(p *analyzer.Pass, i, from int) bool {
	shut := p.Before(i)
	if p.Tokens.KindAt(shut) != token.RParen || shut < from {
		return false
	}
	open := p.Opening(shut)
	name := p.Before(open)
	if open < from || name <= from || p.Tokens.Kind[name] != token.Ident {
		return false
	}
	for p.Tokens.KindAt(name-1) == token.HashHash && name-2 > from {
		name -= 2
	}
	before := p.Before(name)
	return before >= from && p.C.EndsTypeOrStars(before, from)
}

// defineDo reports whether a line is a #define with "do {".
func defineDo(p *analyzer.Pass, line, from, end int) bool {
	if p.Text.Lines[line].Features&source.Define == 0 {
		return false
	}
	for i := from; i+1 < end; i++ {
		if p.Tokens.Word[i] == token.Do && p.Tokens.Kind[i+1] == token.LBrace {
			return true
		}
	}
	return false
}

// atFileScope reports whether the line whose first token is given looks like
// the beginning of something outside of functions: it is not indented.
func atFileScope(p *analyzer.Pass, from int) bool {
	return p.Tokens.Start[from] == p.Text.Lines[p.TokenLine(from)].Start
}

// lowerBrace puts the brace at token i on a line of its own, and what follows
// it on the next.
func lowerBrace(p *analyzer.Pass, i int) ([]fix.Edit, bool) {
	at := p.TokenRange(i)
	start := at.Start
	for start > 0 && (p.Text.Raw[start-1] == ' ' || p.Text.Raw[start-1] == '\t') {
		start--
	}
	line := p.LineRange(p.TokenLine(i))
	rest := bytes.TrimSpace(p.Text.Raw[at.End:line.End])
	edits := []fix.Edit{analyzer.Replace(source.Range{Start: start, End: at.Start}, "\n")}
	if len(rest) > 0 {
		end := at.End
		for end < line.End && (p.Text.Raw[end] == ' ' || p.Text.Raw[end] == '\t') {
			end++
		}
		edits = append(edits, analyzer.Replace(source.Range{Start: at.End, End: end}, "\n\t"))
	}
	return edits, true
}

var openBraceLong = &analyzer.Check{
	Rules:  []*analyzer.Rule{OpenBrace},
	Lines:  source.HasLetter,
	OnLine: checkOpenBraceLong,
}

// checkOpenBraceLong looks at functions whose brace stands behind parameters
// that take several lines.
func checkOpenBraceLong(p *analyzer.Pass, line int) {
	tok := first(p, line)
	if tok < 0 || p.Tokens.Kind[tok] != token.Ident {
		return
	}
	brace := knownHead(p, tok, p.Tokens.Len())
	if brace < 0 {
		return
	}
	s := p.StatementOn(line, true)
	if s == nil || s.Tok != tok || brace >= s.EndTok {
		return
	}
	// The brace may stand on the first line or begin another.
	for l := line; l <= s.LastLine; l++ {
		raw := p.Raw(l)
		at := bytes.IndexByte(raw, '{')
		if at == 0 || at > 0 && l == line {
			return
		}
		if at > 0 {
			break
		}
	}
	f := p.Error(OpenBrace, p.TokenRange(brace), functionBrace).AtLine(line)
	switch {
	case !atFileScope(p, s.Tok):
		f.DifferNarrower("not a function but a loop or macro inside of one")
		return
	case p.Tokens.KindAt(brace+1) == token.RBrace && p.TokenLine(brace+1) == p.TokenLine(brace):
		f.DifferNarrower("a function that does nothing")
		return
	}
	if edits, ok := lowerBrace(p, brace); ok && !p.InDirective(line) {
		f.Fix("Put the brace on a line of its own", edits...)
	}
}

// knownHead is the brace of the function that begins at token i: storage, a
// known type, a name, parameters and the brace. It is -1 if there is none.
func knownHead(p *analyzer.Pass, i, lim int) int {
	if i >= lim || p.Tokens.Kind[i] != token.Ident {
		return -1
	}
	if p.C.Is(i, cmodel.Storage) {
		i++
	}
	t, ok := p.C.Type(i, lim)
	if !ok {
		return -1
	}
	for _, name := range [...]int{t.End, t.Stars} {
		open := p.C.Identifier(name, lim)
		if open < 0 || p.Tokens.KindAt(open) != token.LParen {
			continue
		}
		shut := p.C.Match(open)
		if shut >= 0 && shut+1 < lim && p.Tokens.Kind[shut+1] == token.LBrace {
			return shut + 1
		}
	}
	return -1
}

// checkOpenBraceUnknown looks at functions of a type that checkpatch does not
// know, or that are inline over several lines.
func checkOpenBraceUnknown(p *analyzer.Pass, line int) {
	from, end := p.LineTokens(line)
	for i := from + 1; i < end; i++ {
		if p.Tokens.Kind[i] != token.LBrace || p.InDirective(line) {
			continue
		}
		shut := p.Before(i)
		if p.Tokens.KindAt(shut) != token.RParen {
			continue
		}
		name := p.Before(p.Opening(shut))
		if p.Tokens.KindAt(name) != token.Ident || p.Tokens.Word[name].IsKeyword() {
			continue
		}
		head := first(p, p.TokenLine(name))
		if head == name || p.Tokens.Kind[head] != token.Ident || p.Tokens.Word[name-1] == token.Enum || !atFileScope(p, head) || !beginsDeclaration(p, head) ||
			knownHead(p, head, i+1) >= 0 || hasAssign(p, head, name) || p.Tokens.KindAt(i+1) == token.RBrace && p.TokenLine(i+1) == line {
			continue
		}
		f := p.Error(OpenBrace, p.TokenRange(i), functionBrace).AtLine(p.TokenLine(head)).
			DifferWider("a function of an unknown type, or inline over several lines")
		if edits, ok := lowerBrace(p, i); ok {
			f.Fix("Put the brace on a line of its own", edits...)
		}
	}
}

// beginsDeclaration reports whether a declaration may begin at token i: what
// stands in front has ended, and it is no statement.
func beginsDeclaration(p *analyzer.Pass, i int) bool {
	switch p.Tokens.Word[i] {
	case token.If, token.For, token.While, token.Switch, token.Else, token.Do, token.Return, token.Case, token.Typedef:
		return false
	}
	k := p.Before(i)
	if k < 0 || p.InDirective(p.TokenLine(k)) {
		return true
	}
	kind := p.Tokens.Kind[k]
	return kind == token.Semi || kind == token.RBrace || kind == token.RParen
}

// hasAssign reports whether an assignment stands between two tokens.
func hasAssign(p *analyzer.Pass, from, to int) bool {
	for i := from; i < to; i++ {
		if p.Tokens.Kind[i] == token.Assign {
			return true
		}
	}
	return false
}
