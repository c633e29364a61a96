// SPDX-License-Identifier: GPL-2.0-or-later

package indent

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// onlyString reports whether what is left is a string and the end of a call,
// which may be as long as it likes: people search for messages.
func (w *wrapper) onlyString(from int) bool { return w.m.onlyString(from, w.end) }

// onlyString reports whether tokens are a string that ends a call or stands in
// a list.
func (m *Mover) onlyString(first, end int) bool {
	kinds := m.Tokens.Kind[first:end]
	return len(kinds) > 0 && kinds[0] == token.String && (len(kinds) == 2 && kinds[1] == token.Comma ||
		len(kinds) == 3 && kinds[1] == token.RParen && kinds[2] == token.Semi)
}

// message reports whether what ends with the comma behind a string, on a line
// that begins with token from, may be as long as it likes: the string and
// nothing else, or the call of a logging function up to its message.
func (w *wrapper) message(comma, from int) bool {
	kinds := w.m.Tokens.Kind
	if kinds[comma] != token.Comma || kinds[comma-1] != token.String {
		return false
	}
	if comma == from+1 {
		return true
	}
	if kinds[from] != token.Ident || kinds[from+1] != token.LParen || !source.IsLogCall(w.m.Tokens.Text(w.m.Text.Clean, from)) {
		return false
	}
	for i := from + 2; i < comma-1; i++ {
		if kinds[i] == token.String {
			return false
		}
	}
	level := comma - 2 // a word before the string joins it: only a level may
	return kinds[level] != token.Ident || level == from+2 && bytes.HasPrefix(w.m.Tokens.Text(w.m.Text.Clean, level), []byte("KERN_"))
}
