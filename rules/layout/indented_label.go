// SPDX-License-Identifier: GPL-2.0-or-later

package layout

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// IndentedLabel is reported for a label that does not stand in column 0.
var IndentedLabel = &analyzer.Rule{
	Type:   "INDENTED_LABEL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "The label is indented",
	Doc: `The target of a goto stands in column 0, or one space in, which keeps diff
from taking it for the head of a function. The second half of a conditional
expression, a bit-field and a field of an initialiser look alike and are not
meant. The fix moves the label to column 0.`,
	Bad:  "int f(void)\n{\n\tg();\n\tout:\n\treturn 0;\n}\n",
	Good: "int f(void)\n{\n\tg();\nout:\n\treturn 0;\n}\n",
	Link: "process/coding-style.html#centralized-exiting-of-functions",
	Fix:  analyzer.FixSometimes,
}

var indentedLabel = &analyzer.Check{
	Rules:  []*analyzer.Rule{IndentedLabel},
	Lines:  source.HasColon,
	OnLine: checkIndentedLabel,
}

// checkIndentedLabel looks for a name that a colon touches behind the blanks
// that a line begins with. Comments count as blanks.
func checkIndentedLabel(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	from := skipComments(clean, 0)
	if from == 0 || from == len(clean) || !isLetter(clean[from]) {
		return
	}
	end := from
	for end < len(clean) && isWord(clean[end]) {
		end++
	}
	if end == len(clean) || clean[end] != ':' || string(clean[from:end]) == "default" {
		return
	}
	if from == 1 && clean[0] != '\t' {
		return // one blank is allowed
	}
	if i := skipComments(clean, end+1); i < len(clean) && clean[i] >= '0' && clean[i] <= '9' {
		return // a bit-field
	}
	at := p.Columns(line, from, end+1)
	f := p.Warn(IndentedLabel, at, "the label belongs in column 0")
	if why := noLabel(p, p.Tokens.Find(at.Start)); why != "" {
		f.DifferNarrower(why)
		return
	}
	if raw := p.Raw(line); leadingBlanks(raw) == from {
		f.Fix("Move the label to column 0", analyzer.Delete(p.Columns(line, 0, from)))
	}
}

// noLabel says why a name with a colon behind it is no label, by what stands
// before it; it is empty for a label.
func noLabel(p *analyzer.Pass, tok int) string {
	before := codeBefore(p, tok)
	if before < 0 {
		return ""
	}
	switch p.Tokens.Kind[before] {
	case token.Semi, token.RBrace, token.RParen:
		return ""
	case token.Colon:
		if p.TokenLine(before) < p.TokenLine(tok) {
			return "" // behind another label
		}
	case token.LBrace:
		if k := p.Tokens.KindAt(codeBefore(p, before)); k.IsAssign() || k == token.LBrace || k == token.Comma {
			return "a field of an initialiser"
		}
		return ""
	}
	if p.Text.Lines[p.TokenLine(before)].Features.Has(source.Directive) {
		return ""
	}
	return "no statement begins before the colon"
}
