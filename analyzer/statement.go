// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// maxNested is how deep statements without braces are followed.
const maxNested = 64

// StatementEnd is the last token of the statement of C that begins at token i,
// with its labels: what the compiler takes for one, and not what checkpatch
// does. An if takes its else along. A macro call in front of a statement is
// taken for the head of a loop. It is -1 where a directive stands in the
// statement, where the hunk ends first, or where it cannot be told.
func (p *Pass) StatementEnd(i int) int {
	return p.statementEnd(i, 0)
}

func (p *Pass) statementEnd(i, depth int) int {
	if i < 0 || depth > maxNested {
		return -1
	}
	switch p.Tokens.Kind[i] {
	case token.LBrace:
		return p.cleanEnd(i, p.Closing(i))
	case token.Semi:
		return i
	case token.RBrace, token.Hash:
		return -1
	case token.Ident:
		return p.namedEnd(i, depth)
	}
	return p.semicolon(i)
}

// namedEnd is statementEnd for a statement that begins with a word.
func (p *Pass) namedEnd(i, depth int) int {
	next := p.After(i)
	switch p.Tokens.Word[i] {
	case token.If:
		end := p.bodyEnd(next, depth)
		if k := p.After(end); end >= 0 && p.Tokens.WordAt(k) == token.Else {
			return p.cleanEnd(end, p.statementEnd(p.After(k), depth+1))
		}
		return end
	case token.While, token.For, token.Switch:
		return p.bodyEnd(next, depth)
	case token.Do:
		end := p.statementEnd(next, depth+1)
		k := p.After(end)
		if end < 0 || p.Tokens.WordAt(k) != token.While {
			return -1
		}
		if k = p.After(p.Closing(p.After(k))); p.Tokens.KindAt(k) != token.Semi {
			return -1
		}
		return p.cleanEnd(i, k)
	case token.Else:
		return -1
	case token.Case:
		for k := next; k >= 0; k = p.After(k) {
			switch p.Tokens.Kind[k] {
			case token.Colon:
				return p.statementEnd(p.After(k), depth+1)
			case token.Semi, token.LBrace, token.RBrace:
				return -1
			}
		}
		return -1
	}
	switch p.Tokens.KindAt(next) {
	case token.Colon:
		return p.statementEnd(p.After(next), depth+1)
	case token.LParen:
		behind := p.After(p.Closing(next))
		if k := p.Tokens.KindAt(behind); (k == token.LBrace || k == token.Ident) && !p.Tokens.WordAt(i).IsKeyword() {
			return p.cleanEnd(i, p.statementEnd(behind, depth+1))
		}
	}
	return p.semicolon(i)
}

// bodyEnd is the end of a statement whose head's parenthesis is token open.
func (p *Pass) bodyEnd(open, depth int) int {
	if p.Tokens.KindAt(open) != token.LParen {
		return -1
	}
	return p.cleanEnd(open, p.statementEnd(p.After(p.Closing(open)), depth+1))
}

// maxPlain is how many tokens, groups in brackets for one, an expression or
// declaration may have before its end is given up.
const maxPlain = 2000

// semicolon is the one that ends the expression or declaration from token i.
func (p *Pass) semicolon(i int) int {
	n := 0
	for k := i; k >= 0 && n < maxPlain; k = p.After(k) {
		n++
		switch kind := p.Tokens.Kind[k]; {
		case kind == token.Semi:
			return p.cleanEnd(i, k)
		case kind.IsOpen():
			if k = p.Closing(k); k < 0 {
				return -1
			}
		case kind.IsClose():
			return -1
		}
	}
	return -1
}

// cleanEnd is end, or -1 if a directive stands between the two tokens or they
// are not of one hunk.
func (p *Pass) cleanEnd(from, end int) int {
	if end < 0 || from < 0 {
		return -1
	}
	first, last := p.TokenLine(from), p.TokenLine(end)
	if !p.SameHunk(first, last) {
		return -1
	}
	for l := first + 1; l <= last; l++ {
		if p.Text.Lines[l].Features&source.Directive != 0 {
			return -1
		}
	}
	return end
}

// StatementOn is the statement that checkpatch has at hand when it comes to
// the later checks of a line: the one that begins there or, where an earlier
// one has swallowed the line, the one it collects anew because the line looks
// like the head of something. late is for the checks behind those of
// conditions, which see it for even more lines. It is nil where there is none.
func (p *Pass) StatementOn(line int, late bool) *cmodel.Statement {
	if p.stat != nil || p.C == nil {
		return p.stat
	}
	if !p.headLike(line) && !(late && doLike(p.Text.CleanLine(line))) {
		return nil
	}
	s := p.C.StatementAt(line, p.Text.Lines[line].Start)
	return &s
}

// headLike reports whether a line has a word that begins a conditional or a
// loop, is no directive, and does not end a do loop.
func (p *Pass) headLike(line int) bool {
	if p.Text.Lines[line].Features&source.Directive != 0 {
		return false
	}
	from, end := p.LineTokens(line)
	found := false
	for i := from; i < end; i++ {
		switch p.Tokens.Word[i] {
		case token.Do, token.Else:
			found = true
		case token.If, token.For:
			found = found || i+1 < end && p.Tokens.Kind[i+1] == token.LParen
		case token.While:
			found = found || i+1 < end && p.Tokens.Kind[i+1] == token.LParen
			if i > from && p.Tokens.Kind[i-1] == token.RBrace {
				return false
			}
		default:
			found = found || p.Tokens.Kind[i] == token.Ident && i+1 < end &&
				p.Tokens.Kind[i+1] == token.LParen && p.IsLoopName(i)
		}
	}
	return found
}

// IsLoopName reports whether token i is a name that checkpatch takes for a
// loop: letters of lower case and underscores, for_each, and more of the same.
func (p *Pass) IsLoopName(i int) bool {
	name := p.Text.Clean[p.Tokens.Start[i]:p.Tokens.End[i]]
	k := bytes.Index(name, forEach)
	if k < 0 || k+len(forEach) == len(name) {
		return false
	}
	for _, c := range name {
		if c != '_' && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

var forEach = []byte("for_each")

// LastHead is the last word of a line that begins a conditional, a loop or a
// switch, as checkpatch sees it; -1 if there is none.
func (p *Pass) LastHead(line int) int {
	from, end := p.LineTokens(line)
	for i := end - 1; i >= from; i-- {
		switch p.Tokens.Word[i] {
		case token.Do, token.Else:
			return i
		case token.If, token.While, token.For, token.Switch:
			if i+1 < end && p.Tokens.Kind[i+1] == token.LParen {
				return i
			}
		case token.NoWord:
			if i+1 < end && p.Tokens.Kind[i] == token.Ident && p.Tokens.Kind[i+1] == token.LParen && p.IsLoopName(i) {
				return i
			}
		}
	}
	return -1
}

// doLike reports whether the letters "do" stand on a line, in whatever word,
// without a brace that touches them.
func doLike(line []byte) bool {
	for {
		i := bytes.Index(line, []byte("do"))
		if i < 0 {
			return false
		}
		if line = line[i+2:]; len(line) == 0 || line[0] != '{' {
			return true
		}
	}
}

// maxPlainDo is how many lines above a while its do is searched.
const maxPlainDo = 64

// EndsPlainDo reports whether checkpatch takes the while that begins a
// statement on a line for the end of a do loop. It does so if a statement on a
// new line above, which ends in front of it, has the letters "do" on its line.
func (p *Pass) EndsPlainDo(line int) bool {
	from, end := p.LineTokens(line)
	for i := from; i < end; i++ {
		if p.Tokens.Word[i] == token.While {
			return p.endsPlainDo(i)
		}
	}
	return false
}

func (p *Pass) endsPlainDo(tok int) bool {
	prev := p.Before(tok)
	if k := p.Tokens.KindAt(prev); k != token.Semi && k != token.RBrace {
		return false
	}
	l := p.TokenLine(prev)
	if p.Tokens.Kind[prev] == token.RBrace {
		if open := p.Opening(prev); open >= 0 {
			l = p.TokenLine(open)
		}
	}
	for stop := l - maxPlainDo; l >= 0 && l > stop && p.SameHunk(l, p.TokenLine(tok)); l-- {
		if from, end := p.LineTokens(l); from == end {
			continue
		}
		s := p.C.StatementAt(l, p.Text.Lines[l].Start)
		if next := p.After(s.EndTok - 1); next != tok {
			return false
		}
		if p.Added(l) && doLike(p.Text.CleanLine(l)) {
			return true
		}
	}
	return false
}
