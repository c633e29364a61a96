// SPDX-License-Identifier: GPL-2.0-or-later

package brace

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Braces is reported by the checks in braces*.go.
var Braces = &analyzer.Rule{
	Type:   "BRACES",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Braces that are not needed, missing, or padded",
	Doc: `A single statement takes no braces. But where one arm of an if has them,
because it is more than one statement, all arms do. A block that is more than
one line, holds another conditional or loop, or follows a condition of several
lines may have braces, whatever C says.

No blank line stands behind an opening brace or in front of a closing one.`,
	Bad:  "void f(int x)\n{\n\tif (x) {\n\t\tg();\n\t}\n}\n",
	Good: "void f(int x)\n{\n\tif (x)\n\t\tg();\n}\n",
	Link: "process/coding-style.html#placing-braces-and-spaces",
	Fix:  analyzer.FixSometimes,
}

var bracesChain = &analyzer.Check{
	Rules:  []*analyzer.Rule{Braces},
	Words:  []string{"else", "for", "if", "while"},
	OnWord: checkBracesChain,
}

// checkBracesChain looks at the chain of an if, and at the first keyword of the
// line by itself unless a chain has dealt with it.
func checkBracesChain(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	if firstHead(p, line) != tok {
		return
	}
	if chain, ok := chainOn(p, line); ok {
		judgeChain(p, line, chain)
	} else if !inChain(p, line) {
		judgeSingle(p, line, tok)
	}
}

// chainOn is the chain of more than one arm that checkpatch collects for a
// line with an if that does not follow else. Where brackets are open behind
// it, it has none.
func chainOn(p *analyzer.Pass, line int) ([]cmodel.Statement, bool) {
	from, end := p.LineTokens(line)
	for i := end - 1; i >= from; i-- {
		if p.Tokens.Word[i] != token.If || i > from && p.Tokens.Word[i-1] == token.Else {
			continue
		}
		chain := p.C.Chain(line, p.Text.Lines[line].Start)
		return chain, len(chain) > 1 && levelBehind(p, chain) == 0
	}
	return nil, false
}

// levelBehind is the level at which checkpatch ends when it collects a chain:
// that of the statement behind it, which it has to look at.
func levelBehind(p *analyzer.Pass, chain []cmodel.Statement) int {
	last := &chain[len(chain)-1]
	if len(chain) == 1 && !opensChain(p, last) {
		return last.Level
	}
	line, offset, ok := p.C.Following(last)
	if !ok {
		return last.Level
	}
	next := p.C.StatementAt(line, offset)
	return next.Level
}

// opensChain reports whether checkpatch looks for further arms behind a
// statement.
func opensChain(p *analyzer.Pass, s *cmodel.Statement) bool {
	if s.CondEnd == s.Start || s.Tok >= s.EndTok || s.NextLine >= p.C.HunkEnd(s.Line) {
		return false
	}
	switch p.Tokens.Word[s.Tok] {
	case token.If, token.Else, token.Do:
		return true
	}
	return false
}

// firstHead is the first if, while, for or else of a line, -1 if it has none.
func firstHead(p *analyzer.Pass, line int) int {
	from, end := p.LineTokens(line)
	for i := from; i < end; i++ {
		switch p.Tokens.Word[i] {
		case token.If, token.While, token.For, token.Else:
			return i
		}
	}
	return -1
}

// maxLookBack is how many lines above a line the head of its chain is searched.
const maxLookBack = 400

// inChain reports whether a chain that began on a new line above has an arm
// that begins on this one.
func inChain(p *analyzer.Pass, line int) bool {
	from, end := p.LineTokens(line)
	arm := false
	for i := from; i < end; i++ {
		arm = arm || p.Tokens.Word[i] == token.Else
	}
	if !arm {
		return false
	}
	width := indentWidth(p, line)
	for l := line - 1; l >= 0 && l > line-maxLookBack && p.SameHunk(l, line); l-- {
		begin, stop := p.LineTokens(l)
		if begin == stop {
			continue
		}
		if k := p.Tokens.Kind[begin]; (k == token.RBrace || k == token.LBrace) && atFileScope(p, begin) {
			return false
		}
		if !p.Added(l) || indentWidth(p, l) > width {
			continue
		}
		chain, ok := chainOn(p, l)
		if !ok {
			continue
		}
		for i := range chain[1:] {
			if s := &chain[i+1]; s.Tok < s.EndTok && p.TokenLine(s.Tok) == line {
				return true
			}
		}
	}
	return false
}

// arm is one arm of a chain.
type arm struct {
	braces  bool // its block begins with a brace
	late    bool // which stands on a later line, where checkpatch is blind to it
	allowed bool // and it may
}

func readArm(p *analyzer.Pass, s *cmodel.Statement) arm {
	rest := p.C.Rest(s)
	braces, late := beginsWithBrace(rest)
	return arm{
		braces: braces,
		late:   late,
		allowed: cmodel.LineCount(p.C.Condition(s)) > 1 || holdsBranch(p, s) ||
			cmodel.BlockSize(rest) > 1,
	}
}

// beginsWithBrace reports whether a brace comes first, blanks and line ends
// left out, and whether it is on another line than the first.
func beginsWithBrace(text []byte) (braces, late bool) {
	for _, c := range text {
		if c == '{' {
			return true, late
		}
		if !token.IsBlank(c) {
			return false, false
		}
		late = late || c == '\n'
	}
	return false, false
}

// holdsBranch reports whether the block of a statement has an if, a for or a
// while in it.
func holdsBranch(p *analyzer.Pass, s *cmodel.Statement) bool {
	for i := s.Tok; i < s.EndTok; i++ {
		if p.Tokens.Start[i] < s.CondEnd {
			continue
		}
		switch p.Tokens.Word[i] {
		case token.If, token.For, token.While:
			return true
		}
	}
	return false
}

// judgeChain reports a chain of more than one arm.
func judgeChain(p *analyzer.Pass, line int, chain []cmodel.Statement) {
	seen, late, allowed := 0, 0, 0
	for i := range chain {
		a := readArm(p, &chain[i])
		if a.braces {
			seen++
		}
		if a.late {
			late++
		}
		if a.allowed {
			allowed++
		}
	}
	script := chainVerdict(seen-late, allowed, len(chain))
	ours := chainVerdict(seen, allowed, len(chain))
	if p.Text.Lines[line].Features&source.Directive != 0 {
		ours = script
	}
	if script != ours {
		reportChain(p, line, chain, script, "", "a brace that stands on a line of its own")
	}
	reason := ""
	if script != ours {
		reason = "a brace that stands on a line of its own"
	}
	reportChain(p, line, chain, ours, reason, "")
}

// takesOuterElse reports whether an else stands in the chain behind the one
// that ends it.
func takesOuterElse(p *analyzer.Pass, chain []cmodel.Statement) bool {
	for i := range chain[:len(chain)-1] {
		if head := headEnd(p, &chain[i]); head >= 0 && p.Tokens.Word[head] == token.Else {
			return true
		}
	}
	return false
}

// verdict is what is wrong with a chain.
type verdict uint8

const (
	fine verdict = iota
	needless
	mixed
)

func chainVerdict(seen, allowed, arms int) verdict {
	switch {
	case seen == 0:
		return fine
	case allowed == 0:
		return needless
	case allowed != arms && seen != arms:
		return mixed
	}
	return fine
}

func reportChain(p *analyzer.Pass, line int, chain []cmodel.Statement, v verdict, wider, narrower string) {
	at := headRange(p, &chain[0])
	switch v {
	case needless:
		f := p.Warn(Braces, at, "no arm of this statement needs braces").AtLine(line)
		f.Wider, f.Narrower = wider, narrower
		if blockNeedsBraces(p, chain) {
			f.DifferNarrower("an empty block, or one with a declaration or a label")
		}
		fixRemove(p, f, chain)
	case mixed:
		f := p.Strictly(Braces, at, "either all arms of this statement have braces or none").AtLine(line)
		f.Wider, f.Narrower = wider, narrower
		switch {
		case takesOuterElse(p, chain):
			f.DifferNarrower("an else of an outer if, or an else if over two lines, is taken for an arm")
		case endsInElse(p, line):
			f.DifferNarrower(openElse)
			return
		}
		fixAdd(p, f, chain)
	}
}

// judgeSingle reports a block of one statement behind the keyword at tok.
func judgeSingle(p *analyzer.Pass, line, tok int) {
	from, _ := p.LineTokens(line)
	if tok > from && p.Tokens.Kind[tok-1] == token.RBrace {
		return
	}
	first := p.C.StatementAt(line, p.Tokens.Start[tok])
	if braces, _ := beginsWithBrace(p.C.Rest(&first)); !braces {
		return // as nearly always; how much is governed does not matter
	}
	a := readArm(p, &first)
	if a.allowed {
		return
	}
	chain := p.C.Chain(line, p.Tokens.Start[tok])
	if levelBehind(p, chain) != 0 {
		return
	}
	late := a.late
	if len(chain) > 1 {
		next := readArm(p, &chain[1])
		if next.braces && !next.late {
			return
		}
		late = late || next.late
	}
	if late && p.Text.Lines[line].Features&source.Directive != 0 {
		return
	}
	f := p.Warn(Braces, headRange(p, &chain[0]), "a single statement needs no braces").AtLine(line)
	if a.late {
		f.DifferWider("a brace that stands on a line of its own")
	} else if late {
		f.DifferNarrower("the next arm has braces, on a line of their own")
	}
	if blockNeedsBraces(p, chain[:1]) {
		f.DifferNarrower("an empty block, or one with a declaration or a label")
	}
	fixRemove(p, f, chain[:1])
}

// blockNeedsBraces reports whether any arm has a block that cannot do without.
func blockNeedsBraces(p *analyzer.Pass, chain []cmodel.Statement) bool {
	for i := range chain {
		open := p.After(headEnd(p, &chain[i]))
		if p.Tokens.KindAt(open) == token.LBrace && needsBraces(p, open) {
			return true
		}
	}
	return false
}

// headRange is the condition of a statement without the blanks around it.
func headRange(p *analyzer.Pass, s *cmodel.Statement) source.Range {
	start, end := s.Start, max(s.CondEnd, s.Start)
	if s.Tok < s.EndTok {
		start = p.Tokens.Start[s.Tok]
	}
	return source.Range{Start: start, End: max(end, start)}
}
