// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Settings are the client's wishes. What is nil or empty was not said, and the
// project's own files decide.
type Settings struct {
	Strict        *bool    `json:"strict"`        // report CHECK findings; default true
	Types         []string `json:"types"`         // report only these
	Ignore        []string `json:"ignore"`        // never report these
	MaxLineLength *int     `json:"maxLineLength"` // columns
	TabSize       *int     `json:"tabSize"`       // columns
	Tree          string   `json:"tree"`          // root of the kernel tree that facts are taken from
	NoTree        bool     `json:"noTree"`        // take no facts from a tree
	DebounceMs    *int     `json:"debounceMs"`    // wait after an edit; default by how long a check takes
}

// readSettings decodes settings. What is wrong is left out and told; the rest
// counts. Unknown names are told, so that a slip of the pen is not a shrug.
func readSettings(raw []byte) (Settings, []string) {
	var s Settings
	var problems []string
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return s, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return s, []string{"settings must be an object: " + err.Error()}
	}
	if inner, ok := members["kstyle"]; ok && len(members) == 1 {
		return readSettings(inner) // some clients send the section with its name
	}
	for name, value := range members {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", name, err))
			continue
		}
		next := s
		dec := json.NewDecoder(bytes.NewReader(one))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&next); err != nil {
			problems = append(problems, strings.TrimPrefix(err.Error(), "json: "))
			continue
		}
		s = next
	}
	slices.Sort(problems)
	return s, problems
}

// judging is how texts are judged at present. It is replaced as a whole when
// the client's wishes change; the engine tells old from new by the address.
type judging struct {
	settings Settings
	options  *analyzer.Options
}

func newJudging(settings Settings) *judging {
	o := analyzer.Defaults()
	o.Strict = true // an editor shows what checkpatch calls CHECK as information
	settings.apply(&o)
	return &judging{settings, &o}
}

// options says how a version is judged.
func (s *server) options(*snapshot) *analyzer.Options { return s.judging.Load().options }

// apply puts the client's wishes over what the project says.
func (s *Settings) apply(o *analyzer.Options) {
	if s.Strict != nil {
		o.Strict = *s.Strict
	}
	if s.MaxLineLength != nil {
		o.MaxLineLength = *s.MaxLineLength
	}
	if s.TabSize != nil {
		o.TabSize = *s.TabSize
	}
	if len(s.Types) > 0 {
		o.Types = setOf(s.Types)
	}
	if len(s.Ignore) > 0 {
		o.Ignore = setOf(s.Ignore)
	}
}

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[strings.ToUpper(strings.TrimSpace(name))] = true
	}
	return set
}
