// SPDX-License-Identifier: GPL-2.0-or-later

package facts

import "strings"

// Spelling is a list of misspelt words and their corrections. It is immutable,
// and made to be asked about every word of every text: most words are told
// from their ends alone not to be in it. A nil list is empty.
type Spelling struct {
	fixes map[string]string
	// filter has a bit for the length and the ends of each word.
	filter [1 << 9]uint64
	// phrases are the entries of several words, by the first.
	phrases map[string][]string
	longest int
}

// NewSpelling makes a list of a map from misspelt words, in lower case, to
// their corrections.
func NewSpelling(fixes map[string]string) *Spelling {
	s := &Spelling{fixes: fixes, phrases: map[string][]string{}}
	for word := range fixes {
		s.longest = max(s.longest, len(word))
		if first, _, ok := strings.Cut(word, " "); ok {
			s.phrases[first] = append(s.phrases[first], word)
			word = first
		}
		if len(word) > 1 {
			at := slot([]byte(word))
			s.filter[at>>6] |= 1 << (at & 63)
		}
	}
	return s
}

// Len is the number of entries.
func (s *Spelling) Len() int {
	if s == nil {
		return 0
	}
	return len(s.fixes)
}

// slot hashes the length and the first and last two letters of a word, of
// which it has two at least, without regard to case.
func slot(word []byte) uint32 {
	n := len(word)
	h := uint32(n) * 0x9e3779b1
	for _, c := range [...]byte{word[0], word[1], word[n-2], word[n-1]} {
		h = (h ^ uint32(c|0x20)) * 0x01000193
	}
	return h >> 17
}

// Maybe reports whether a word could be in the list, or begin a phrase that
// is. It is quick, and seldom wrong.
func (s *Spelling) Maybe(word []byte) bool {
	if s == nil || len(word) < 2 || len(word) > s.longest {
		return false
	}
	at := slot(word)
	return s.filter[at>>6]>>(at&63)&1 != 0
}

// Fix looks up what a text begins with: a word, which ends at end, or a phrase
// that begins with it. size is the length of what was found, 0 if nothing.
func (s *Spelling) Fix(text []byte, end int) (correction string, size int) {
	if s == nil || end > s.longest {
		return "", 0
	}
	word := lower(text[:end])
	if c, ok := s.fixes[word]; ok {
		return c, end
	}
	for _, phrase := range s.phrases[word] {
		if len(text) >= len(phrase) && lower(text[:len(phrase)]) == phrase && len(phrase) > size {
			correction, size = s.fixes[phrase], len(phrase)
		}
	}
	return correction, size
}

// lower is the text in lower case; only ASCII matters.
func lower(b []byte) string { return strings.ToLower(string(b)) }
