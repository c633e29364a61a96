// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// nasty is an input as nobody would name it, with messages that markup,
// workflow commands and terminals must be kept from, and one finding that is
// kept silent.
func nasty() *done {
	text := []byte("/* größer <&\"'> 漢字 */ \nint a; /* kstyle-ignore: LONG_LINE */\nint b;\n")
	rule := func(typ string) *analyzer.Rule { return &analyzer.Rule{Type: typ, Title: "t", Doc: "d"} }
	found := func(typ string, level analyzer.Level, line int, start, end uint32, message string) *analyzer.Finding {
		return &analyzer.Finding{Rule: rule(typ), Level: level, Line: line, FileLine: line, Path: "x", Message: message, Range: source.Range{Start: start, End: end}}
	}
	at := uint32(bytes.IndexByte(text, '\n'))
	first := found("TRAILING_WHITESPACE", analyzer.Error, 1, at-1, at, "100% of: <this> & \"that\", ]]> \x1b[2J\x01\u202e\ufffe")
	first.Fix("Take & < \" it \x02 away", fix.Edit{Start: at - 1, End: at})
	return &done{
		item: item{name: "a b/c%,d:é&<\">.c"}, text: text, in: analyzer.FileInput("x", "x", text),
		result: &analyzer.Result{Findings: []*analyzer.Finding{
			first,
			found("SPACING", analyzer.Warning, 2, at+1, at+4, "two\nlines\rof ::text::"),
			found("BRACES", analyzer.Strict, 3, uint32(len(text)), uint32(len(text)), "x"),
		}},
		silenced: []*analyzer.Finding{found("LONG_LINE", analyzer.Warning, 2, at+1, at+4, "long"), found("CAMELCASE", analyzer.Strict, 3, at+1, at+4, "camel")},
	}
}

// written is what a format makes of inputs.
func written(t *testing.T, format string, inputs ...*done) string {
	t.Helper()
	var b bytes.Buffer
	p := formats[format].open(Request{Quiet: true}, bufio.NewWriter(&b))
	for _, d := range inputs {
		if err := p.input(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.end(Outcome{Inputs: len(inputs)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cases are what every format is judged on: nothing, real findings, and nasty
// ones.
func cases(t *testing.T, format string) map[string]string {
	return map[string]string{"none": written(t, format), "real": run(t, format, all()), "nasty": written(t, format, nasty())}
}

// here is the folder of the package: tests go elsewhere.
var here, _ = os.Getwd()

// inFormats is a file of testdata/formats.
func inFormats(name string) string {
	return filepath.Join(here, "..", "..", "..", "..", "testdata", "formats", name)
}

// schemaOf compiles a JSON schema, or a part of one.
func schemaOf(t *testing.T, file, part string) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json" + part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid has one JSON text judged.
func valid(t *testing.T, what string, s *jsonschema.Schema, text string) {
	t.Helper()
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = s.Validate(instance)
	}
	if err != nil {
		t.Errorf("%s: %v\n%s", what, err, text)
	}
}

// TestJSONFormatsFollowTheirSchemas judges every format that is JSON by the
// schema that its readers publish, and ours by our own.
func TestJSONFormatsFollowTheirSchemas(t *testing.T) {
	rdf, ours := inFormats("rdf.schema.json"), filepath.Join(here, "findings.schema.json")
	for _, f := range []struct {
		format, schema, part string
		lines                bool
	}{
		{"json", ours, "", false},
		{"jsonl", ours, "#/$defs/finding", true},
		{"rdjson", rdf, "", false},
		{"rdjsonl", rdf, "#/definitions/reviewdog.rdf.Diagnostic", true},
	} {
		s := schemaOf(t, f.schema, f.part)
		for name, text := range cases(t, f.format) {
			if !f.lines {
				valid(t, f.format+" of "+name, s, text)
				continue
			}
			for line := range strings.Lines(text) {
				valid(t, f.format+" of "+name, s, line)
			}
		}
	}
	issue := schemaOf(t, inFormats("codequality.schema.json"), "")
	severities := map[string]bool{"info": true, "minor": true, "major": true, "critical": true, "blocker": true}
	for name, text := range cases(t, "gitlab") {
		var list []json.RawMessage
		if err := json.Unmarshal([]byte(text), &list); err != nil || list == nil {
			t.Errorf("gitlab of %s is no list: %v\n%s", name, err, text)
		}
		for _, one := range list {
			valid(t, "gitlab of "+name, issue, string(one))
			var what gitlabIssue
			if err := json.Unmarshal(one, &what); err != nil || !severities[what.Severity] || strings.HasPrefix(what.Location.Path, "./") {
				t.Errorf("gitlab of %s: %s", name, one)
			}
		}
	}
}

// TestSchemasJudge proves that the schemas can fail.
func TestSchemasJudge(t *testing.T) {
	for file, wrong := range map[string]string{
		inFormats("rdf.schema.json"):                `{"diagnostics":[{"message":1}]}`,
		inFormats("codequality.schema.json"):        `{"description":"x","fingerprint":"x","severity":"x"}`,
		filepath.Join(here, "findings.schema.json"): `{"findings":[{"path":"x"}],"summary":{"inputs":1,"findings":1,"fixed":0,"failures":0}}`,
	} {
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if schemaOf(t, file, "").Validate(instance) == nil {
			t.Errorf("%s lets %s pass", file, wrong)
		}
	}
}

// TestSARIFFollowsItsSchema has the public schema judge all cases, and looks
// for what a reader wants beside it.
func TestSARIFFollowsItsSchema(t *testing.T) {
	for name, text := range cases(t, "sarif") {
		report, err := sarif.FromBytes([]byte(text), sarif.WithStrictValidation())
		if err == nil {
			err = report.Validate()
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		kinds := map[string]string{}
		for _, r := range report.Runs[0].Results {
			for _, s := range r.Suppressions {
				kinds[*r.RuleID] = *s.Kind
			}
		}
		for _, r := range report.Runs[0].Tool.Driver.Rules {
			if r.HelpURI == nil || !strings.HasPrefix(*r.HelpURI, "https://") {
				t.Errorf("%s: %s has no help", name, *r.ID)
			}
		}
		if name == "nasty" && (len(kinds) != 2 || kinds["LONG_LINE"] != "inSource" || kinds["CAMELCASE"] != "external") {
			t.Errorf("suppressions: %v", kinds)
		}
	}
}

// TestXMLHoldsNoControls has Go's own reader, which refuses what XML may not
// hold, read both formats.
func TestXMLHoldsNoControls(t *testing.T) {
	for _, format := range []string{"checkstyle", "junit"} {
		for name, text := range cases(t, format) {
			d := xml.NewDecoder(strings.NewReader(text))
			d.Strict = true
			for {
				if _, err := d.Token(); err != nil {
					if err.Error() != "EOF" {
						t.Errorf("%s of %s: %v\n%s", format, name, err, text)
					}
					break
				}
			}
			if strings.ContainsAny(text, "\x01\x1b\u202e") {
				t.Errorf("%s of %s holds control characters:\n%q", format, name, text)
			}
		}
	}
	if text := written(t, "checkstyle", nasty()); !strings.Contains(text, `\x1b[2J\x01\u202e`) {
		t.Errorf("escapes are lost:\n%s", text)
	}
}
