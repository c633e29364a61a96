// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// OneSemicolon is reported for more than one semicolon at the end of a line.
var OneSemicolon = &analyzer.Rule{
	Type:   "ONE_SEMICOLON",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "More than one semicolon",
	Doc: `One semicolon ends a statement; the second is an empty statement of its
own. In the head of a for loop that goes on on the next line two of them belong
together.`,
	Bad:  "int x;;\n",
	Good: "int x;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var oneSemicolon = &analyzer.Check{
	Rules:  []*analyzer.Rule{OneSemicolon},
	Lines:  source.HasSemi,
	OnLine: checkOneSemicolon,
}

// checkOneSemicolon looks at the end of a line. checkpatch minds comments.
func checkOneSemicolon(p *analyzer.Pass, line int) {
	view := bytes.TrimRight(p.Clean(line), " \t\r\v\f\x1c")
	if len(view) < 2 || view[len(view)-1] != ';' {
		return
	}
	from, end := p.LineTokens(line)
	for end > from && p.Tokens.Kind[end-1] == token.Comment {
		end--
	}
	last := end - 1
	first := last
	for first > from && p.Tokens.Kind[first-1] == token.Semi {
		first--
	}
	if first == last {
		return
	}
	f := p.Warn(OneSemicolon, p.TokensRange(first, last), "one semicolon ends a statement")
	if _, all := p.LineTokens(line); all != end {
		f.DifferWider("a comment behind them")
	}
	if inParens(p, first) {
		f.DifferNarrower("the head of a for loop")
		return
	}
	edit := analyzer.Delete(source.Range{Start: p.Tokens.End[first], End: p.Tokens.End[last]})
	// Behind a head the first is the body.
	if p.InDirective(line) || elseFollows(p, last) {
		f.MaybeFix("Keep one semicolon", edit)
	} else {
		f.Rewrite("Keep one semicolon", edit)
	}
}

// elseFollows reports whether an else comes next.
func elseFollows(p *analyzer.Pass, i int) bool { return p.Tokens.WordAt(p.After(i)) == token.Else }

// maxHead is how many tokens the head of a loop is searched for.
const maxHead = 400

// inParens reports whether token i stands in parentheses that are open.
func inParens(p *analyzer.Pass, i int) bool {
	depth, k := 0, i-1
	defer func() { p.Saw(k) }()
	for ; k >= 0 && k > i-maxHead; k-- {
		switch p.Tokens.Kind[k] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth == 0 {
				return true
			}
			depth--
		case token.LBrace, token.RBrace:
			return false
		}
	}
	return false
}
