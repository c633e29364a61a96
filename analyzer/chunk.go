// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
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
	starts := []int{0}
	depth, continued := 0, false
	ended := true     // the last line with code ended something
	function := false // it was the closing brace of a function or the like
	for i := range t.Lines {
		f := t.Lines[i].Features
		if i > 0 && depth == 0 && ended && !continued && f&(source.Blank|source.OnlyComment) == 0 {
			if function || isDivider(t.RawLine(i)) {
				starts = append(starts, i)
			}
			function = false
		}
		if continued || f&source.Directive != 0 {
			continued = f&source.Continued != 0
			continue
		}
		for k := firstTok[i]; k < firstTok[i+1]; k++ {
			kind := toks.Kind[k]
			switch kind {
			case token.LParen, token.LBrace, token.LBrack:
				depth++
			case token.RBrace:
				if toks.Start[k] == t.Lines[i].Start {
					depth = 1
					function = true
				}
				fallthrough
			case token.RParen, token.RBrack:
				depth = max(depth-1, 0)
			case token.Comment:
				continue
			}
			ended = kind == token.Semi || kind == token.RBrace || kind == token.RParen
		}
	}
	return starts
}

// isDivider takes about one line in sixteen, by what is on it.
func isDivider(line []byte) bool {
	h := uint32(2166136261)
	for _, c := range line {
		h = (h ^ uint32(c)) * 16777619
	}
	return h>>13&15 == 0
}
