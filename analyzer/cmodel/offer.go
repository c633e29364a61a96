// SPDX-License-Identifier: GPL-2.0-or-later

package cmodel

import (
	"bytes"
	"slices"
)

// offer considers the words of tokens [from, to): one word is a type, of
// several those that are no types are modifiers.
func (m *Model) offer(from, to int) {
	w := m.Word(from)
	if w&barredWord != 0 || to == from+1 && w&(Modifier|Storage|TypeName|Integer) != 0 {
		return
	}
	if to > from+1 {
		if t, ok := m.Type(from, to); ok && t.End == to {
			return
		}
	}
	text := m.spelled(from, to)
	if bytes.HasPrefix(text, []byte("DEFINE_")) && len(text) > 7 && !bytes.ContainsRune(text, ' ') {
		return
	}
	text = without(text, storageWords)
	text = without(text, sparseWords)
	switch {
	case len(bytes.TrimSpace(text)) == 0:
	case bytes.ContainsRune(text, ' '):
		m.offerModifiers(text)
	default:
		m.addType(string(uncommented(text)))
	}
}

func (m *Model) offerModifiers(text []byte) {
	for _, word := range bytes.Fields(m.withoutTypes(text)) {
		word = uncommented(word)
		if len(word) > 0 && !m.barred(word) {
			m.addModifier(string(word))
		}
	}
}

// barred reports whether a single word is never learnt.
func (m *Model) barred(word []byte) bool {
	w := wordClass(word)
	if id := m.names.find(word); id != 0 {
		w = m.names.class[id]
	}
	if w&(Modifier|Storage|TypeName|Integer|barredWord) != 0 {
		return true
	}
	return m.learnt.types[string(word)] || m.learnt.modifiers[string(word)] ||
		bytes.HasPrefix(word, []byte("DEFINE_")) && len(word) > 7
}

// spelled is the text of tokens, with one blank for each run of blanks.
func (m *Model) spelled(from, to int) []byte {
	var b []byte
	for i := from; i < to; i++ {
		if i > from && m.gap(i) {
			b = append(b, ' ')
		}
		b = append(b, m.Bytes(i)...)
	}
	return b
}

// uncommented cuts at a '#': checkpatch pastes what it learns into an
// expression in which that begins a comment.
func uncommented(b []byte) []byte {
	if i := bytes.IndexByte(b, '#'); i >= 0 {
		return b[:i]
	}
	return b
}

var (
	storageWords = [][]byte{[]byte("extern"), []byte("static"), []byte("asmlinkage")}
	sparseWords  = [][]byte{[]byte("__user"), []byte("__kernel"), []byte("__force"), []byte("__iomem"),
		[]byte("__must_check"), []byte("__kprobes"), []byte("__ref"), []byte("__rcu"), []byte("__private")}
)

// without takes words away wherever they occur, even inside of other words,
// with the blanks around them.
func without(text []byte, words [][]byte) []byte {
	for i := 0; i < len(text); i++ {
		for _, w := range words {
			if !bytes.HasPrefix(text[i:], w) {
				continue
			}
			from, to := i, i+len(w)
			for from > 0 && text[from-1] == ' ' {
				from--
			}
			for to < len(text) && text[to] == ' ' {
				to++
			}
			text = slices.Concat(text[:from], text[to:])
			i = from - 1
			break
		}
	}
	return text
}

// withoutTypes takes the known types away, even at the ends of other words.
func (m *Model) withoutTypes(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); {
		if n := m.typeInText(text[i:]); n > 0 {
			i += n
			continue
		}
		out = append(out, text[i])
		i++
	}
	return out
}

// typeInText is the length of the type that b, which holds words and blanks
// only, begins with.
func (m *Model) typeInText(b []byte) int {
	i := 0
	for i < len(b) && b[i] == ' ' {
		i++
	}
	from := i
	var words []string
	end := -1
	for i < len(b) && len(words) < 8 {
		w := i
		for i < len(b) && b[i] != ' ' {
			i++
		}
		words = append(words, string(b[w:i]))
		if n := m.textType(words); n > 0 {
			end = i
		} else if n < 0 {
			break
		}
		for i < len(b) && b[i] == ' ' {
			i++
		}
	}
	if end < 0 {
		return 0
	}
	if end == from {
		return 0
	}
	for end < len(b) && b[end] == ' ' {
		end++
	}
	return end
}

// textType reports whether words are a type (1), may become one with more
// words (0), or neither (-1).
func (m *Model) textType(words []string) int {
	for len(words) > 0 && m.textClass(words[0])&Modifier != 0 {
		words = words[1:]
	}
	if len(words) == 0 {
		return 0
	}
	n := 1
	switch c := m.textClass(words[0]); {
	case c&TypeName != 0:
	case c&Integer != 0:
		for n < len(words) && m.textClass(words[n])&Integer != 0 && words[n] != "char" {
			n++
		}
	case c&Tag != 0:
		if len(words) == 1 {
			return 0
		}
		n = 2
	default:
		return -1
	}
	for _, w := range words[n:] {
		if m.textClass(w)&(Modifier|Inline) == 0 {
			return -1
		}
	}
	return 1
}

func (m *Model) textClass(w string) Word {
	c := wordClass([]byte(w))
	if m.learnt.types[w] {
		c |= TypeName
	}
	if m.learnt.modifiers[w] {
		c |= Modifier
	}
	return c
}
