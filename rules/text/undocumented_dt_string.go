// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// UndocumentedDTString is reported for devices without a binding.
var UndocumentedDTString = &analyzer.Rule{
	Type:   "UNDOCUMENTED_DT_STRING",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Compatible string that no binding documents",
	Doc: `What a device tree and a driver agree on is documented in
Documentation/devicetree/bindings/, and the vendor in front of the comma in
vendor-prefixes.yaml there. A string counts as documented if it is found there,
also as part of a longer one, or with a place holder for the device. Without a
tree with bindings nothing is said.`,
	Bad:     "/ {\n\tcompatible = \"acme,unheard-of\";\n};\n",
	Good:    "/ {\n};\n",
	Example: "arch/arm/boot/dts/x.dts",
	Link:    "devicetree/bindings/submitting-patches.html",
	Tree:    map[string]string{"Documentation/devicetree/bindings/vendor-prefixes.yaml": "\"^acme,.*\":\n"},
}

var undocumentedDTString = &analyzer.Check{
	Rules:  []*analyzer.Rule{UndocumentedDTString},
	Kinds:  source.CLike,
	Lines:  source.HasQuote,
	OnLine: checkDTString,
}

func checkDTString(p *analyzer.Pass, i int) {
	clean := p.Clean(i)
	wider := ""
	switch p.Text.Kind {
	case source.DTS:
		switch {
		case !isProperty(clean):
			if p.Parity() || !continuesProperty(p, i) {
				return
			}
			wider = "checkpatch looks at the line of the property only"
		case strings.HasSuffix(p.Text.Path, ".dtso"):
			wider = "checkpatch does not know overlays"
		}
	default:
		if !setsCompatible(clean) {
			return
		}
	}
	tree := p.Facts.Tree
	if !tree.Present() || !p.Parity() && !tree.BindingsKnown() {
		return
	}
	dtStrings(p.Raw(i), func(from, to int) {
		s := string(p.Raw(i)[from:to])
		mark := func(x *analyzer.Finding) {
			if wider != "" {
				x.DifferWider(wider)
			}
		}
		// For grep a plus sign says that what is in front of it may repeat.
		plus := strings.Contains(s, "+")
		if !tree.Compatible(s) || plus && p.Parity() && !tree.Compatible(strings.ReplaceAll(s, "+", "")) {
			x := p.Warn(UndocumentedDTString, p.Columns(i, from, to), "no binding documents %q", s)
			mark(x)
			if plus && tree.Compatible(s) {
				x.DifferNarrower("checkpatch takes the plus sign for part of an expression")
			}
		}
		vendor, _, ok := strings.Cut(s, ",")
		if !ok || vendor == "" || strings.ContainsAny(vendor, "._+") || tree.VendorPrefix(vendor) ||
			!p.Parity() && !tree.VendorsKnown() {
			return
		}
		mark(p.Warn(UndocumentedDTString, p.Columns(i, from, from+len(vendor)), "vendor-prefixes.yaml does not know the vendor %q", vendor))
	})
}

// isProperty recognises compatible = "..." at the start of a line.
func isProperty(line []byte) bool {
	rest, ok := bytes.CutPrefix(trimLeft(line), []byte("compatible"))
	return ok && isAssigned(rest)
}

// setsCompatible recognises .compatible = "..." anywhere on a line.
func setsCompatible(line []byte) bool {
	const field = ".compatible"
	for at := 0; ; {
		n := bytes.Index(line[at:], []byte(field))
		if n < 0 {
			return false
		}
		at += n + len(field)
		if isAssigned(line[at:]) {
			return true
		}
	}
}

// isAssigned recognises = " behind a name.
func isAssigned(b []byte) bool {
	rest, ok := bytes.CutPrefix(trimLeft(b), []byte{'='})
	rest = trimLeft(rest)
	return ok && len(rest) > 0 && rest[0] == '"'
}

// propertyLines is how far up the start of a property is looked for.
const propertyLines = 8

// continuesProperty tells whether a line goes on with the strings of a
// compatible property.
func continuesProperty(p *analyzer.Pass, i int) bool {
	if b := trimLeft(p.Clean(i)); len(b) == 0 || b[0] != '"' {
		return false
	}
	for k := i - 1; k >= i-propertyLines && p.SameHunk(k, i); k-- {
		line := p.Clean(k)
		if b := bytes.TrimRight(line, " \t\r"); len(b) == 0 || b[len(b)-1] != ',' && b[len(b)-1] != '=' {
			return false
		}
		if rest, ok := bytes.CutPrefix(trimLeft(line), []byte("compatible")); ok {
			rest, ok = bytes.CutPrefix(trimLeft(rest), []byte{'='})
			return ok && (isBlank(rest) || trimLeft(rest)[0] == '"')
		}
		if b := trimLeft(line); len(b) == 0 || b[0] != '"' {
			return false
		}
	}
	return false
}

// dtStrings calls f with the bounds of each string that could be a compatible
// one. Two quotes with such bytes between are one, whatever is outside.
func dtStrings(line []byte, f func(from, to int)) {
	for at := 0; at < len(line); at++ {
		if line[at] != '"' {
			continue
		}
		end := at + 1
		for end < len(line) && (isWord(line[end]) || strings.IndexByte("-,.+", line[end]) >= 0) {
			end++
		}
		if end > at+1 && end < len(line) && line[end] == '"' {
			f(at+1, end)
			at = end
		}
	}
}
