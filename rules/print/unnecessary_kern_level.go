// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UnnecessaryKernLevel is reported for a level in a call that has one.
var UnnecessaryKernLevel = &analyzer.Rule{
	Type:   "UNNECESSARY_KERN_LEVEL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "KERN_<LEVEL> where the function says it",
	Doc: `dev_err(), pr_info(), WARN() and the like bring their level. Another one in front of the
format ends up in the middle of the message, as bytes that nobody wants to see. A level that is an
argument of its own, with a comma behind it, is what that function takes and passes; so do the
printk() functions without a level in their name.`,
	Bad:  "static void f(void)\n{\n\tpr_err(KERN_ERR \"x\\n\");\n}\n",
	Good: "static void f(void)\n{\n\tpr_err(\"x\\n\");\n\tmy_dbg(KERN_INFO, \"x\\n\");\n}\n",
	Link: "core-api/printk-basics.html",
	Fix:  analyzer.FixSometimes,
}

var unnecessaryKernLevel = &analyzer.Check{
	Rules: []*analyzer.Rule{UnnecessaryKernLevel},
	Words: []string{
		"KERN_ALERT",
		"KERN_CONT",
		"KERN_CRIT",
		"KERN_DEBUG",
		"KERN_DEFAULT",
		"KERN_EMERG",
		"KERN_ERR",
		"KERN_INFO",
		"KERN_NOTICE",
		"KERN_SOH",
		"KERN_WARNING",
	},
	OnWord: checkUnnecessaryKernLevel,
}

func checkUnnecessaryKernLevel(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	base := logsBefore(p, line, tok) && !p.Reported(UnnecessaryKernLevel, line)
	within := beginsFormat(p, tok+1) && inLogCall(p, tok)
	if !base && !within {
		return
	}
	f := p.Warn(UnnecessaryKernLevel, p.TokenRange(tok), "the function has a level already")
	switch {
	case !within:
		f.DifferNarrower("no level in front of the format of a function that has one")
		return
	case !base:
		f.DifferWider("on another line than the function, or a second one on the line")
	}
	gone := source.Range{Start: p.Tokens.Start[tok], End: p.Tokens.Start[tok+1]}
	if p.OneLine(gone) {
		f.MaybeFix("Remove the level", analyzer.Delete(gone))
	}
}

// beginsFormat reports whether a format begins at a token: with a literal, with
// pr_fmt() around one, or with a macro in front of one.
func beginsFormat(p *analyzer.Pass, tok int) bool {
	switch p.Tokens.KindAt(tok) {
	case token.String:
		return true
	case token.Ident:
		return p.Is(tok, "pr_fmt") || p.Tokens.KindAt(tok+1) == token.String
	}
	return false
}

// logsBefore is checkpatch's view: a log function is called on the line in
// front of the token, and nothing that ends in printk, with or without a rate
// limit, anywhere on it.
func logsBefore(p *analyzer.Pass, line, tok int) bool {
	first, end := p.LineTokens(line)
	found := false
	for i := first; i < end; i++ {
		if p.Tokens.Kind[i] != token.Ident || p.Tokens.KindAt(i+1) != token.LParen || !p.Near(i, i+1) {
			continue
		}
		name := p.Tokens.Text(p.Text.Clean, i)
		if takesLevel(name) {
			return false
		}
		if i < tok && source.IsLogCall(name) {
			found = true
		}
	}
	return found
}

// takesLevel reports whether a function is one of printk's kin, which take a
// level with the format.
func takesLevel(name []byte) bool {
	for _, end := range []string{"printk", "printk_once", "printk_ratelimited"} {
		if len(name) >= len(end) && string(name[len(name)-len(end):]) == end {
			return true
		}
	}
	return false
}

// inLogCall reports whether the innermost call around a token is one of a log
// function that takes no level.
func inLogCall(p *analyzer.Pass, tok int) bool {
	call := callee(p, tok)
	if call < 0 {
		return false
	}
	name := p.Tokens.Text(p.Text.Clean, call)
	switch string(name) {
	case "printk_deferred", "printk_deferred_once":
		return false
	}
	return source.IsLogCall(name) && !takesLevel(name)
}
