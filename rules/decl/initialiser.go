// SPDX-License-Identifier: GPL-2.0-or-later

package decl

import (
	"regexp"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/cmodel"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// GlobalInitialisers is reported at the initialiser.
var GlobalInitialisers = &analyzer.Rule{
	Type:   "GLOBAL_INITIALISERS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A global that is set to zero",
	Doc: `Globals without an initialiser are zero when the kernel starts, and take no
room in its image. Writing "= 0" adds nothing.

BPF programs are left alone: where their data goes depends on it.`,
	Bad:  "int debug = 0;\n",
	Good: "int debug;\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

// InitialisedStatic is reported at the initialiser.
var InitialisedStatic = &analyzer.Rule{
	Type:   "INITIALISED_STATIC",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "A static that is set to zero",
	Doc: `Statics without an initialiser are zero when the kernel starts, and take no
room in its image. Writing "= 0" adds nothing.`,
	Bad:  "static int debug = 0;\n",
	Good: "static int debug;\n",
	Link: "dev-tools/checkpatch.html#functions-and-variables",
	Fix:  analyzer.FixSometimes,
}

var globalInitialisers = &analyzer.Check{
	Rules:   []*analyzer.Rule{GlobalInitialisers},
	Tokens:  []token.Kind{token.Assign},
	OnToken: checkGlobalInitialiser,
}

// bpfProgram are files whose globals the BPF loader cares about.
var bpfProgram = regexp.MustCompile(`^(?:tools/testing/selftests/bpf/progs/.*\.c|samples/bpf/.*_kern\.c|.*/bpf/.*\.bpf\.c)$`)

// bpfOwn are BPF programs by the names that are usual today.
var bpfOwn = regexp.MustCompile(`\.bpf\.c$|/bpf/progs/`)

// checkGlobalInitialiser reports "type name = 0;" at the start of a line.
func checkGlobalInitialiser(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, lim := p.LineTokens(line)
	if p.Tokens.Start[first] != p.Text.Lines[line].Start || !isZero(p, tok+1, lim) || !followedBy(p, tok+2, lim, token.Semi) {
		return
	}
	s, ok := p.C.Type(first, tok)
	if !ok {
		return
	}
	name, ok := named(p, s, tok, false)
	if !ok || bpfProgram.MatchString(p.Text.Path) {
		return
	}
	for i := name + 1; i < tok; i++ {
		if !p.C.Is(i, cmodel.Modifier) || !gap(p, i) {
			return
		}
	}
	f := reportZero(p, GlobalInitialisers, first, tok)
	if bpfOwn.MatchString(p.Text.Path) {
		f.DifferNarrower("where the data of a BPF program goes depends on it")
	}
}

var initialisedStatic = &analyzer.Check{
	Rules:  []*analyzer.Rule{InitialisedStatic},
	Words:  []string{"static"},
	OnWord: checkInitialisedStatic,
}

// checkInitialisedStatic reports the last "= 0;" behind static on a line.
func checkInitialisedStatic(p *analyzer.Pass, tok int) {
	first, lim := p.LineTokens(p.TokenLine(tok))
	for i := first; i < tok; i++ {
		if p.Tokens.Word[i] == p.Tokens.Word[tok] {
			return // one report a line
		}
	}
	if tok+1 >= lim || !gap(p, tok+1) {
		return
	}
	for i := lim - 1; i > tok; i-- {
		if p.Tokens.Kind[i] == token.Assign && isZero(p, i+1, lim) && followedBy(p, i+2, lim, token.Semi) {
			reportZero(p, InitialisedStatic, tok, i)
			return
		}
	}
}

// reportZero reports the initialiser of a declaration that begins with first.
func reportZero(p *analyzer.Pass, r *analyzer.Rule, first, assign int) *analyzer.Finding {
	f := p.Error(r, between(p, assign, assign+1), "do not initialise to zero: it is zero already")
	for i := first; i < assign; i++ {
		if k := p.Tokens.Kind[i]; k == token.Comment || k == token.LParen || k == token.Assign || k == token.Comma ||
			k == token.Ident && p.TokenText(i) == "const" {
			return f // a constant without a value reads worse than with one
		}
	}
	return f.Rewrite("Remove the initialiser", analyzer.Delete(source.Range{Start: p.Tokens.End[assign-1], End: p.Tokens.End[assign+1]}))
}
