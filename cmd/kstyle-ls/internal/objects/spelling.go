// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// sameButSpelling reports whether the overlay makes the same object when the
// strings that macros make of code, as assert() does, are taken out of both
// texts, and the compiler does not guess from return and goto which branches
// are likely.
func (c compiler) sameButSpelling(command []string, overlay string) (bool, error) {
	dir, err := os.MkdirTemp(c.dir, "spelling")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	var texts, sources [2][]byte
	for i, over := range []string{"", overlay} {
		out := filepath.Join(dir, "a.i")
		args := slices.DeleteFunc(c.arguments(command, over, out), func(arg string) bool { return arg == "-c" })
		if said, err := c.run(command[0], append(args, "-E", "-P")); err != nil {
			return false, fmt.Errorf("preprocess %s: %w\n%s", args[len(args)-1], err, said)
		}
		if texts[i], err = os.ReadFile(out); err != nil {
			return false, err
		}
		if sources[i], err = os.ReadFile(args[len(args)-1]); err != nil {
			return false, err
		}
	}
	made := madeStrings(texts, sources)
	var objects [2]object
	for i := range texts {
		in, out := filepath.Join(dir, "b.i"), filepath.Join(dir, "b.o")
		if err := os.WriteFile(in, literal.ReplaceAllFunc(texts[i], func(s []byte) []byte {
			if made[string(s)] {
				return []byte(`""`)
			}
			return s
		}), 0o644); err != nil {
			return false, err
		}
		// A macro may want to know the length of a string.
		if _, err := c.run(command[0], preprocessed(command, in, out)); err != nil {
			return false, nil
		}
		if objects[i], err = readObject(out); err != nil {
			return false, err
		}
	}
	return len(objects[0].differences(objects[1])) == 0, nil
}

// literal is a character constant or a string.
var literal = regexp.MustCompile(`'(?:\\.|[^'\\\n])+'|"(?:\\.|[^"\\\n])*"`)

// madeStrings are the strings in two preprocessed texts that macros made of
// code: they stand in no source, and not as often in one text as in the other.
func madeStrings(texts, sources [2][]byte) map[string]bool {
	var have [2]map[string]int
	for i, text := range texts {
		have[i] = map[string]int{}
		for _, s := range literal.FindAll(text, -1) {
			if s[0] == '"' {
				have[i][string(s)]++
			}
		}
	}
	made := map[string]bool{}
	for i := range have {
		for s, n := range have[i] {
			if n != have[1-i][s] && !bytes.Contains(sources[0], []byte(s)) && !bytes.Contains(sources[1], []byte(s)) {
				made[s] = true
			}
		}
	}
	return made
}

// preprocessed are the arguments of a command for a text in which all
// directives are done with.
func preprocessed(command []string, in, out string) []string {
	var args []string
	words := command[1 : len(command)-1]
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case word == "-o", word == "-include":
			i++
		case strings.HasPrefix(word, "-Wp,"), strings.HasPrefix(word, "-I"), strings.HasPrefix(word, "-D"):
		default:
			args = append(args, word)
		}
	}
	return append(args, "-fno-guess-branch-probability", "-o", out, in)
}
