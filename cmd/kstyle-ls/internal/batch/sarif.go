// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
)

// projectURI is where the project lives.
const projectURI = "https://github.com/kstyle-ls/kstyle-ls"

// sarifPrinter writes SARIF 2.1.0, which is one document over all inputs.
type sarifPrinter struct {
	w     *bufio.Writer
	run   *sarif.Run
	rules map[string]int
	seen  map[string]int
}

func newSARIF(w *bufio.Writer) *sarifPrinter {
	run := sarif.NewRunWithInformationURI("kstyle-ls", projectURI).WithColumnKind("unicodeCodePoints")
	return &sarifPrinter{w: w, run: run, rules: map[string]int{}, seen: map[string]int{}}
}

func (p *sarifPrinter) input(d *done) error {
	lines := newLineTable(d.text)
	for _, f := range d.result.Findings {
		p.finding(d, f, lines)
	}
	commented := silence.Commented(d.in, d.silenced)
	for i, f := range d.silenced {
		kind := "external" // a record beside the source, or a baseline
		if commented[i] {
			kind = "inSource"
		}
		p.finding(d, f, lines).Suppressions = []*sarif.Suppression{sarif.NewSuppression().WithKind(kind)}
	}
	return nil
}

// finding adds one result.
func (p *sarifPrinter) finding(d *done, f *analyzer.Finding, lines lineTable) *sarif.Result {
	s := newSpot(d, f, lines)
	index, ok := p.rules[f.Rule.Type]
	if !ok {
		index = len(p.rules)
		p.rules[f.Rule.Type] = index
		p.rule(f.Rule)
	}
	artifact := sarif.NewSimpleArtifactLocation(fileURI(s.path))
	region := sarif.NewRegion().WithStartLine(s.line).WithStartColumn(s.column).WithEndLine(s.endLine).WithEndColumn(s.endColumn)
	region.ByteOffset, region.CharOffset = -1, -1 // not given; the default would be a claim
	result := sarif.NewRuleResult(f.Rule.Type).WithRuleIndex(index).WithLevel(sarifLevel(f.Level)).
		WithMessage(sarif.NewTextMessage(f.Message)).
		AddLocation(sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().WithArtifactLocation(artifact).WithRegion(region))).
		WithPartialFingerprints(map[string]string{"kstyle/v1": p.fingerprint(s, f, lines)})
	if s.inInput {
		for _, fix := range f.Fixes {
			result.AddFixe(sarifFix(s.path, fix, lines))
		}
	}
	p.run.AddResult(result)
	return result
}

// rule describes a rule, once.
func (p *sarifPrinter) rule(r *analyzer.Rule) {
	d := p.run.AddRule(r.Type)
	d.ShortDescription = sarif.NewMultiformatMessageString().WithText(r.Title)
	d.FullDescription = sarif.NewMultiformatMessageString().WithText(strings.TrimSpace(r.Doc))
	d.WithHelpURI(helpURI(r))
	worst := analyzer.Strict
	for _, l := range r.Levels {
		worst = max(worst, l)
	}
	d.DefaultConfiguration = sarif.NewReportingConfiguration().WithLevel(sarifLevel(worst))
}

func sarifLevel(l analyzer.Level) string {
	switch l {
	case analyzer.Error:
		return "error"
	case analyzer.Warning:
		return "warning"
	}
	return "note"
}

// fingerprint names a finding by what does not change when lines move: path,
// type, the text of the line, and how many like it came before.
func (p *sarifPrinter) fingerprint(s spot, f *analyzer.Finding, lines lineTable) string {
	text := ""
	if i := f.Line - 1; i >= 0 && i < lines.len() {
		text = strings.Join(strings.Fields(string(lines.line(i))), " ")
	}
	key := fmt.Sprintf("%s\x00%s\x00%s", s.path, f.Rule.Type, text)
	p.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, p.seen[key]))
	return hex.EncodeToString(sum[:16])
}

func sarifFix(path string, fix analyzer.Fix, lines lineTable) *sarif.Fix {
	change := sarif.NewArtifactChange().WithArtifactLocation(sarif.NewSimpleArtifactLocation(fileURI(path)))
	for _, e := range fix.Edits {
		line, column := lines.position(e.Start)
		endLine, endColumn := lines.position(e.End)
		region := sarif.NewRegion().WithStartLine(line).WithStartColumn(column).WithEndLine(endLine).WithEndColumn(endColumn)
		region.ByteOffset, region.CharOffset = -1, -1
		change.AddReplacement(sarif.NewReplacement().WithDeletedRegion(region).
			WithInsertedContent(sarif.NewArtifactContent().WithText(e.New)))
	}
	return sarif.NewFix().WithDescription(sarif.NewTextMessage(fix.Title)).AddArtifactChange(change)
}

// fileURI is a path as a relative or absolute URI.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	var b strings.Builder
	if strings.HasPrefix(path, "/") {
		b.WriteString("file://")
	}
	for i := range len(path) {
		c := path[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("/._-~+", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func (p *sarifPrinter) end(Outcome) error {
	report := sarif.NewReport().AddRun(p.run)
	if err := report.PrettyWrite(p.w); err != nil {
		return err
	}
	return p.w.Flush()
}
