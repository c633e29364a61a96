// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// chunkLines is the least number of lines of a chunk. Smaller ones would cost
// more to keep than to judge again.
const chunkLines = 24

// chunkStarts are the lines at which a text can be taken up again without
// knowing what stands before: a line begins there outside all brackets, behind
// the end of a declaration, a function, or a directive. The first is 0.
//
// A closing brace in column 0 ends whatever is open, so that a bracket that
// was just typed does not make one chunk of the rest of the file.
func chunkStarts(t *source.Text, toks *token.Stream, firstTok []uint32) []int {
	starts := []int{0}
	depth, continued := 0, false
	ended := true // the last line with code ended something
	for i := range t.Lines {
		f := t.Lines[i].Features
		if depth == 0 && ended && !continued && i-starts[len(starts)-1] >= chunkLines && f&(source.Blank|source.OnlyComment) == 0 {
			starts = append(starts, i)
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
