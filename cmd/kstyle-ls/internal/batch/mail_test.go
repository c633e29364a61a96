// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules"
)

// b4Reads is what b4 makes of the output of a check command for patches: each
// line has failed if it has "ERROR:" anywhere, and is a warning otherwise.
func b4Reads(out string) (failed, warned int) {
	for line := range strings.Lines(strings.TrimSpace(out)) {
		if strings.Contains(line, "ERROR:") {
			failed++
		} else {
			warned++
		}
	}
	return failed, warned
}

// TestB4Lines gives a patch whose message and paths try to look like levels.
func TestB4Lines(t *testing.T) {
	patch := strings.ReplaceAll(faultyPatch, "drivers/x/a.c", "drivers/x/ERROR:a.c")
	t.Chdir(t.TempDir())
	if err := os.WriteFile("x.patch", []byte(patch), 0o644); err != nil {
		t.Fatal(err)
	}
	out, outcome := runWith(t, Request{Paths: []string{"x.patch"}, Outputs: []Output{{Format: "b4"}}},
		map[string]bool{"TRAILING_WHITESPACE": true, "FILE_PATH_CHANGES": true, "NON_OCTAL_PERMISSIONS": true, "MISSING_EOF_NEWLINE": true, "COMMIT_MESSAGE": true})
	if failed, warned := b4Reads(out); failed != 1 || failed+warned != outcome.Findings {
		t.Errorf("b4 sees %d failures and %d warnings in\n%s", failed, warned, out)
	}
	if !strings.HasPrefix(out, "drivers/x/ERROR a.c:11: ERROR:TRAILING_WHITESPACE: ") {
		t.Errorf("got %s", out)
	}
	level := &analyzer.Finding{Rule: &analyzer.Rule{Type: "X"}, Level: analyzer.Warning, Message: "say ERROR: never"}
	if line := b4Line(&done{}, level); strings.Contains(line, "ERROR:") {
		t.Errorf("a warning would fail: %s", line)
	}
}

// runWith does a request and returns what is written.
func runWith(t *testing.T, q Request, types map[string]bool) (string, Outcome) {
	t.Helper()
	q.Options = analyzer.Defaults()
	q.Options.Types = types
	var out, complaint bytes.Buffer
	q.Stdout, q.Stderr = &out, &complaint
	outcome, err := Run(t.Context(), analyzer.New(rules.All()), q)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), outcome
}

// TestB4Review reads the output as b4's review does: a list of objects with
// texts, of which tool and status must be there.
func TestB4Review(t *testing.T) {
	for _, test := range []struct {
		files  map[string]string
		status string
	}{{all(), "fail"}, {map[string]string{"clean.c": "int a;\n"}, "pass"}} {
		var results []map[string]string
		if err := json.Unmarshal([]byte(run(t, "b4-json", test.files)), &results); err != nil {
			t.Fatal(err)
		}
		if len(results) != 1 || results[0]["tool"] != programName || results[0]["status"] != test.status || results[0]["summary"] == "" {
			t.Errorf("got %v", results)
		}
		if details := results[0]["details"]; (strings.Count(details, "TRAILING_WHITESPACE") == 4) != (test.status == "fail") {
			t.Errorf("details %q", details)
		}
	}
	t.Chdir(t.TempDir())
	out, _ := runWith(t, Request{Paths: []string{"missing.patch"}, TargetURL: "https://ci.example.org/7", Outputs: []Output{{Format: "b4-json"}}}, nil)
	if !strings.Contains(out, `"status": "fail"`) || !strings.Contains(out, "1 input could not be checked") || !strings.Contains(out, `"url": "https://ci.example.org/7"`) {
		t.Errorf("a failure is shown as %s", out)
	}
}

// TestPatchwork holds each object to the fields of patchwork's checks: states
// by name, a context that is a slug of at most 255 characters, an address.
func TestPatchwork(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"1.patch": faultyPatch, "2.patch": strings.ReplaceAll(faultyPatch, "é; ", "é;")} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, _ := runWith(t, Request{Paths: []string{"1.patch", "2.patch"}, TargetURL: "https://ci.example.org/7", Outputs: []Output{{Format: "patchwork"}}}, map[string]bool{"TRAILING_WHITESPACE": true})
	var states []string
	slug := regexp.MustCompile(`^[-a-zA-Z0-9_]{1,255}$`)
	for line := range strings.Lines(out) {
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var c patchworkCheck
		if err := d.Decode(&c); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if u, err := url.Parse(c.TargetURL); err != nil || u.Host == "" || len(c.TargetURL) > 200 || !slug.MatchString(c.Context) {
			t.Errorf("patchwork would refuse %s", line)
		}
		states = append(states, c.State+": "+c.Description)
	}
	if got := strings.Join(states, "; "); got != "fail: 1 error; success: nothing found" {
		t.Errorf("got %s", got)
	}
}
