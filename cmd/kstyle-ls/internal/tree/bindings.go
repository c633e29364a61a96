// SPDX-License-Identifier: GPL-2.0-or-later

package tree

import (
	"bytes"
	"regexp"
	"strings"
)

// bindings is the text of the device tree bindings.
type bindings struct {
	text []byte
	// open are the lines that leave part of a string open, as in
	// "acme,<chip>-uart".
	open []byte
}

func (t *Tree) readBindings() *bindings {
	b := &bindings{}
	t.walk("Documentation/devicetree/bindings", func(string) bool { return true }, func(_ string, data []byte) {
		b.text = append(b.text, data...)
		b.text = append(b.text, '\n')
		for line := range bytes.Lines(data) {
			if bytes.Contains(line, []byte(",")) && bytes.Contains(line, []byte("<")) {
				b.open = append(b.open, line...)
			}
		}
	})
	return b
}

// Compatible reports whether the bindings name a compatible string, literally
// or with the chip or its number left open.
func (t *Tree) Compatible(compatible string) bool {
	b := t.bindings()
	if len(b.text) == 0 {
		return false
	}
	if bytes.Contains(b.text, []byte(compatible)) {
		return true
	}
	for _, p := range openForms(compatible) {
		if re, err := regexp.Compile(p); err == nil && re.Match(b.open) {
			return true
		}
	}
	return false
}

// openForms are expressions for the ways in which a binding may leave the chip
// of "vendor,chip123-part" open: "vendor,<...>-part" and "vendor,chip<...>-part".
func openForms(compatible string) []string {
	vendor, rest, ok := strings.Cut(compatible, ",")
	if !ok {
		return nil
	}
	dash := strings.IndexByte(rest, '-')
	if dash < 0 {
		return nil
	}
	chip, part := rest[:dash], rest[dash:]
	letters := strings.TrimRight(chip, "0123456789")
	forms := []string{regexp.QuoteMeta(vendor) + ",<.*>" + regexp.QuoteMeta(part)}
	if strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == "" {
		forms = append(forms, regexp.QuoteMeta(vendor+","+letters)+"<.*>"+regexp.QuoteMeta(part))
	}
	return forms
}
