// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// editors is where the editors' own files are.
const editors = "../../../../editors/"

// TestEditorsKnowAllSettings holds the lists of settings that the editors show
// against what the server reads: a setting that nobody can find, or that
// nobody reads, is worse than none.
func TestEditorsKnowAllSettings(t *testing.T) {
	var manifest struct {
		Contributes struct {
			Configuration struct {
				Properties map[string]struct {
					Type                             any
					Enum, EnumDescriptions           []string
					Description, MarkdownDescription string
				}
			}
		}
	}
	raw, err := os.ReadFile(editors + "vscode/package.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	help, err := os.ReadFile(editors + "neovim/doc/kstyle.txt")
	if err != nil {
		t.Fatal(err)
	}
	types := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Slice: "array", reflect.Int: "integer"}
	properties := manifest.Contributes.Configuration.Properties
	read := map[string]bool{"path": true, "args": true, "trace.server": true} // VS Code's own
	for field := range reflect.TypeFor[Settings]().Fields() {
		name := field.Tag.Get("json")
		if name == "status" {
			continue // between extension and server; no wish of a person
		}
		read[name] = true
		if !strings.Contains(string(help), "\n"+name+"\t") {
			t.Errorf("editors/neovim/doc/kstyle.txt says nothing of the setting %s", name)
		}
		p, ok := properties["kstyle."+name]
		if !ok {
			t.Errorf("editors/vscode/package.json has no setting kstyle.%s", name)
			continue
		}
		if p.Description == "" && p.MarkdownDescription == "" {
			t.Errorf("kstyle.%s has no description", name)
		}
		kind := field.Type
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		want := types[kind.Kind()]
		if list, ok := p.Type.([]any); p.Type != want && !(ok && slices.Contains(list, any(want))) {
			t.Errorf("kstyle.%s is %v, the server reads a %s", name, p.Type, want)
		}
		if words := allowed[name]; words != nil && !slices.Equal(p.Enum, words[1:]) {
			t.Errorf("kstyle.%s may be %q, the server reads %q", name, p.Enum, words[1:])
		}
		if len(p.Enum) != len(p.EnumDescriptions) {
			t.Errorf("kstyle.%s: %d words, %d descriptions", name, len(p.Enum), len(p.EnumDescriptions))
		}
	}
	for name := range properties {
		if !read[strings.TrimPrefix(name, "kstyle.")] {
			t.Errorf("the server does not read the setting %s of editors/vscode/package.json", name)
		}
	}
}
