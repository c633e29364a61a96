// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// mark is in every word that silences: texts without it have no remarks.
const mark = "-ignore"

// remark is a line that says something about silencing: in a comment, or as a
// trailer.
type remark struct {
	line      int    // from 0
	start     int    // of the line in the text
	text      []byte // the line
	kind      string // one of the words in comments; empty for a trailer
	at        int    // where the word begins
	from, end int    // the list of types in the line
}

// types are those that the remark names.
func (r *remark) types() []string { return typeNames(string(r.text[r.from:r.end])) }

// remarksIn finds the remarks of a text: it is searched once, and only lines
// that have the mark are looked at.
func remarksIn(in analyzer.Input) []remark {
	var out []remark
	line, start := 0, 0
	for {
		next := bytes.Index(in.Bytes[start:], []byte(mark))
		if next < 0 {
			return out
		}
		begin := start + bytes.LastIndexByte(in.Bytes[start:start+next], '\n') + 1
		line += bytes.Count(in.Bytes[start:begin], []byte{'\n'})
		end := len(in.Bytes)
		if i := bytes.IndexByte(in.Bytes[begin:], '\n'); i >= 0 {
			end = begin + i + 1
		}
		if r, ok := remarkOn(in.Bytes[begin:end], in.Form != analyzer.File); ok {
			r.line, r.start = line, begin
			out = append(out, r)
		}
		start = end
		line++
	}
}

// remarkOn reads the remark on a line.
func remarkOn(line []byte, inPatch bool) (remark, bool) {
	r := remark{text: line, end: len(line)}
	if at := bytes.Index(line, []byte(word)); at >= 0 && inComment(line[:at]) {
		r.at, r.from = at, at+kindLength(string(line[at:]))
		r.kind = string(line[at:r.from])
		if r.from < r.end && line[r.from] == ':' {
			r.from++
		}
	} else if n := len(trailer); inPatch && len(line) > n && line[n] == ':' && strings.EqualFold(string(line[:n]), trailer) {
		r.from = n + 1
	} else {
		return remark{}, false
	}
	for _, stop := range []string{"--", "*/"} {
		if i := bytes.Index(line[r.from:r.end], []byte(stop)); i >= 0 {
			r.end = r.from + i
		}
	}
	return r, true
}

// reading is what was read last, for who asks about the same text again.
type reading struct {
	text    []byte
	remarks []remark
}

// remarks are those of an input. Keep reads them, and whoever asks for what is
// wrong with them right after has them from there.
func (k *Keeper) remarks(in analyzer.Input) []remark {
	k.mu.Lock()
	last := k.last
	k.last = reading{}
	k.mu.Unlock()
	if len(in.Bytes) > 0 && len(last.text) == len(in.Bytes) && &last.text[0] == &in.Bytes[0] {
		return last.remarks
	}
	found := remarksIn(in)
	k.mu.Lock()
	k.last = reading{in.Bytes, found}
	k.mu.Unlock()
	return found
}
