// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// NrCPUs is reported for the number of processors a kernel was built for.
var NrCPUs = &analyzer.Rule{
	Type:   "NR_CPUS",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "NR_CPUS where the machine's number is meant",
	Doc: `NR_CPUS is how many processors the kernel was built for, thousands of them in a
distribution; the machine has nr_cpu_ids, num_possible_cpus() and for_each_possible_cpu(). It is
right as the size of an array, in the index of an initialiser or its value, and in conditions and
definitions of the preprocessor.`,
	Bad:  "static int f(void)\n{\n\treturn NR_CPUS;\n}\n",
	Good: "static int a[NR_CPUS];\n#if NR_CPUS > 1\n#endif\n",
	Link: "core-api/cpu_hotplug.html",
}

var nrCPUs = &analyzer.Check{
	Rules:  []*analyzer.Rule{NrCPUs},
	Words:  []string{"NR_CPUS"},
	OnWord: checkNrCPUs,
}

func checkNrCPUs(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, end := p.LineTokens(line)
	if p.Tokens.KindAt(first) == token.Hash {
		name := p.Tokens.WordAt(first + 1)
		if name == token.If || p.Is(first+1, "define") {
			return
		}
	} else if isBound(p, line, first, end) || p.Tokens.KindAt(first) == token.Dot && p.Tokens.KindAt(first+2) == token.Assign {
		return
	}
	if p.Reported(NrCPUs, line) {
		return
	}
	f := p.Warn(NrCPUs, p.TokenRange(tok), "the machine may have fewer processors: nr_cpu_ids or for_each_possible_cpu()")
	switch {
	case p.Text.Lines[line].Features&source.Directive != 0:
		f.DifferNarrower("a condition of the preprocessor")
	case declaresArray(p, tok):
		f.DifferNarrower("the size of an array of a type that checkpatch does not know")
	}
}

// isBound reports whether NR_CPUS stands in brackets on the line, of a
// declaration or with the dots of a range.
func isBound(p *analyzer.Pass, line, first, end int) bool {
	clean := p.Clean(line)
	declares := false
	if s, ok := p.C.Declare(first, end); ok {
		declares = p.Tokens.Kind[s.Mods-1] != token.Comment && s.Mods < end && p.Tokens.Start[s.Mods] > p.Tokens.End[s.Mods-1]
	}
	for at := 0; ; {
		k := bytes.Index(clean[at:], []byte("NR_CPUS"))
		if k < 0 {
			return false
		}
		k += at
		at = k + len("NR_CPUS")
		open, closing := bytes.LastIndexByte(clean[:k], ']')+1, bytes.IndexByte(clean[at:], ']')
		if closing < 0 {
			continue
		}
		head := bytes.IndexByte(clean[open:k], '[')
		if head < 0 {
			continue
		}
		if declares || bytes.Contains(clean[open+head:k], []byte("...")) || bytes.Contains(clean[at:at+closing], []byte("...")) {
			return true
		}
	}
}

// declaresArray reports whether the token is in the brackets of a name that is
// declared there: words, and perhaps stars, begin the line up to the name.
func declaresArray(p *analyzer.Pass, tok int) bool {
	first, _ := p.LineTokens(p.TokenLine(tok))
	name := -1
	for i := first; i < tok; i++ {
		switch k := p.Tokens.Kind[i]; {
		case k == token.LBrack:
			return name > first && p.Tokens.Word[first] != token.Return && p.Tokens.Word[first] != token.Case
		case k == token.Ident:
			if name = i; p.Tokens.Word[i] == token.Sizeof {
				return false
			}
		case k != token.Star || i == first:
			return false
		}
	}
	return false
}
