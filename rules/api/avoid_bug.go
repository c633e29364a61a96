// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// AvoidBug is reported for code that brings the machine down on purpose.
var AvoidBug = &analyzer.Rule{
	Type:   "AVOID_BUG",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "BUG() or a variant of it",
	Doc: `BUG() and its kin stop the kernel where it stands, often with locks held, and take
the chance away to save data or to learn what went wrong. Warn with WARN_ON_ONCE() and return an
error instead. BUILD_BUG_ON() and the other checks that the compiler makes are something else and
are fine, and so are names of subsystems that only contain the word: AA_, DCCP_, IDA_, KVM_,
RWLOCK_, snd_ and SPIN_. For whole files the level is CHECK, because old code is full of them.`,
	Bad:  "static void f(int x)\n{\n\tBUG_ON(x);\n}\n",
	Good: "static void f(int x)\n{\n\tWARN_ON_ONCE(x);\n\tBUILD_BUG_ON(sizeof(x) != 4);\n}\n",
	Link: "process/deprecated.html#bug-and-bug-on",
}

var avoidBug = &analyzer.Check{
	Rules:  []*analyzer.Rule{AvoidBug},
	OnText: checkAvoidBug,
}

// harmlessBugs are prefixes of names that do not stop the kernel.
var harmlessBugs = [][]byte{
	[]byte("AA_"),
	[]byte("BUILD_"),
	[]byte("DCCP_"),
	[]byte("IDA_"),
	[]byte("KVM_"),
	[]byte("RWLOCK_"),
	[]byte("SPIN_"),
	[]byte("snd_"),
}

var bug = []byte("BUG")

// checkAvoidBug looks for the letters over the whole text, because any prefix
// may stand in front of them.
func checkAvoidBug(p *analyzer.Pass) {
	last := -1
	p.EachName("BUG", func(tok int) {
		line := p.TokenLine(tok)
		if line != last && isBug(p.Tokens.Text(p.Text.Clean, tok)) && reportBug(p, tok) {
			last = line
		}
	})
}

// reportBug reports one use and tells whether checkpatch reports it as well.
func reportBug(p *analyzer.Pass, tok int) bool {
	level := analyzer.Warning
	if p.FileMode() {
		level = analyzer.Strict
	}
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled {
		return false
	}
	f := p.Report(level, AvoidBug, p.TokenRange(tok),
		"do not stop the kernel: use WARN_ON_ONCE() and recover instead of %s()", p.TokenText(tok))
	if !near {
		f.DifferWider(analyzer.WiderApart)
	} else if use != analyzer.Called {
		f.DifferNarrower(analyzer.NarrowOwner)
	}
	return near
}

// isBug tells names made of an optional prefix that ends in an underscore,
// BUG, and optional suffixes in capitals.
func isBug(name []byte) bool {
	for _, h := range harmlessBugs {
		if bytes.HasPrefix(name, h) {
			return false
		}
	}
	for at := 0; ; {
		k := bytes.Index(name[at:], bug)
		if k < 0 {
			return false
		}
		at += k
		if bugPrefix(name[:at]) && bugSuffix(name[at+len(bug):]) {
			return true
		}
		at++
	}
}

func bugPrefix(s []byte) bool {
	return len(s) == 0 || s[len(s)-1] == '_' && bytes.IndexFunc(s, isDigit) < 0
}

// bugSuffix accepts nothing, _ON, and an underscore with more capitals.
func bugSuffix(s []byte) bool {
	if len(s) == 0 {
		return true
	}
	if s[0] != '_' || len(s) == 1 {
		return false
	}
	for _, c := range s[1:] {
		if c != '_' && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
