// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferEthtoolPuts is reported for a format that converts nothing.
var PreferEthtoolPuts = &analyzer.Rule{
	Type:   "PREFER_ETHTOOL_PUTS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "ethtool_sprintf() of a plain string",
	Doc: `ethtool_puts() copies a string to the place for the next name and moves on, as
ethtool_sprintf() does with the format "%s" or without anything to convert. Where the string is
a variable, a % in it is no longer read as a conversion, so that fix wants a look; a literal that
converts something without an argument is a mistake that no fix can guess.`,
	Bad:  "static void f(u8 **p, char *s)\n{\n\tethtool_sprintf(p, \"%s\", s);\n}\n",
	Good: "static void f(u8 **p, char *s)\n{\n\tethtool_puts(p, s);\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var preferEthtoolPuts = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferEthtoolPuts},
	Words:  []string{"ethtool_sprintf"},
	OnWord: checkPreferEthtoolPuts,
}

// hiddenEthtoolPuts finds the calls that checkpatch sees in comments.
var hiddenEthtoolPuts = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferEthtoolPuts},
	OnText: checkHiddenEthtoolPuts,
}

func checkPreferEthtoolPuts(p *analyzer.Pass, tok int) {
	c, ok := p.CallAt(tok)
	use, _ := p.UseOf(tok)
	if !ok || use == analyzer.Declared || use == analyzer.Defined {
		return
	}
	single := c.Count == 3 && isString(p, c.Arg(1), "\"%s\"")
	if c.Count != 2 && !single || c.Arg(c.Count-1).Len() == 0 {
		return
	}
	oneLine := p.OneLine(p.CallRange(&c))
	f := p.Warn(PreferEthtoolPuts, p.TokenRange(tok), "nothing to convert: use ethtool_puts()")
	switch {
	case use == analyzer.Member:
		f.DifferNarrower(analyzer.NarrowMember)
		return
	case !oneLine || !p.SimpleArgs(&c):
		f.DifferWider("spread over lines, or with more than simple arguments")
	}
	name := analyzer.Replace(p.TokenRange(tok), "ethtool_puts")
	switch {
	case single:
		gone := source.Range{Start: p.Tokens.Start[c.Arg(1).First], End: p.Tokens.Start[c.Arg(2).First]}
		f.Rewrite("Call ethtool_puts()", name, analyzer.Delete(gone))
	case isString(p, c.Arg(1), ""):
		if !bytes.ContainsRune(p.Tokens.Text(p.Text.Raw, c.Arg(1).First), '%') {
			f.Rewrite("Call ethtool_puts()", name)
		}
	default:
		f.MaybeFix("Call ethtool_puts()", name)
	}
}

// isString reports whether an argument is one literal, of the given text if
// any is given.
func isString(p *analyzer.Pass, s analyzer.Span, text string) bool {
	return s.Len() == 1 && p.Tokens.Kind[s.First] == token.String && (text == "" || p.TokenText(s.First) == text)
}

// checkHiddenEthtoolPuts looks at the raw text of comments for the form with
// "%s" and simple names.
func checkHiddenEthtoolPuts(p *analyzer.Pass) {
	raw, name := p.Text.Raw, "ethtool_sprintf("
	for from := range p.Marks(name) {
		at := from + len(name)
		line := p.Text.LineAt(uint32(from))
		if p.Text.Clean[from] != source.Filler || !p.Added(line) {
			continue
		}
		rest := string(raw[at:p.Text.Lines[line].End])
		if end := strings.IndexByte(rest, ')'); end > 0 && strings.Count(rest[:end], ",") == 2 && strings.Contains(rest[:end], ", \"%s\",") {
			p.Warn(PreferEthtoolPuts, source.Range{Start: uint32(from), End: uint32(at - 1)},
				"nothing to convert: use ethtool_puts()").DifferNarrower("code in a comment")
		}
	}
}
