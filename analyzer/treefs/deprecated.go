// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"bytes"
)

// DeprecatedCalls maps functions to their successors, as the tree's own
// checkpatch.pl lists them.
func (t *Tree) DeprecatedCalls() map[string]string { return t.calls() }

// deprecatedCalls reads the table of the script: pairs of quoted names with an
// arrow between, from the line that opens it to the one that closes it.
func deprecatedCalls(script []byte) map[string]string {
	calls := map[string]string{}
	inside := false
	for line := range bytes.Lines(script) {
		line = bytes.TrimSpace(line)
		if !inside {
			inside = bytes.HasPrefix(line, []byte("our %deprecated_apis"))
			continue
		}
		if bytes.HasPrefix(line, []byte{')'}) {
			break
		}
		old, successor, ok := bytes.Cut(line, []byte("=>"))
		if name := quotedName(old); ok && name != "" {
			calls[name] = quotedName(successor)
		}
	}
	return calls
}

// quotedName is the name between the first two double quotes, "" if that is
// not one.
func quotedName(text []byte) string {
	_, rest, _ := bytes.Cut(text, []byte{'"'})
	name, _, ok := bytes.Cut(rest, []byte{'"'})
	for _, c := range name {
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return ""
		}
	}
	if !ok {
		return ""
	}
	return string(name)
}
