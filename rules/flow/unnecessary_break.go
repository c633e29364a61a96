// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryBreak is reported for a break that nothing reaches.
var UnnecessaryBreak = &analyzer.Rule{
	Type:   "UNNECESSARY_BREAK",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "break behind another jump",
	Doc: `A break behind a return, a goto or another break is never reached. It is
no harm, but a reader has to make sure of that.`,
	Bad:  "int f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\treturn 1;\n\t\tbreak;\n\t}\n\treturn 0;\n}\n",
	Good: "int f(int x)\n{\n\tswitch (x) {\n\tcase 1:\n\t\treturn 1;\n\t}\n\treturn 0;\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var unnecessaryBreak = &analyzer.Check{
	Rules:  []*analyzer.Rule{UnnecessaryBreak},
	Words:  []string{"break"},
	OnWord: checkUnnecessaryBreak,
}

// checkUnnecessaryBreak looks at the statement in front of a break. checkpatch
// wants both alone on their lines, as deep as each other, the one above new.
func checkUnnecessaryBreak(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	seen := breakSeen(p, tok, line)
	semi := p.Before(tok)
	jump := -1
	if p.Tokens.KindAt(semi) == token.Semi {
		if jump = simpleStart(p, semi); !isJump(p, jump) || p.Tokens.Word[jump] == token.Continue || governed(p, jump) {
			jump = -1
		}
	}
	if !seen && jump < 0 {
		return
	}
	if !seen && directiveBetween(p, jump, tok) {
		return
	}
	f := p.Warn(UnnecessaryBreak, p.TokenRange(tok), "nothing reaches this break")
	switch {
	case seen && jump < 0:
		f.DifferNarrower("what stands above is governed by a condition, or is part of something else")
		return
	case !seen:
		f.DifferWider("a jump of several lines, or another indentation")
	}
	next := p.After(tok + 1)
	ends := p.Tokens.KindAt(next) == token.RBrace || p.Tokens.WordAt(next) == token.Case || p.Tokens.WordAt(next) == token.Default
	if ends && loneBreak(p, tok, line) && !p.InDirective(line) && !directiveBetween(p, jump, next) {
		f.Rewrite("Remove the break", analyzer.Delete(fullLine(p, line)))
	}
}

// loneBreak reports whether a line is "break;" and nothing else.
func loneBreak(p *analyzer.Pass, tok, line int) bool {
	from, end := p.LineTokens(line)
	return from == tok && end == tok+2 && p.Tokens.Kind[tok+1] == token.Semi
}

// breakSeen reports whether checkpatch sees a break behind a jump.
func breakSeen(p *analyzer.Pass, tok, line int) bool {
	view := p.Clean(line)
	tabs := leadingTabs(view)
	from, end := p.LineTokens(line)
	if tabs == 0 || from != tok || p.TokenColumn(tok) != tabs || line == 0 || !p.Added(line-1) {
		return false
	}
	if tok+1 >= end || p.Tokens.Kind[tok+1] != token.Semi {
		return false
	}
	for i := tok + 2; i < end; i++ {
		if p.Tokens.Kind[i] != token.Comment {
			return false
		}
	}
	above := p.Clean(line - 1)
	if leadingTabs(above) != tabs {
		return false
	}
	above = above[tabs:]
	return beginsWord(above, "goto") || beginsWord(above, "return") || beginsWord(above, "break")
}

// governed reports whether the statement that begins at token i is the body of
// a condition or loop without braces.
func governed(p *analyzer.Pass, i int) bool {
	k := p.Before(i)
	switch {
	case p.Tokens.KindAt(k) == token.RParen, p.Tokens.WordAt(k) == token.Else, p.Tokens.WordAt(k) == token.Do:
		return true
	}
	return false
}

func directiveBetween(p *analyzer.Pass, i, k int) bool {
	for l := p.TokenLine(i); l <= p.TokenLine(k); l++ {
		if p.Text.Lines[l].Features&source.Directive != 0 {
			return true
		}
	}
	return false
}

// fullLine bounds a line with its line feed.
func fullLine(p *analyzer.Pass, line int) source.Range {
	r := p.LineRange(line)
	if int(r.End) < len(p.Text.Raw) {
		r.End++
	}
	return r
}
