// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// written finds addresses in a text, with the words in front of them that may
// be a name; written alone takes the address for part of the words.
var (
	written     = regexp.MustCompile(`[\pL"' ,.+-]*\s*,*\s*[(<{]?[\w.+-]+@[A-Za-z0-9.-]+\.[A-Za-z0-9]+[)>}]?`)
	mailWritten = regexp.MustCompile(`[(<{]?([\w.+-]+@[A-Za-z0-9.-]+)`)
)

// Harvest finds the people that a text names by their address, such as the
// maintainers of a binding.
func Harvest(text []byte) []Address {
	var out []Address
	for _, words := range written.FindAllString(string(text), -1) {
		at := mailWritten.FindStringSubmatchIndex(words)
		a := Address{likelyName(words[:at[0]]), words[at[2]:at[3]]}
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// likelyName takes a name out of the words in front of an address: the last
// two, or three where one of them is an initial.
func likelyName(words string) string {
	words = strings.Trim(strings.TrimSpace(words), `"`)
	parts := strings.FieldsFunc(words, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune("',.+-", r)
	})
	parts = slices.DeleteFunc(parts, func(p string) bool { return len(p) == 1 && strings.Contains("',.+-", p) })
	if n := len(parts); n > 2 {
		keep := 2
		if isInitial(parts[n-3]) || isInitial(parts[n-2]) {
			keep = 3
		}
		parts = parts[n-keep:]
	}
	name := strings.Join(parts, " ")
	if name != "" && strings.ContainsRune(",.", rune(name[len(name)-1])) {
		name = name[:len(name)-1]
	}
	if name != "" && strings.ContainsRune(",.", rune(name[0])) {
		name = name[1:]
	}
	return name
}

// isInitial reports whether a word is one letter, perhaps with a dot.
func isInitial(word string) bool {
	runes := []rune(word)
	return len(runes) == 1 && unicode.IsLetter(runes[0]) || len(runes) == 2 && runes[1] == '.'
}
