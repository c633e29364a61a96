// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// faulty has findings with and without fixes, behind tabs, wide characters
// and characters that markup must escape.
const faulty = "// SPDX-License-Identifier: GPL-2.0\nint a;  \n\t/* größer <&\"'> 漢字 */ \nint\tb; \t\n"

const faultyPatch = "From: A <a@example.org>\nSubject: [PATCH] x: y\n\nWhy.\n\nSigned-off-by: A <a@example.org>\n---\n" +
	"diff --git a/drivers/x/a.c b/drivers/x/a.c\n--- a/drivers/x/a.c\n+++ b/drivers/x/a.c\n@@ -10,2 +10,3 @@\n int a;\n+int é; \n int c;\n"

// run checks files in one format and returns what is written.
func run(t *testing.T, format string, files map[string]string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	var paths []string
	for _, name := range []string{"a b.c", "clean.c", "x.patch"} {
		if text, ok := files[name]; ok {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, name)
		}
	}
	options := analyzer.Defaults()
	options.Types = map[string]bool{"TRAILING_WHITESPACE": true}
	var out, complaint bytes.Buffer
	outcome, err := Run(t.Context(), analyzer.New(rules.All()), Request{
		Paths: paths, Options: options, Outputs: []Output{{Format: format}}, Stdout: &out, Stderr: &complaint,
	})
	if err != nil || outcome.Failures > 0 {
		t.Fatalf("%s: %v\n%s", format, err, complaint.String())
	}
	return out.String()
}

func all() map[string]string {
	return map[string]string{"a b.c": faulty, "clean.c": "int a;\n", "x.patch": faultyPatch}
}

// TestSARIF has the document judged by its public schema.
func TestSARIF(t *testing.T) {
	for name, files := range map[string]map[string]string{"all": all(), "clean": {"clean.c": "int a;\n"}} {
		text := run(t, "sarif", files)
		report, err := sarif.FromBytes([]byte(text), sarif.WithStrictValidation())
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if err := report.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name != "all" {
			continue
		}
		results := report.Runs[0].Results
		if len(results) != 4 {
			t.Fatalf("%d results, want 4", len(results))
		}
		prints := map[string]bool{}
		for _, r := range results {
			prints[r.PartialFingerprints["kstyle/v1"]] = true
		}
		if len(prints) != 4 {
			t.Errorf("fingerprints are not unique: %v", prints)
		}
		at := results[3].Locations[0].PhysicalLocation
		if *at.ArtifactLocation.URI != "drivers/x/a.c" || *at.Region.StartLine != 11 || *at.Region.StartColumn != 7 {
			t.Errorf("the finding in the patch is at %s:%d:%d", *at.ArtifactLocation.URI, *at.Region.StartLine, *at.Region.StartColumn)
		}
		if uri := *results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != "a%20b.c" {
			t.Errorf("URI %s", uri)
		}
	}
}

// TestFingerprintsStay moves every line and expects the same names.
func TestFingerprintsStay(t *testing.T) {
	prints := func(text string) string {
		return strings.Join(regexp.MustCompile(`"kstyle/v1": "\w+"`).FindAllString(text, -1), " ")
	}
	before := prints(run(t, "sarif", map[string]string{"a b.c": faulty}))
	after := prints(run(t, "sarif", map[string]string{"a b.c": "// SPDX-License-Identifier: GPL-2.0\nint new;\n\n" + faulty[36:]}))
	if before == "" || before != after {
		t.Errorf("fingerprints changed:\n%s\n%s", before, after)
	}
}

// TestReviewdogSuggestions makes the suggested changes and expects what the
// fixes do.
func TestReviewdogSuggestions(t *testing.T) {
	for _, format := range []string{"rdjson", "rdjsonl"} {
		text := run(t, format, all())
		var diagnostics []rdDiagnostic
		if format == "rdjson" {
			var whole struct {
				Source      rdSource
				Diagnostics []rdDiagnostic
			}
			if err := json.Unmarshal([]byte(text), &whole); err != nil {
				t.Fatal(err)
			}
			diagnostics = whole.Diagnostics
		} else {
			for line := range strings.Lines(text) {
				var d rdDiagnostic
				if err := json.Unmarshal([]byte(line), &d); err != nil {
					t.Fatal(err)
				}
				diagnostics = append(diagnostics, d)
			}
		}
		lines := strings.Split(faulty, "\n")
		for _, d := range diagnostics {
			for _, s := range d.Suggestions {
				if s.Range.Start.Line != s.Range.End.Line {
					t.Fatalf("%s: %+v spans lines", format, s)
				}
				l := &lines[s.Range.Start.Line-1]
				*l = (*l)[:s.Range.Start.Column-1] + s.Text + (*l)[s.Range.End.Column-1:]
			}
		}
		want := strings.NewReplacer(" \t\n", "\n", "  \n", "\n", " \n", "\n").Replace(faulty)
		if got := strings.Join(lines, "\n"); got != want {
			t.Errorf("%s: suggestions make %q, want %q", format, got, want)
		}
		last := diagnostics[len(diagnostics)-1]
		if last.Location.Path != "drivers/x/a.c" || last.Location.Range.Start.Line != 11 || len(last.Suggestions) != 0 {
			t.Errorf("%s: the finding in the patch: %+v", format, last)
		}
	}
}

func TestGitLab(t *testing.T) {
	var issues []gitlabIssue
	if err := json.Unmarshal([]byte(run(t, "gitlab", all())), &issues); err != nil {
		t.Fatal(err)
	}
	prints := map[string]bool{}
	for _, i := range issues {
		prints[i.Fingerprint] = true
		if i.Description == "" || i.CheckName == "" || i.Location.Lines["begin"] < 1 || i.Severity != "major" {
			t.Errorf("incomplete: %+v", i)
		}
	}
	if len(issues) != 4 || len(prints) != 4 {
		t.Errorf("%d issues with %d fingerprints, want 4", len(issues), len(prints))
	}
	if text := run(t, "gitlab", map[string]string{"clean.c": "int a;\n"}); strings.TrimSpace(text) != "[]" {
		t.Errorf("a clean run writes %q", text)
	}
}

func TestXML(t *testing.T) {
	var style checkstyleReport
	if err := xml.Unmarshal([]byte(run(t, "checkstyle", all())), &style); err != nil {
		t.Fatal(err)
	}
	if len(style.Files) != 3 || len(style.Files[0].Errors) != 3 || style.Files[0].Errors[1].Line != 3 || len(style.Files[1].Errors) != 0 {
		t.Errorf("checkstyle: %+v", style)
	}
	var junit junitReport
	if err := xml.Unmarshal([]byte(run(t, "junit", all())), &junit); err != nil {
		t.Fatal(err)
	}
	if len(junit.Suites) != 3 || junit.Suites[0].Failures != 3 || junit.Suites[0].Tests != 3 || junit.Suites[1].Tests != 1 || junit.Suites[1].Cases[0].Failure != nil {
		t.Errorf("junit: %+v", junit)
	}
}

func TestLineFormats(t *testing.T) {
	for format, want := range map[string][]string{
		"gcc":     {"a b.c:2:7: error: trailing whitespace [TRAILING_WHITESPACE]\n", "x.patch:13:8: error: "},
		"concise": {"a b.c:2:7: ERROR TRAILING_WHITESPACE trailing whitespace [fix]\n", "x.patch:13:8: ERROR "},
		"github":  {"::error title=TRAILING_WHITESPACE,file=a b.c,line=2,endLine=2,col=7,endColumn=9::trailing whitespace\n", "file=drivers/x/a.c,line=11,endLine=11,col=7,"},
	} {
		text := run(t, format, all())
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q:\n%s", format, w, text)
			}
		}
		if n := strings.Count(text, "\n"); n != 4 {
			t.Errorf("%s writes %d lines, want 4", format, n)
		}
	}
	for line := range strings.Lines(run(t, "jsonl", all())) {
		var f jsonFinding
		if err := json.Unmarshal([]byte(line), &f); err != nil || f.Type != "TRAILING_WHITESPACE" {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// TestSeveralOutputs writes one format to a file and another to the output.
func TestSeveralOutputs(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("a.c", []byte(faulty), 0o644); err != nil {
		t.Fatal(err)
	}
	options := analyzer.Defaults()
	options.Types = map[string]bool{"TRAILING_WHITESPACE": true}
	var out bytes.Buffer
	_, err := Run(t.Context(), analyzer.New(rules.All()), Request{
		Paths: []string{"a.c"}, Options: options, Stdout: &out, Stderr: &out,
		Outputs: []Output{{Format: "terse"}, {Format: "sarif", File: filepath.Join(dir, "out.sarif")}},
	})
	if err != nil || strings.Count(out.String(), "\n") != 3 {
		t.Errorf("%v: %s", err, out.String())
	}
	if _, err := sarif.Open(filepath.Join(dir, "out.sarif"), sarif.WithStrictValidation()); err != nil {
		t.Error(err)
	}
}
