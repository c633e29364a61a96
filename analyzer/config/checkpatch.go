// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"bytes"
	"strings"
)

// CheckpatchName is what checkpatch's own file is called.
const CheckpatchName = ".checkpatch.conf"

// CheckpatchWords are the words of a .checkpatch.conf, which checkpatch puts in
// front of its arguments: separated by blanks, without quoting, up to a word
// that begins with a hash.
func CheckpatchWords(text []byte) []string {
	var words []string
	for line := range bytes.Lines(text) {
		for _, word := range strings.Fields(string(line)) {
			if strings.HasPrefix(word, "#") {
				break
			}
			words = append(words, word)
		}
	}
	return words
}

// ParseCheckpatch reads a .checkpatch.conf as settings. Only what changes how
// a text is judged is taken; options about output and input are none of a
// project's business here. Types that no check reports are left out, as
// checkpatch does.
func ParseCheckpatch(name string, text []byte, types Types) (*File, []Problem) {
	f := &File{Name: name}
	words := CheckpatchWords(text)
	for i := 0; i < len(words); i++ {
		option, value, joined := strings.Cut(strings.TrimLeft(words[i], "-"), "=")
		option = strings.ToLower(option)
		if !strings.HasPrefix(words[i], "-") {
			continue
		}
		takes := valued[option]
		if takes && !joined && i+1 < len(words) {
			i++
			value = words[i]
		}
		f.option(option, value, types)
	}
	return f, nil
}

// valued are options that take a value as the next word.
var valued = map[string]bool{
	"types": true, "ignore": true, "max-line-length": true, "min-conf-desc-length": true, "tab-size": true,
	"kconfig-prefix": true, "root": true, "debug": true, "test-only": true, "codespellfile": true, "typedefsfile": true,
}

// option applies one option of checkpatch.
func (f *File) option(option, value string, types Types) {
	yes := true
	no := false
	switch option {
	case "strict", "subjective":
		f.Strict = &yes
	case "no-strict", "nostrict", "no-subjective", "nosubjective":
		f.Strict = &no
	case "types":
		f.Types = append(f.Types, knownTypes(value, types)...)
	case "ignore":
		f.Ignore = append(f.Ignore, knownTypes(value, types)...)
	case "max-line-length":
		f.MaxLineLength = number(value)
	case "tab-size":
		if n := number(value); n != nil && *n >= 2 {
			f.TabSize = n
		}
	case "min-conf-desc-length":
		f.MinConfigHelp = number(value)
	case "kconfig-prefix":
		f.KconfigPrefix = &value
	}
}

func knownTypes(list string, types Types) []string {
	var out []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToUpper(strings.TrimSpace(name))
		if types.Known(name) {
			out = append(out, name)
		}
	}
	return out
}

func number(text string) *int {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 1_000_000 {
			return nil
		}
		n = n*10 + int(c-'0')
	}
	if text == "" || n == 0 {
		return nil
	}
	return &n
}
