// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"sort"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// chunkStarts are the lines at which a text can be taken up again without
// knowing what stands before: a line begins there outside all brackets, behind
// the end of a declaration, a function, or a directive. The first is 0.
//
// Not all such lines are taken: chunks of a line or two would cost more to keep
// than to judge again. Which are is told by the line and the one before alone,
// so that an edit moves no start further down.
//
// A closing brace in column 0 ends whatever is open, so that a bracket that
// was just typed does not make one chunk of the rest of the file.
func chunkStarts(t *source.Text, toks *token.Stream, firstTok []uint32) []int {
	c := chunking{text: t, toks: toks, first: firstTok, starts: []int{0}}
	c.walk(0, func(int) bool { return false })
	return c.starts
}

// nextStarts are the chunkStarts of a new version, appended to starts. The walk
// is the same behind each of them, so it begins with the last in front of the
// edit, and ends with the first behind it that was one before.
func nextStarts(starts []int, old, now *layers) []int {
	c := chunking{text: now.text, toks: now.toks, first: now.c.LineIndex()}
	known := max(sort.SearchInts(old.starts, now.same.Head), 1)
	c.starts = append(starts, old.starts[:known]...)
	shift := len(now.text.Lines) - len(old.text.Lines)
	tail := len(now.text.Lines) - now.same.Tail
	at := known
	c.walk(c.starts[known-1], func(i int) bool {
		if i < tail {
			return false
		}
		for at < len(old.starts) && old.starts[at]+shift < i {
			at++
		}
		if at == len(old.starts) || old.starts[at]+shift != i {
			return false
		}
		for _, s := range old.starts[at:] {
			c.starts = append(c.starts, s+shift)
		}
		return true
	})
	return c.starts
}

// chunking is the walk that finds the starts.
type chunking struct {
	text   *source.Text
	toks   *token.Stream
	first  []uint32
	starts []int

	depth           int
	ended, function bool // what the last line with code ended: something, a function or the like
}

// walk goes over the lines from a start on. It ends at a start for which done
// holds, which is not added.
func (c *chunking) walk(from int, done func(line int) bool) {
	c.ended = true
	continued := false
	for i := from; i < len(c.text.Lines); i++ {
		f := c.text.Lines[i].Features
		if i > from && c.depth == 0 && c.ended && !continued && f&(source.Blank|source.OnlyComment) == 0 {
			if c.function || isDivider(c.text.RawLine(i)) {
				if done(i) {
					return
				}
				c.starts = append(c.starts, i)
			}
			c.function = false
		}
		if continued || f&source.Directive != 0 {
			continued = f&source.Continued != 0
			continue
		}
		c.line(i)
	}
}

// line follows the brackets of a line.
func (c *chunking) line(i int) {
	for k := c.first[i]; k < c.first[i+1]; k++ {
		kind := c.toks.Kind[k]
		switch kind {
		case token.LParen, token.LBrace, token.LBrack:
			c.depth++
		case token.RBrace:
			if c.toks.Start[k] == c.text.Lines[i].Start {
				c.depth = 1
				c.function = true
			}
			fallthrough
		case token.RParen, token.RBrack:
			c.depth = max(c.depth-1, 0)
		case token.Comment:
			continue
		}
		c.ended = kind == token.Semi || kind == token.RBrace || kind == token.RParen
	}
}

// isDivider takes about one line in sixteen, by what is on it.
func isDivider(line []byte) bool {
	h := uint32(2166136261)
	for _, c := range line {
		h = (h ^ uint32(c)) * 16777619
	}
	return h>>13&15 == 0
}
