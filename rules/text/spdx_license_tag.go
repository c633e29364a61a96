// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"bytes"
	"path"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// SPDXLicenseTag is reported for files without a good licence line.
var SPDXLicenseTag = &analyzer.Rule{
	Type:   "SPDX_LICENSE_TAG",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Strict},
	Title:  "Licence line that is missing, misplaced or malformed",
	Doc: `The first line of a file, or the second behind an interpreter line, is
a comment with SPDX-License-Identifier and the licence:

- /* ... */ in headers and assembler (.h .s .S);
- // ... in .c, .rs, .dts and .dtsi files;
- # ... in scripts and .yaml files, .. in .rst files.

Other files need none. The licence must have a text in LICENSES/. Device tree
bindings are GPL-2.0-only OR BSD-2-Clause; headers below include/dt-bindings/ are
under GPL-2.0 OR another licence.`,
	Bad:  "int a;\n",
	Good: "// SPDX-License-Identifier: GPL-2.0\nint a;\n",
	Link: "process/license-rules.html",
	Fix:  analyzer.FixSometimes,
}

const tag = "SPDX-License-Identifier:"

var spdxLicenseTag = &analyzer.Check{
	Rules:  []*analyzer.Rule{SPDXLicenseTag},
	Kinds:  source.AnyFile,
	OnText: checkSPDX,
}

func checkSPDX(p *analyzer.Pass) {
	place := int32(1)
	for i := range p.Text.Lines {
		l := &p.Text.Lines[i]
		if l.File > place && !p.Parity() {
			break
		}
		if l.File != place {
			continue
		}
		line := p.Raw(i)
		if rest, ok := bytes.CutPrefix(trimLeft(line), []byte("#!")); ok && bytes.HasPrefix(trimLeft(rest), []byte{'/'}) {
			place = 2
			continue
		}
		if p.Added(i) {
			checkLicenceLine(p, i, line, place)
		}
	}
	checkMisplaced(p, place)
}

// opener is how a comment begins in a file, "" if it needs no licence line.
func opener(name string, place int32, parity bool) string {
	switch path.Ext(name) {
	case ".h", ".s", ".S":
		return "/*"
	case ".c", ".rs", ".dts", ".dtsi":
		return "//"
	case ".dtso":
		if !parity {
			return "//" // Differs: overlays are device trees as well.
		}
	}
	if place == 2 {
		return "#"
	}
	switch path.Ext(name) {
	case ".sh", ".pl", ".py", ".awk", ".tc", ".yaml":
		return "#"
	case ".rst":
		return ".."
	}
	return ""
}

// checkLicenceLine judges the line on which the tag has to be.
func checkLicenceLine(p *analyzer.Pass, i int, line []byte, place int32) {
	name := p.Text.Path
	open := opener(name, place, p.Parity())
	at := bytes.Index(line, []byte(tag))
	style := false
	switch path.Ext(name) {
	case ".c", ".h", ".s", ".S":
		style = at >= 0 && !bytes.HasPrefix(trimLeft(line), []byte(open))
	}
	if style {
		x := p.Warn(SPDXLicenseTag, p.LineRange(i), "begin the licence line with %s", open)
		offerTag(p, x, i, line, open)
	}
	if open != "" && !bytes.HasPrefix(line, []byte(open+" "+tag+" ")) {
		x := p.Warn(SPDXLicenseTag, p.LineRange(i), "line %d must be a comment with %s", place, tag)
		switch {
		case style:
			x.DifferNarrower("the line is reported for its comment already")
		case at >= 0:
			offerTag(p, x, i, line, open)
		}
		if path.Ext(name) == ".dtso" {
			x.DifferWider("checkpatch does not know overlays")
		}
		return
	}
	if at < 0 || len(line) == at+len(tag) || line[at+len(tag)] != ' ' {
		return
	}
	checkExpression(p, i, line, at)
}

// checkExpression judges the licence itself.
func checkExpression(p *analyzer.Pass, i int, line []byte, at int) {
	expression := licenceOf(line[at+len(tag):])
	where := p.Columns(i, at, len(line))
	if valid, known := p.Facts.Tree.License(expression); known && !valid {
		x := p.Warn(SPDXLicenseTag, where, "LICENSES/ has no text for %q", expression)
		if !p.Facts.History.Present() {
			x.DifferWider("checkpatch asks a script that needs a git repository")
		}
	}
	if strings.HasPrefix(p.Text.Path, "Documentation/devicetree/bindings/") && !offers(line[at:], " OR BSD-2-Clause") {
		level := analyzer.Warning
		if p.FileMode() {
			level = analyzer.Strict
		}
		p.Report(level, SPDXLicenseTag, where, "bindings are under (GPL-2.0-only OR BSD-2-Clause)").
			MaybeFix("Use (GPL-2.0-only OR BSD-2-Clause)", analyzer.Replace(where, tag+" (GPL-2.0-only OR BSD-2-Clause)"))
	}
	if strings.HasPrefix(p.Text.Path, "include/dt-bindings/") && !offers(line[at:], " OR ") {
		p.Warn(SPDXLicenseTag, where, "headers of bindings are under GPL-2.0-only OR another licence")
	}
}

// licenceOf is the expression behind the tag, without the end of a comment.
func licenceOf(b []byte) string {
	s := strings.TrimSpace(string(b))
	return strings.TrimSpace(strings.TrimSuffix(s, "*/"))
}

// offers tells whether a line has GPL-2.0, or GPL-2.0-only, and what follows,
// and more if that ends in a blank.
func offers(line []byte, follows string) bool {
	for at := 0; ; {
		n := bytes.Index(line[at:], []byte("GPL-2.0"))
		if n < 0 {
			return false
		}
		at += n + len("GPL-2.0")
		rest := bytes.TrimPrefix(line[at:], []byte("-only"))
		if r, ok := bytes.CutPrefix(rest, []byte(follows)); ok &&
			(!strings.HasSuffix(follows, " ") || len(r) > 0 && !isSpace(r[0])) {
			return true
		}
	}
}

// offerTag writes the licence line in the usual form, if there is nothing else
// on the line.
func offerTag(p *analyzer.Pass, x *analyzer.Finding, i int, line []byte, open string) {
	at := bytes.Index(line, []byte(tag))
	before := strings.Trim(string(line[:at]), " \t/*#.;")
	expression := licenceOf(line[at+len(tag):])
	closed := bytes.Contains(line, []byte("/*")) == bytes.Contains(line, []byte("*/"))
	if before != "" || expression == "" || !closed || strings.Contains(expression, "*/") {
		return
	}
	good := open + " " + tag + " " + expression
	if open == "/*" {
		good += " */"
	}
	x.Fix("Write the licence line in the usual form", analyzer.Replace(p.LineRange(i), good))
}

// checkMisplaced looks for the tag on other lines. Differs: it must be in a
// comment, which is what checkpatch means to ask, and on an added line.
func checkMisplaced(p *analyzer.Pass, place int32) {
	switch path.Ext(p.Text.Path) {
	case ".h", ".c", ".rs", ".s", ".S", ".sh", ".dtsi", ".dts":
	default:
		return
	}
	raw := p.Text.Raw
	next := 0
	for from := range p.Marks(tag) {
		if from < next {
			continue
		}
		i := p.Text.LineAt(uint32(from))
		l := p.Text.Lines[i]
		col := from - int(l.Start)
		if l.File == place || col > 0 && isWord(raw[from-1]) {
			continue
		}
		next = int(l.End) + 1
		x := p.Warn(SPDXLicenseTag, p.Columns(i, col, col+len(tag)), "the licence belongs on line %d", place)
		switch {
		case !p.Added(i):
			x.DifferNarrower("the line is not changed")
		case p.Text.Kind.In(source.CLike|1<<source.Rust) && !inComment(p, i, col):
			x.DifferNarrower("the tag is not in a comment")
		}
	}
}
