// SPDX-License-Identifier: GPL-2.0-or-later

package macro

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MacroWithFlowControl is reported at the name of the macro.
var MacroWithFlowControl = &analyzer.Rule{
	Type:   "MACRO_WITH_FLOW_CONTROL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A macro that returns or jumps",
	Doc: `A macro that looks like a call and leaves the function it is used in
breaks the reader's picture of what happens there.

Macros that paste names are left alone, as most of them define functions. By
default so are those that visibly define one without pasting.`,
	Bad:  "#define CHECK_IT(x) do { if (!(x)) return -EINVAL; } while (0)\n",
	Good: "#define IS_OK(x) ((x) > 0)\n",
	Link: "process/coding-style.html#macros-enums-and-rtl",
	Fix:  analyzer.FixNever,
}

var macroWithFlowControl = &analyzer.Check{
	Rules:  []*analyzer.Rule{MacroWithFlowControl},
	Lines:  source.Define,
	OnLine: checkFlowControl,
}

// checkFlowControl looks for goto and return in all of the macro.
func checkFlowControl(p *analyzer.Pass, line int) {
	d, ok := definition(p, line)
	if !ok {
		return
	}
	flow := false
	for i := d.Name; i < d.EndTok; i++ {
		w := p.Tokens.Word[i]
		flow = flow || w == token.Goto || w == token.Return
	}
	if !flow || pastes(p, &d) {
		return
	}
	f := p.Warn(MacroWithFlowControl, at(p, &d), "macro leaves the function that it is used in")
	switch start := valueStart(p, &d); {
	case definesFunction(p, &d):
		f.DifferNarrower("the macro defines the function that it leaves")
	case p.Tokens.WordAt(start) == token.Case:
		f.DifferNarrower("the macro is the case of a switch")
	}
}

// pastes reports whether names are pasted, and no ## stands in front of the
// variable arguments, where it only drops a comma.
func pastes(p *analyzer.Pass, d *cmodel.Macro) bool {
	found := false
	for i := d.Name; i < d.EndTok; i++ {
		if p.Tokens.Kind[i] != token.HashHash {
			continue
		}
		found = true
		if p.Tokens.KindAt(i+1) == token.Ident && i+1 < d.EndTok {
			if w := p.TokenText(i + 1); w == "__VA_ARGS__" || w == "args" {
				return false
			}
		}
	}
	return found
}

// definesFunction reports whether, outside of all brackets, a name, a pair of
// parentheses and a brace follow each other.
func definesFunction(p *analyzer.Pass, d *cmodel.Macro) bool {
	for i := d.Body; i < d.EndTok; i++ {
		if !p.Tokens.Kind[i].IsOpen() {
			continue
		}
		end := p.C.Match(i)
		if end < 0 || end >= d.EndTok {
			return false
		}
		name := prevInMacro(p, d, i)
		next := end + 1
		for next < d.EndTok && p.Tokens.Kind[next] == token.Backslash {
			next++
		}
		if p.Tokens.Kind[i] == token.LParen && name > d.Body && p.Tokens.Kind[name] == token.Ident &&
			!keywords[p.TokenText(name)] && p.TokenText(name) != "for" && next < d.EndTok && p.Tokens.Kind[next] == token.LBrace &&
			prevInMacro(p, d, name) >= 0 {
			return true
		}
		i = end
	}
	return false
}
