// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var exportMention = &analyzer.Check{
	Rules:  []*analyzer.Rule{ExportSymbol},
	Lines:  source.HasParen,
	OnLine: checkExportMention,
}

var exportStem = []byte("EXPORT_SYMBOL")

// checkExportMention looks at what checkpatch takes for an export and is none:
// the definition of a macro, or a call of one whose name only contains the
// words.
func checkExportMention(p *analyzer.Pass, line int) {
	clean := p.Clean(line)
	at := bytes.Index(clean, exportStem)
	if at < 0 {
		return
	}
	closing := bytes.LastIndexByte(clean, ')')
	if closing < at {
		return
	}
	open := bytes.LastIndexByte(clean[at:closing], '(')
	if open < 0 {
		return
	}
	name := bytes.TrimSpace(clean[at+open+1 : closing])
	if end := operand.Name(name, 0); end > 0 {
		name = name[:end]
	}
	first, end := p.LineTokens(line)
	mention := slices.IndexFunc(p.Tokens.Kind[first:end], func(k token.Kind) bool { return k == token.Ident })
	for mention += first; mention < end && !bytes.Contains(p.Tokens.Text(p.Text.Clean, mention), exportStem); mention++ {
	}
	if mention == end {
		return
	}
	why := "a macro of another name"
	switch {
	case p.Tokens.KindAt(first) == token.Hash:
		why = "the body of a macro"
	case slices.Contains(exportSymbol.Words, p.TokenText(mention)) && p.Tokens.KindAt(p.NextCode(mention)) == token.LParen:
		return // judged as an export
	}
	if s, ok := decider(p, line); isFine(p, line, &s, ok, string(name)) {
		return
	}
	p.Warn(ExportSymbol, p.TokenRange(mention), "an export should directly follow its definition").DifferNarrower(why)
}
