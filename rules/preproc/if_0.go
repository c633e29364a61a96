// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// If0 is reported for code that is switched off.
var If0 = &analyzer.Rule{
	Type:   "IF_0",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Code switched off with #if 0",
	Doc: `Code behind "#if 0" is never built, so nobody sees when it goes stale. Git
remembers what was removed: take it out.`,
	Bad:  "#if 0\nint x;\n#endif\n",
	Good: "#ifdef CONFIG_X\nint x;\n#endif\n",
	Link: "process/coding-style.html#conditional-compilation",
	Fix:  analyzer.FixSometimes,
}

// If1 is reported for a condition that is always true.
var If1 = &analyzer.Rule{
	Type:   "IF_1",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Condition that is always true, #if 1",
	Doc:    `"#if 1" changes nothing: take it out, and its #endif. A longer condition that begins with a 1 is not meant.`,
	Bad:    "#if 1\nint x;\n#endif\n",
	Good:   "int x;\n",
	Link:   "process/coding-style.html#conditional-compilation",
	Fix:    analyzer.FixSometimes,
}

var constantIf = &analyzer.Check{
	Rules:  []*analyzer.Rule{If0, If1},
	Lines:  source.Directive,
	OnLine: checkConstantIf,
}

// checkConstantIf looks at "#if 0" and "#if 1". checkpatch does not look at
// what follows the number.
func checkConstantIf(p *analyzer.Pass, line int) {
	hash, end := p.LineTokens(line)
	if end-hash < 3 || p.Tokens.Word[hash+1] != token.If || p.Tokens.Kind[hash+2] != token.Number ||
		p.Tokens.Start[hash+2] == p.Tokens.End[hash+1] {
		return
	}
	number := hash + 2
	var f *analyzer.Finding
	switch text := p.TokenText(number); {
	case text == "0" || len(text) > 2 && text[:2] == "0.":
		f = p.Warn(If0, p.TokensRange(hash, number), "code that is switched off can go")
	case text == "1" || len(text) > 2 && text[:2] == "1.":
		f = p.Warn(If1, p.TokensRange(hash, number), "this condition is always true and can go")
	default:
		return
	}
	if k := p.Tokens.KindAt(number + 1); k != token.None && k != token.Comment && p.TokenLine(number+1) == line {
		if f.Rule == If0 != (k == token.AndAnd) || f.Rule == If1 != (k == token.OrOr) {
			f.DifferNarrower("a longer condition that begins with the number")
		}
		return
	}
	endif, plain := endifOf(p, line)
	if endif < 0 || !plain {
		return
	}
	from, to := p.Text.Lines[line], p.Text.Lines[endif]
	if int(to.End) >= len(p.Text.Raw) {
		return
	}
	if f.Rule == If0 {
		f.MaybeFix("Remove the code", analyzer.Delete(source.Range{Start: from.Start, End: to.End + 1}))
	} else {
		f.MaybeFix("Remove the condition",
			analyzer.Delete(source.Range{Start: from.Start, End: from.End + 1}),
			analyzer.Delete(source.Range{Start: to.Start, End: to.End + 1}))
	}
}

// endifOf is the line of the #endif that belongs to the #if on a line, -1 if
// the hunk ends first. plain is false where an #else or #elif stands between.
func endifOf(p *analyzer.Pass, line int) (endif int, plain bool) {
	depth := 0
	plain = true
	for l := line; l < len(p.Text.Lines) && p.SameHunk(l, line); l++ {
		if p.Text.Lines[l].Features&source.Directive == 0 {
			continue
		}
		hash, end := p.LineTokens(l)
		if end-hash < 2 {
			continue
		}
		switch p.TokenText(hash + 1) {
		case "if", "ifdef", "ifndef":
			depth++
		case "else", "elif", "elifdef", "elifndef":
			plain = plain && depth > 1
		case "endif":
			if depth--; depth == 0 {
				p.Saw(end)
				return l, plain
			}
		}
	}
	p.Saw(p.Tokens.Len())
	return -1, false
}
