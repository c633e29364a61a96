// SPDX-License-Identifier: GPL-2.0-or-later

package module

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var exportMention = &analyzer.Check{
	Rules:  []*analyzer.Rule{ExportSymbol},
	Lines:  source.HasParen,
	OnLine: checkExportMention,
}

var exportStem = []byte("EXPORT_SYMBOL")

// checkExportMention looks at what checkpatch takes for an export behind a blank
// line and is none: the definition of a macro, or a call of one whose name only
// contains the words.
func checkExportMention(p *analyzer.Pass, line int) {
	if line == 0 || p.Text.Lines[line-1].Features&source.Blank == 0 || !p.SameHunk(line, line-1) {
		return
	}
	clean := p.Clean(line)
	at := bytes.Index(clean, exportStem)
	if at < 0 {
		return
	}
	open := bytes.IndexByte(clean[at:], '(')
	if open < 0 || bytes.IndexByte(clean[at+open:], ')') < 0 {
		return
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
	p.Warn(ExportSymbol, p.TokenRange(mention), "an export should directly follow its definition").DifferNarrower(why)
}
