// SPDX-License-Identifier: GPL-2.0-or-later

// Package analyzer runs checks over texts. It knows rules, checks, findings
// and how to walk each layer of a text once for all checks; it knows no rule
// by name, reads no file, asks no clock and starts no goroutine. Whoever runs
// it hands it the checks, the text, the options and the facts of the tree.
package analyzer

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/syntax"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Level is how grave a finding is, in the order of checkpatch.
type Level uint8

const (
	// Strict is checkpatch's CHECK: shown on request only.
	Strict Level = iota
	Warning
	Error
)

// String is the name that checkpatch prints.
func (l Level) String() string {
	switch l {
	case Error:
		return "ERROR"
	case Warning:
		return "WARNING"
	}
	return "CHECK"
}

// Fixability says how often a rule's findings carry a fix.
type Fixability uint8

const (
	FixNever Fixability = iota
	FixSometimes
	FixAlways
)

// Rule is what a user sees: a message type with its documentation.
type Rule struct {
	// Type is the name checkpatch prints, such as LONG_LINE.
	Type string
	// Levels are all levels its findings may have.
	Levels []Level
	// Title says in a few words what is wrong.
	Title string
	// Doc explains what, why and the exceptions, in Markdown.
	Doc string
	// Bad triggers the rule, Good does not; both are checked as Example.
	Bad, Good string
	// Example is the file name of Bad and Good; "drivers/x/a.c" if empty. A
	// name that ends in .patch makes them patches.
	Example string
	// Tree are files of a kernel tree that the examples need around them, by
	// path; none are needed by most rules.
	Tree map[string]string
	// Link is the kernel document behind the rule, below
	// https://docs.kernel.org/, such as "process/coding-style.html#spaces".
	Link string
	Fix  Fixability
	// Own marks a type that checkpatch does not have.
	Own bool
	// Needs says what nothing is reported without, such as "a kernel tree";
	// empty if the text is enough. Bad is not run then.
	Needs string
}

// Check is code that reports findings of the rules it names. It is immutable
// and has no state: what it needs to remember is in the text. It names the
// narrowest input it wants, because each layer is walked once and only the
// checks that want a piece are called with it.
type Check struct {
	Rules []*Rule
	// Kinds are the kinds of file it looks at; C and headers if zero.
	Kinds source.KindSet
	// Context makes it look at context lines of a hunk too. It decides by
	// itself then whether what it reports is new.
	Context bool

	// OnLine is called for lines that have any feature of Lines, or for all
	// lines if Lines is zero. With Early it is called before the model has
	// seen the line: types that the line itself teaches are not known yet.
	Lines  source.Feature
	Early  bool
	OnLine func(p *Pass, line int)
	// Learns tells that OnLine calls Pass.Nothing.
	Learns bool

	// OnWord is called with the index of each identifier that is in Words.
	Words  []string
	OnWord func(p *Pass, tok int)

	// OnToken is called with the index of each token of the given kinds.
	Tokens  []token.Kind
	OnToken func(p *Pass, tok int)

	// OnNode is called for the nodes of the given kinds in syntactic chunks
	// that hold one of the Triggers; a chunk without any is not parsed. Nodes
	// on context lines are included, and so are those of a chunk that does
	// not parse: see Tree.HasError and Node.Is.
	Nodes    []syntax.NodeKind
	Triggers []token.Kind
	OnNode   func(p *Pass, t *syntax.Tree, node int)

	// OnText is called once for each text, behind all others.
	OnText func(p *Pass)

	// OnView is called for patches and commit messages, once for each message,
	// with what surrounds the files in it; see View. Pass.Text is nil there,
	// findings are made with ReportView, and lines given to AtLine count the
	// input's lines from 0.
	OnView func(p *Pass, v *View)

	// OnSeries is called once for the mails that are sent together, where the
	// user says that they are; see CheckSeries. Pass.Text and Pass.Stream are
	// nil there.
	OnSeries func(p *Pass, s *Series)
}

// ExampleInput is an example of the rule as an input: a whole file, or a patch
// or commit message where its name says so.
func (r *Rule) ExampleInput(text string) Input {
	name := r.Example
	if name == "" {
		name = "drivers/x/a.c"
	}
	return NamedInput(name, []byte(text))
}
