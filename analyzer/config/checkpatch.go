// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// CheckpatchName is what checkpatch's own file is called.
const CheckpatchName = ".checkpatch.conf"

// CheckpatchWords are the words of a .checkpatch.conf, which checkpatch puts in
// front of its arguments: separated by blanks, without quoting, up to a word
// that begins with a hash.
func CheckpatchWords(text []byte) []string {
	var words []string
	for _, w := range placedWords(text) {
		words = append(words, w.text)
	}
	return words
}

// placedWord is a word and where it stands, from one.
type placedWord struct {
	text         string
	line, column int
}

func placedWords(text []byte) []placedWord {
	var words []placedWord
	number := 0
	for line := range bytes.Lines(text) {
		number++
		at := 0
		for _, word := range strings.Fields(string(line)) {
			if strings.HasPrefix(word, "#") {
				break
			}
			at += bytes.Index(line[at:], []byte(word))
			words = append(words, placedWord{word, number, at + 1})
			at += len(word)
		}
	}
	return words
}

// ParseCheckpatch reads a .checkpatch.conf as settings. Only what changes how
// a text is judged is taken; options about output and input are none of a
// project's business here. Types that no check reports are left out, as
// checkpatch does; an option that it does not have is a problem, as it is there.
func ParseCheckpatch(name string, text []byte, types Types) (*File, []Problem) {
	f := &File{Name: name}
	var problems []Problem
	words := placedWords(text)
	for i := 0; i < len(words); i++ {
		word := words[i]
		option, value, joined := strings.Cut(strings.TrimLeft(word.text, "-"), "=")
		option = strings.ToLower(option)
		if !strings.HasPrefix(word.text, "-") || option == "" {
			continue
		}
		problem := func(text string) { problems = append(problems, Problem{name, word.line, word.column, text}) }
		if !knownOption(option) {
			problem(fmt.Sprintf("checkpatch has no option --%s%s", option, Suggest(option, CheckpatchOptions())))
			continue
		}
		if valued[option] && !joined {
			if i+1 == len(words) {
				problem(fmt.Sprintf("--%s needs a value", option))
				continue
			}
			i++
			value = words[i].text
		}
		if _, err := strconv.Atoi(value); numbered[option] && err != nil {
			problem(fmt.Sprintf("--%s is %q, which is no number", option, value))
			continue
		}
		f.option(option, value, types)
	}
	return f, problems
}

// valued are options that take a value as the next word.
var valued = map[string]bool{
	"types": true, "ignore": true, "max-line-length": true, "min-conf-desc-length": true, "tab-size": true,
	"kconfig-prefix": true, "root": true, "debug": true, "test-only": true, "codespellfile": true, "typedefsfile": true,
	"exclude": true,
}

// numbered are those whose value is a number.
var numbered = map[string]bool{"max-line-length": true, "min-conf-desc-length": true, "tab-size": true}

// switches are options without a value, which "no" turns round, and forms are
// those that it does not.
var (
	switches = strings.Fields(`branch codespell emacs f file fix fix-inplace fixes-tag g git ignore-perl-version list-types mailback
		patch show-types showfile signoff spdx-cxx-comments strict subjective summary summary-file terse tree u-boot v verbose`)
	forms = strings.Fields("color h help q quiet version")
)

// CheckpatchOptions are all options of checkpatch and of its known forks,
// without dashes and negations.
func CheckpatchOptions() []string {
	all := slices.Concat(slices.Collect(maps.Keys(valued)), switches, forms)
	slices.Sort(all)
	return all
}

func knownOption(option string) bool {
	if valued[option] || slices.Contains(switches, option) || slices.Contains(forms, option) {
		return true
	}
	off, ok := strings.CutPrefix(option, "no")
	off = strings.TrimPrefix(off, "-")
	return ok && (slices.Contains(switches, off) || off == "color")
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
