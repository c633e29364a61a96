// SPDX-License-Identifier: GPL-2.0-or-later

package spacing

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// BracketSpace is reported for a blank in front of '['.
var BracketSpace = &analyzer.Rule{
	Type:   "BRACKET_SPACE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "No space in front of [",
	Doc: `A subscript follows its array directly. A space in front of ` + "`[`" + ` is right

- behind a type: ` + "`int [] a`" + `;
- at the beginning of a line and behind ` + "`{`, `,` or `:`" + `, where a designator
  of an initialiser stands: ` + "`{ [0 ... 9] = 1 }`" + `.`,
	Bad:  "int f(int *a)\n{\n\treturn a [0];\n}\n",
	Good: "int f(int *a)\n{\n\treturn a[0];\n}\n",
	Link: "dev-tools/checkpatch.html#spacing-and-brackets",
	Fix:  analyzer.FixAlways,
}

var bracketSpace = &analyzer.Check{
	Rules:  []*analyzer.Rule{BracketSpace},
	Lines:  source.HasBracket,
	OnLine: checkBracketSpace,
}

// checkBracketSpace looks at each '[' with a blank in front. What excuses it
// is looked for between it and the one before.
func checkBracketSpace(p *analyzer.Pass, line int) {
	first, end := p.LineTokens(line)
	from := first
	l := &p.Text.Lines[line]
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] != token.LBrack {
			continue
		}
		at := p.Tokens.Start[i]
		gap := blanksBefore(p.Text.Clean, l.Start, at)
		if gap.Len() == 0 {
			continue
		}
		if gap.Start == l.Start || i > from && opensDesignator(p, i-1, gap) || p.C.EndsTypeOrStars(i-1, from) {
			from = i + 1
			continue
		}
		from = i + 1
		f := p.Error(BracketSpace, source.Range{Start: gap.Start, End: at + 1}, "no space in front of '['")
		switch k := p.Tokens.KindAt(i - 1); {
		case p.Tokens.WordAt(i-1) == token.Return:
			f.DifferNarrower("return is not an array")
		case isDefined(p, line, i-1):
			f.DifferNarrower("the name of a macro is not an array")
		case k == token.Assign || k == token.LParen || k == token.Comment:
			f.DifferNarrower("no array stands in front of it")
		default:
			tidy(p, f, "Remove the space", gap)
		}
	}
}

// opensDesignator reports whether the token in front of the blanks is one that
// a designator may follow.
func opensDesignator(p *analyzer.Pass, i int, gap source.Range) bool {
	if p.Tokens.End[i] != gap.Start {
		return false
	}
	switch p.Tokens.Kind[i] {
	case token.LBrace, token.Comma, token.Colon:
		return true
	}
	return false
}

// isDefined reports whether token i is the name that the line defines, or the
// ')' of its parameters.
func isDefined(p *analyzer.Pass, line, i int) bool {
	d, ok := p.C.Macro(line)
	return ok && i == d.Body-1
}
