// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// always stand in every call: the tree, in one of the ways to name it.
const rootWord = "ROOT"

// flags are drawn from; each group gives at most one. ROOT, TYPEDEFS and WORDS
// stand for files.
var flags = [][]string{
	{"--root=ROOT", "--root=ROOT", "--root ROOT", "-root=ROOT", "--no-tree", "--notree", "--no-tree --root=ROOT"},
	{"", "", "--strict", "--subjective", "--no-strict", "--strict --nostrict", "-STRICT"},
	{"", "", "--terse", "--emacs", "--showfile", "--emacs --showfile", "-terse", "--terse --showfile", "--terse --no-terse", "--emacs --file"},
	{"", "--show-types", "--show-types", "--SHOW-TYPES", "--show-types --no-show-types"},
	{"", "", "", "-q", "--quiet", "--quiet -q", "--no-summary", "--nosummary", "--summary-file", "-q --summary-file"},
	{"", "", "", "--types TRAILING_WHITESPACE,SPACING,LONG_LINE", "--ignore LONG_LINE,SPACING", "--ignore=trailing_whitespace", "--types NO_SUCH",
		"--types SPACING --types LONG_LINE --ignore SPACING", "--ignore CODE_INDENT --ignore LEADING_SPACE"},
	{"", "", "", "", "--max-line-length=60", "--max-line-length 120", "--tab-size=4", "--tab-size 1", "--tab-size=x", "--min-conf-desc-length=9"},
	{"", "", "", "--no-signoff", "--nofixes-tag", "--no-signoff --signoff", "--test-only=FILE: d", "--test-only=WARNING", "--test-only=(struct", "--mailback"},
	{"", "", "", "", "--color=never", "--color=always", "--nocolor", "--color", "--color=0", "--color=1", "--color=some"},
	{"", "", "", "", "", "", "", "-v", "--verbose"},
	{"", "", "", "", "", "", "", "--fix", "--fix-inplace"},
	{"", "", "", "", "", "", "--kconfig-prefix=CFG_", "--codespell --codespellfile=WORDS", "--codespellfile=WORDS", "--typedefsfile=TYPEDEFS", "--typedefsfile=none"},
	{"", "", "", "", "", "", "", "", "--debug type=0", "--debug=values=0", "--debug what=1", "--ignore-perl-version", "--patch"},
	{"", "", "", "", "", "", "", "", "", "", "", "", "--bad-option", "--list-types", "--ter", "--help", "-h", "--version", "--list-types -v", "--types"},
}

// call is one command line: where it is given, its words, and what it reads.
type call struct {
	dir   string
	args  []string
	stdin string
	env   []string
	// fresh are inputs that may be changed; each program gets its own copy.
	fresh []string
}

func (c call) has(word string) bool { return slices.Contains(c.args, word) }

// draw makes command lines over the files of a scratch folder.
func draw(random *rand.Rand, count int, s scratch) []call {
	fill := strings.NewReplacer(rootWord, s.root, "TYPEDEFS", filepath.Join(s.dir, "typedefs"), "WORDS", filepath.Join(s.dir, "words"))
	var all []call
	for range count {
		c := call{dir: s.sources()}
		for _, group := range flags {
			c.args = append(c.args, words(fill.Replace(group[random.IntN(len(group))]))...)
		}
		if random.IntN(12) == 0 {
			c.env = append(c.env, "NO_COLOR=1")
		}
		c.inputs(random, s)
		if random.IntN(4) == 0 && !c.has("--") { // options behind inputs are read as well
			first := c.args[0]
			c.args = append(c.args[1:], first)
			if first == "--root" {
				c.args = append(c.args[1:], c.args[0])
			}
		}
		all = append(all, c)
	}
	return all
}

// words are a group's option: one, if it holds a value with a blank.
func words(option string) []string {
	if strings.Contains(option, ": ") {
		return []string{option}
	}
	return strings.Fields(option)
}

// inputs puts what is to be checked behind the options.
func (c *call) inputs(random *rand.Rand, s scratch) {
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	switch kind := random.IntN(40); {
	case kind < 16:
		c.args = append(c.args, pick(s.patches))
	case kind < 26:
		c.args = append(c.args, pick([]string{"-f", "--file", "-F", "--FILE"}), pick(s.files))
	case kind < 29:
		c.args = append(c.args, pick(s.patches), pick(s.patches))
	case kind < 30:
		c.args = append(c.args, "-f", pick(s.files), pick(s.files))
	case kind < 33:
		c.stdin = pick(s.patches)
		if random.IntN(2) == 0 {
			c.args = append(c.args, "-")
		}
	case kind < 34: // the project's own options
		c.dir = filepath.Join(s.dir, "conf")
		c.args = append(c.args, pick(s.patches))
	case kind < 38:
		c.dir = s.repo()
		c.args = append(c.args, pick([]string{"-g", "--git"}), pick([]string{"HEAD", "HEAD-2", "HEAD~1", "HEAD~3..HEAD", "HEAD~2...HEAD", "HEAD~1 HEAD", "no-such-revision"}))
		if words := strings.Fields(c.args[len(c.args)-1]); len(words) == 2 {
			c.args = append(c.args[:len(c.args)-1], words...)
		}
	case kind < 39: // a tracked file is taken for a source
		c.dir = s.repo()
		c.args = append(c.args, pick(s.tracked))
	default:
		c.args = append(c.args, strings.Fields(pick([]string{"missing.patch", "../plain.txt", "--no-patch ../plain.txt", "-f ../empty.c", "-- ../0001.patch"}))...)
	}
	if c.has("--fix") || c.has("--fix-inplace") {
		c.fresh = append(slices.Clone(s.files), s.patches...)
	}
}
