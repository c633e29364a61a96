// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
)

const (
	bindingsFolder = "Documentation/devicetree/bindings"
	vendorsFile    = bindingsFolder + "/vendor-prefixes.yaml"
)

// VendorPrefix reports whether the tree documents a vendor.
func (t *Tree) VendorPrefix(vendor string) bool { return t.vendors()[vendor] }

// VendorsKnown reports whether the tree has a list of vendors at all.
func (t *Tree) VendorsKnown() bool { return len(t.vendors()) > 0 }

// loadVendors reads the keys "^vendor,.*": of the schema.
func (t *Tree) loadVendors() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(string(t.read(vendorsFile))) {
		_, rest, ok := strings.Cut(line, `"^`)
		if !ok {
			continue
		}
		if vendor, rest, ok := strings.Cut(rest, ",.*"); ok && strings.HasPrefix(rest, `":`) {
			out[vendor] = true
		}
	}
	return out
}

// bindings is what the bindings of device trees are looked up in.
type bindings struct {
	// words are all words that could be, or hold, a compatible string, each
	// once, with a line feed on both sides.
	words []byte
	// whole are those with a comma, for the quick answer to most questions.
	whole map[string]bool
	// open are the words with an angle bracket, as words.
	open []byte
}

// loadBindings reads the words of all bindings. They are 20 megabytes, and
// their different words a tenth of that.
func (t *Tree) loadBindings() *bindings {
	seen := map[string]bool{}
	whole := map[string]bool{}
	out, angled := []byte{'\n'}, []byte{'\n'}
	// A folder that cannot be read is as good as one that is not there.
	_ = fs.WalkDir(t.files, bindingsFolder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		text := t.read(name)
		for at := 0; at < len(text); {
			if !isCompatible(text[at]) {
				at++
				continue
			}
			end := at
			for end < len(text) && isCompatible(text[end]) {
				end++
			}
			if word := text[at:end]; len(word) > 2 && !seen[string(word)] {
				key := string(word)
				seen[key] = true
				if strings.Contains(key, ",") {
					whole[key] = true
				}
				out = append(append(out, word...), '\n')
				if strings.Contains(key, "<") {
					angled = append(append(angled, word...), '\n')
				}
			}
			at = end
		}
		return nil
	})
	return &bindings{words: out, whole: whole, open: angled}
}

// isCompatible tells the bytes of a compatible string, and those of the form
// "vendor,<.*>-device" by which old bindings stand for several.
func isCompatible(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == ',' || c == '.' || c == '+' || c == '_' || c == '<' || c == '>' || c == '*'
}

// BindingsKnown reports whether the tree has bindings at all.
func (t *Tree) BindingsKnown() bool { return len(t.bindings().words) > 1 }

// Compatible reports whether a binding names a compatible string, or part of a
// longer one, or one of the two forms with <.*> in place of the device.
func (t *Tree) Compatible(compatible string) bool {
	t.mu.Lock()
	answer, known := t.compatible[compatible]
	t.mu.Unlock()
	if known {
		return answer
	}
	b := t.bindings()
	answer = b.whole[compatible] || names(b.words, compatible) || namesOpenly(b.open, compatible)
	t.mu.Lock()
	t.compatible[compatible] = answer
	t.mu.Unlock()
	return answer
}

// names looks a string up, also inside longer ones. A dot stands for any byte,
// as for grep, which is how checkpatch looks.
func names(text []byte, compatible string) bool {
	if bytes.Contains(text, []byte(compatible)) {
		return true
	}
	if !strings.Contains(compatible, ".") {
		return false
	}
	quoted := strings.ReplaceAll(regexp.QuoteMeta(compatible), `\.`, ".")
	re, err := compile(quoted)
	return err == nil && re.Match(text)
}

// compile is apart because expressions elsewhere are compiled once, at start;
// here they are made of what a device tree or MAINTAINERS holds. The engine is
// linear in the length of the text.
var compile = regexp.Compile

// namesOpenly looks for a binding that leaves part of a string open: the name
// between the vendor and the first hyphen ("acme,<chip>-uart"), or what follows
// the letters it begins with ("acme,soc<number>-uart").
func namesOpenly(text []byte, compatible string) bool {
	for i := 0; i < len(compatible); i++ {
		if compatible[i] != ',' {
			continue
		}
		end := i + 1
		for end < len(compatible) && isAlnum(compatible[end]) {
			end++
		}
		if end == len(compatible) || compatible[end] != '-' {
			continue
		}
		if open(text, compatible[:i+1], compatible[end:]) {
			return true
		}
		letters := i + 1
		for letters < end && compatible[letters] >= 'a' && compatible[letters] <= 'z' {
			letters++
		}
		digits := strings.TrimLeft(compatible[letters:end], "0123456789")
		return digits == "" && open(text, compatible[:letters], compatible[end:])
	}
	return false
}

// open looks for a word that is before, something in angle brackets, and after.
func open(text []byte, before, after string) bool {
	head, tail := []byte(before+"<"), []byte(">"+after)
	for at := 0; ; {
		i := bytes.Index(text[at:], head)
		if i < 0 {
			return false
		}
		at += i + len(head)
		word := text[at:]
		word = word[:bytes.IndexByte(word, '\n')] // every word has its line
		if bytes.Contains(word, tail) {
			return true
		}
	}
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
