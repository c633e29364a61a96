// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// included reads the #include on a line of which token hash is the #. It
// bounds the name in the raw line, in bytes from its start. As in checkpatch
// the name runs to the last mark on the line; exact is true when that is the
// mark that closes it.
func included(p *analyzer.Pass, hash int) (line, from, end int, exact, ok bool) {
	if hash < 0 {
		return 0, 0, 0, false, false
	}
	line = p.TokenLine(hash)
	raw := p.Raw(line)
	i := int(p.Tokens.Start[hash] - p.Text.Lines[line].Start)
	if first, _ := p.LineTokens(line); first != hash || len(bytes.TrimSpace(raw[:i])) > 0 || !p.Is(hash+1, "include") {
		return 0, 0, 0, false, false
	}
	i = int(p.Tokens.End[hash+1] - p.Text.Lines[line].Start)
	from = operand.Blanks(raw, i)
	if from == i || from >= len(raw) || raw[from] != '<' && raw[from] != '"' {
		return 0, 0, 0, false, false
	}
	closing := byte('>')
	if raw[from] == '"' {
		closing = '"'
	}
	from++
	end = from + bytes.LastIndexAny(raw[from:], "\">")
	if end < from {
		return 0, 0, 0, false, false
	}
	return line, from, end, bytes.IndexByte(raw[from:], closing) == end-from, true
}

// includeTokens is what the checks of #include ask for.
var includeWords = []string{"include"}

// hashBefore is the # in front of the word include at token i, -1 if there is
// none.
func hashBefore(p *analyzer.Pass, i int) int {
	if i > 0 && p.Tokens.Kind[i-1] == token.Hash && p.Near(i-1, i) {
		return i - 1
	}
	return -1
}
