// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// two are all the types there are in these tests.
type two struct{}

func (two) Known(name string) bool { return slices.Contains(two{}.Names(), name) }
func (two) Names() []string        { return []string{"LONG_LINE", "SPACING"} }

// compiled is the schema as an independent validator reads it.
func compiled(t *testing.T, types []string) *jsonschema.Schema {
	t.Helper()
	text, err := Schema(types)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("kstyle.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("kstyle.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tags are the keys that a struct is read from.
func tags(typ reflect.Type) []string {
	var out []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		switch tag := f.Tag.Get("toml"); {
		case f.Anonymous:
			out = append(out, tags(f.Type)...)
		case tag != "" && tag != "-":
			out = append(out, tag)
		}
	}
	slices.Sort(out)
	return out
}

// TestSchemaHasTheSettings holds schema, structs and suggestions together.
func TestSchemaHasTheSettings(t *testing.T) {
	file, override, err := Documented()
	if err != nil {
		t.Fatal(err)
	}
	names := func(list []Setting) []string {
		var out []string
		for _, s := range list {
			if s.Text == "" {
				t.Errorf("%s has no description", s.Key)
			}
			out = append(out, s.Key)
		}
		slices.Sort(out)
		return out
	}
	if want := tags(reflect.TypeFor[File]()); !slices.Equal(names(file), want) {
		t.Errorf("the schema has %v, the file %v", names(file), want)
	}
	if want := tags(reflect.TypeFor[Override]()); !slices.Equal(names(override), want) {
		t.Errorf("overrides have %v in the schema, %v in the file", names(override), want)
	}
	all := slices.Concat(names(file), names(override))
	slices.Sort(all)
	if all = slices.Compact(all); !slices.Equal(all, keys) {
		t.Errorf("suggestions are made of %v, there are %v", keys, all)
	}
	for _, s := range file {
		want := map[string][]string{"profile": Profiles, "fail-level": FailLevels}[s.Key]
		if !slices.Equal(s.Choice, want) {
			t.Errorf("%s: the schema has %v, there are %v", s.Key, s.Choice, want)
		}
	}
	for _, v := range Defaults().Values() {
		for _, s := range file {
			if s.Key != v.Key || s.Default == "" {
				continue
			}
			var value any
			if err := json.Unmarshal([]byte(s.Default), &value); err != nil || text(value) != v.Text {
				t.Errorf("the schema says that %s is %s if not given, it is %s", s.Key, s.Default, v.Text)
			}
		}
	}
}

func text(value any) string {
	if s, ok := value.(string); ok {
		return s
	}
	b, _ := json.Marshal(value) // it was JSON a moment ago
	return string(b)
}

// TestSchemaJudgesLikeTheReader gives the same files to both.
func TestSchemaJudgesLikeTheReader(t *testing.T) {
	for _, test := range []struct {
		text string
		good bool
	}{
		{"", true},
		{"extends = \"../kstyle.toml\"\nprofile = \"checkpatch\"\nfail-level = \"never\"\nexclude = [\"a/\", \"!b\"]\n", true},
		{"extend-ignore = [\"LONG_LINE\"]\nmin-conf-desc-length = 0\nkconfig-prefix = \"CFG_\"\nstrict = true\ntypes = []\n", true},
		{"max-line-length = 80\ntab-size = 4\n[severity]\nSPACING = \"off\"\n", true},
		{"[[override]]\npaths = [\"x/\"]\nignore = [\"C99_COMMENT_TOLERANCE\"]\nseverity = { SPACING = \"check\" }\n", true},
		{"max-line-lenght = 80\n", false},
		{"strict = 1\n", false},
		{"ignore = \"LONG_LINE\"\n", false},
		{"ignore = [\"LONG_LIME\"]\n", false},
		{"profile = \"linus\"\n", false},
		{"fail-level = \"most\"\n", false},
		{"tab-size = 1\n", false},
		{"max-line-length = 0\n", false},
		{"min-conf-desc-length = -1\n", false},
		{"exclude = [\"\"]\n", false},
		{"[severity]\nSPACING = \"fatal\"\n", false},
		{"[severity]\nSPACIN = \"off\"\n", false},
		{"[[override]]\nstrict = true\n", false},
		{"[[override]]\npaths = []\n", false},
		{"[[override]]\npaths = [\"x\"]\nprofile = \"kernel\"\n", false},
	} {
		_, problems := Parse("kstyle.toml", []byte(test.text), two{})
		if (len(problems) == 0) != test.good {
			t.Errorf("%q: read with %v", test.text, problems)
		}
		var value map[string]any
		if err := toml.Unmarshal([]byte(test.text), &value); err != nil {
			t.Fatal(err)
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
		if err != nil {
			t.Fatal(err)
		}
		if test.text == "" {
			instance = map[string]any{}
		}
		if err := compiled(t, two{}.Names()).Validate(instance); (err == nil) != test.good {
			t.Errorf("%q: the schema says %v", test.text, err)
		}
		if err := compiled(t, nil).Validate(instance); err != nil && test.good {
			t.Errorf("%q: the schema without types says %v", test.text, err)
		}
	}
}
