// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"slices"
	"sync/atomic"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// Analyzer is a set of checks, arranged for running. It is immutable and safe
// for concurrent use.
type Analyzer struct {
	checks []*Check
	rules  []*Rule
	words  *token.Words
	// parsers are those not in use.
	parsers parserPool
	spares  spares
	attic   attic
	// views look at what surrounds the files in patches, and at messages.
	views []*Check
	// series look at mails that are sent together.
	series []*Check
	// inAssembler are the rules that hold in assembler, too.
	inAssembler map[*Rule]bool
	// tables are the checks for added lines by kind of file, all layers.
	tables [source.Message + 1]*table
}

// table is the checks that look at one kind of file.
type table struct {
	early, lines []lineCheck
	words        [][]*Check // by word
	tokens       [token.Kinds][]*Check
	nodes        nodeTable
	texts        []*Check
	// anyToken: at least one word or token check.
	anyToken bool
	choices  [choiceSlots]atomic.Pointer[choice]
}

// choice is the checks that look at lines with certain features. Lines are many
// and their features few, so each choice is made once.
type choice struct {
	features     source.Feature
	added        bool
	early, lines []lineCheck
}

// lineCheck is a check of lines, with its bit in layers.nothing if it has one.
type lineCheck struct {
	*Check
	bit uint16
}

const (
	choiceBits  = 9
	choiceSlots = 1 << choiceBits
)

// choose returns the checks for a line. Where two choices want one slot, the
// later takes it.
func (t *table) choose(l *source.Line) *choice {
	added := l.Origin == source.Added
	h := uint64(l.Features)
	if added {
		h = ^h
	}
	slot := &t.choices[h*0x9e3779b97f4a7c15>>(64-choiceBits)]
	c := slot.Load()
	if c == nil || c.features != l.Features || c.added != added {
		c = &choice{l.Features, added, chosen(t.early, l.Features, added), chosen(t.lines, l.Features, added)}
		slot.Store(c)
	}
	return c
}

func chosen(checks []lineCheck, f source.Feature, added bool) (out []lineCheck) {
	for _, c := range checks {
		if (c.Lines == 0 || f&c.Lines != 0) && (added || c.Context) {
			out = append(out, c)
		}
	}
	return out
}

// New arranges checks. Their rules become those of the Analyzer, sorted by
// type.
func New(checks []*Check) *Analyzer {
	a := &Analyzer{checks: checks, inAssembler: holdsInAssembler(checks)}
	var words []string
	seen := map[*Rule]bool{}
	for _, c := range checks {
		words = append(words, c.Words...)
		for _, r := range c.Rules {
			if !seen[r] {
				seen[r] = true
				a.rules = append(a.rules, r)
			}
		}
	}
	slices.SortFunc(a.rules, func(x, y *Rule) int {
		if x.Type < y.Type {
			return -1
		} else if x.Type > y.Type {
			return 1
		}
		return 0
	})
	slices.Sort(words)
	a.words = token.NewWords(slices.Compact(words))
	for _, c := range checks {
		if c.OnView != nil {
			a.views = append(a.views, c)
		}
		if c.OnSeries != nil {
			a.series = append(a.series, c)
		}
	}
	for k := range a.tables {
		a.tables[k] = a.newTable(source.Kind(k))
	}
	return a
}

// Rules are all rules that the checks can report, sorted by type.
func (a *Analyzer) Rules() []*Rule { return a.rules }

// Rule finds a rule by its type, nil if there is none.
func (a *Analyzer) Rule(typ string) *Rule {
	for _, r := range a.rules {
		if r.Type == typ {
			return r
		}
	}
	return nil
}

func (a *Analyzer) newTable(kind source.Kind) *table {
	t := &table{}
	bit := uint16(1)
	for _, c := range a.checks {
		kinds := c.Kinds
		if kinds == 0 {
			kinds = source.CFiles
		}
		if !kind.In(kinds) {
			continue
		}
		if c.OnLine != nil {
			one := lineCheck{Check: c}
			if c.Learns { // those that do not find a bit left are called each time
				one.bit, bit = bit, bit<<1
			}
			if c.Early {
				t.early = append(t.early, one)
			} else {
				t.lines = append(t.lines, one)
			}
		}
		if c.OnWord != nil {
			t.anyToken = true
			for _, w := range c.Words {
				id := int(a.words.ID([]byte(w)))
				for len(t.words) <= id {
					t.words = append(t.words, nil)
				}
				t.words[id] = append(t.words[id], c)
			}
		}
		if c.OnToken != nil {
			t.anyToken = true
			for _, k := range c.Tokens {
				t.tokens[k] = append(t.tokens[k], c)
			}
		}
		if c.OnNode != nil {
			t.nodes.add(c)
		}
		if c.OnText != nil {
			t.texts = append(t.texts, c)
		}
	}
	return t
}
