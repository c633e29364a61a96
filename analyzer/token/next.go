// SPDX-License-Identifier: GPL-2.0-or-later

package token

import "bytes"

// Kept says which tokens of an old stream are in the new one as they were: so
// many at the start and at the end. Those are the tokens outside of the bytes
// [From, To) of the new text, which are whole lines.
type Kept struct {
	Head, Tail int
	From, To   uint32
}

// Next makes dst the tokens of clean, a new version of the view oldClean, whose
// tokens are old. Up to the start of a line at from, and from the start of
// another at to on, the bytes are the same as before; to counts in clean. The
// memory of dst is written over.
func Next(dst, old *Stream, clean, oldClean []byte, from, to uint32, words *Words) Kept {
	delta := len(clean) - len(oldClean)
	for from > 0 && runsOver(clean, int(from)) {
		from = lineStart(clean, int(from)-1)
	}
	// What begins a line of the old text below to must do so now: the line
	// above it has to be one of the unchanged.
	end := len(clean)
	if at := nextLine(clean, int(to)); at < len(clean) {
		for at < len(clean) && runsOver(clean, at) {
			at = nextLine(clean, at)
		}
		end = at
	}
	head := old.Find(from)
	tail := old.Len()
	if end < len(clean) {
		tail = max(old.Find(uint32(end-delta)), head)
	}
	dst.Kind = append(dst.Kind[:0], old.Kind[:head]...)
	dst.Start = append(dst.Start[:0], old.Start[:head]...)
	dst.End = append(dst.End[:0], old.End[:head]...)
	dst.Word = append(dst.Word[:0], old.Word[:head]...)
	Scan(dst, clean, int(from), end, words)
	n := dst.Len()
	dst.Kind = append(dst.Kind, old.Kind[tail:]...)
	dst.Word = append(dst.Word, old.Word[tail:]...)
	dst.Start = append(dst.Start, old.Start[tail:]...)
	dst.End = append(dst.End, old.End[tail:]...)
	if delta != 0 {
		shift(dst.Start[n:], uint32(delta))
		shift(dst.End[n:], uint32(delta))
	}
	return Kept{Head: head, Tail: old.Len() - tail, From: from, To: uint32(end)}
}

func shift(offsets []uint32, by uint32) {
	for i := range offsets {
		offsets[i] += by
	}
}

// runsOver reports whether a literal may run over the line feed in front of
// the start of a line: only an escaped one does, which the view shows as X.
func runsOver(clean []byte, start int) bool {
	i := start - 2
	for i >= 0 && clean[i] == '\r' {
		i--
	}
	return i >= 0 && clean[i] == 'X'
}

// lineStart is the start of the line that holds the byte at i.
func lineStart(clean []byte, i int) uint32 {
	for i > 0 && clean[i-1] != '\n' {
		i--
	}
	return uint32(i)
}

// nextLine is the start of the line behind the one that holds the byte at i,
// or the end of the text.
func nextLine(clean []byte, i int) int {
	if i >= len(clean) {
		return len(clean)
	}
	n := bytes.IndexByte(clean[i:], '\n')
	if n < 0 {
		return len(clean)
	}
	return i + n + 1
}
