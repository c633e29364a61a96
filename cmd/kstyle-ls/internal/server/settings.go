// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// section is the name under which clients keep our settings.
const section = "kstyle"

// Settings are the client's wishes. What is nil or empty was not said, and the
// project's own files decide.
type Settings struct {
	Enable        string   `json:"enable"`        // auto: where the tree looks like it; always; never
	Strict        *bool    `json:"strict"`        // report CHECK findings; default true
	Types         []string `json:"types"`         // report only these
	Ignore        []string `json:"ignore"`        // never report these
	MaxLineLength *int     `json:"maxLineLength"` // columns
	TabSize       *int     `json:"tabSize"`       // columns
	Tree          string   `json:"tree"`          // root of the kernel tree that facts are taken from
	NoTree        bool     `json:"noTree"`        // take no facts from a tree
	DebounceMs    *int     `json:"debounceMs"`    // wait after an edit; default by how long a check takes
	Older         string   `json:"older"`         // findings on unchanged lines: hint, hide, show
	Base          string   `json:"base"`          // what lines are changed against: HEAD, index, or a revision
	Status        bool     `json:"status"`        // send kstyle/status notifications
	Format        bool     `json:"format"`        // offer range formatting
	Verify        bool     `json:"verify"`        // compare each result with that of a fresh check, for debugging
	Workspace     bool     `json:"workspace"`     // offer diagnostics of files that are not open
}

// allowed are the words that a setting may be.
var allowed = map[string][]string{
	"enable": {"", "auto", "always", "never"},
	"older":  {"", "hint", "hide", "show"},
}

// readSettings decodes settings. What is wrong is left out and told; the rest
// counts. Unknown names are told, so that a slip of the pen is not a shrug.
func readSettings(raw []byte) (Settings, []string) {
	var s Settings
	var problems []string
	raw = bytes.TrimSpace(raw)
	switch string(raw) {
	case "", "null", "[]": // the last is what an empty table of Lua becomes
		return s, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		return s, []string{"settings must be an object: " + err.Error()}
	}
	if inner, ok := members[section]; ok && len(members) == 1 {
		return readSettings(inner) // some clients send the section with its name
	}
	for name, value := range members {
		if name == "trace" || name == "path" || name == "args" {
			continue // the client's own, kept in the same section
		}
		next := s
		if err := decodeMember(name, value, &next); err != nil {
			problems = append(problems, err.Error())
			continue
		}
		s = next
	}
	slices.Sort(problems)
	return s, problems
}

// decodeMember reads one setting.
func decodeMember(name string, value json.RawMessage, into *Settings) error {
	one, err := json.Marshal(map[string]json.RawMessage{name: value})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	dec := json.NewDecoder(bytes.NewReader(one))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if words := allowed[name]; words != nil {
		var word string
		if json.Unmarshal(value, &word) == nil && !slices.Contains(words, word) {
			return fmt.Errorf("%s %q: there are %s", name, word, strings.Join(words[1:], ", "))
		}
	}
	switch {
	case into.MaxLineLength != nil && *into.MaxLineLength < 1:
		return fmt.Errorf("maxLineLength %d: must be at least 1", *into.MaxLineLength)
	case into.TabSize != nil && *into.TabSize < 2:
		return fmt.Errorf("tabSize %d: must be at least 2", *into.TabSize)
	case strings.HasPrefix(into.Base, "-"):
		return fmt.Errorf("base %q is no revision", into.Base)
	}
	return nil
}

// over returns what a project says with the client's wishes over it. An editor
// shows what checkpatch calls CHECK, unless somebody does not want to see it.
func (s *Settings) over(said *config.Settings) *config.Settings {
	file := &config.File{Name: "the editor"}
	file.Strict, file.MaxLineLength, file.TabSize = s.Strict, s.MaxLineLength, s.TabSize
	file.Types, file.Ignore = upper(s.Types), upper(s.Ignore)
	if file.Strict == nil && !saysStrict(said) {
		yes := true
		file.Strict = &yes
	}
	return said.Apply(file, "")
}

// saysStrict reports whether a file of the project says anything of strict.
func saysStrict(said *config.Settings) bool {
	return slices.ContainsFunc(said.Values(), func(v config.Value) bool { return v.Key == "strict" && v.From != "default" })
}

func upper(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, strings.ToUpper(strings.TrimSpace(name)))
	}
	return out
}

// wishes are the settings of the client: its own and those of its folders.
type wishes struct {
	mu       sync.Mutex
	all      Settings
	byFolder map[string]Settings
}

// any reports whether something holds for some of the settings.
func (w *wishes) any(holds func(*Settings) bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := holds(&w.all)
	for _, one := range w.byFolder {
		found = found || holds(&one)
	}
	return found
}

// settingsFor returns the settings of the innermost folder that holds dir.
func (s *server) settingsFor(dir string) Settings {
	root := s.rootOf(dir)
	s.wishes.mu.Lock()
	defer s.wishes.mu.Unlock()
	if own, ok := s.wishes.byFolder[root]; ok && root != "" {
		return own
	}
	return s.wishes.all
}

// take makes settings the client's own and says what is wrong with them.
func (s *server) take(raw []byte, from string) Settings {
	settings, problems := readSettings(raw)
	known := func(name string) bool {
		problem, ok := s.unknownType(name)
		if !ok {
			problems = append(problems, problem)
		}
		return ok
	}
	settings.Types, settings.Ignore = keepKnown(settings.Types, known), keepKnown(settings.Ignore, known)
	for _, problem := range problems {
		s.log.Warn("a setting is left out", "from", from, "problem", problem)
	}
	if len(problems) > 0 {
		s.tell(protocol.MessageTypeWarning, "kstyle: settings are left out: "+strings.Join(problems, "; "))
	}
	return settings
}

// keepKnown returns the types that are known, as they are written.
func keepKnown(names []string, known func(string) bool) []string {
	var out []string
	for _, name := range upper(names) {
		if known(name) {
			out = append(out, name)
		}
	}
	return out
}

// unknownType says that there is no such type, and which one may be meant; ok
// is true for one that there is.
func (s *server) unknownType(name string) (problem string, ok bool) {
	if s.engine.Rule(name) != nil || name == "C99_COMMENT_TOLERANCE" {
		return "", true
	}
	var names []string
	for _, r := range s.engine.Rules() {
		names = append(names, r.Type)
	}
	return "there is no type " + name + config.Suggest(name, names), false
}

func (s *server) DidChangeConfiguration(_ context.Context, p *protocol.DidChangeConfigurationParams) error {
	if s.caps.configuration {
		s.spawn("read the settings", s.askSettings)
		return nil
	}
	settings := s.take(p.Settings, "didChangeConfiguration")
	s.wishes.mu.Lock()
	s.wishes.all, s.wishes.byFolder = settings, nil
	s.wishes.mu.Unlock()
	s.obey()
	return nil
}

// obey has everything follow new settings.
func (s *server) obey() {
	s.offerWanted()
	s.forgetPlaces(false)
	s.forgetBases()
	s.recheck()
}

// askSettings asks the client for its settings and those of its folders.
func (s *server) askSettings(ctx context.Context) error {
	name := section
	params := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &name}}}
	folders := s.folders.list()
	for _, folder := range folders {
		scope := uri.File(folder)
		params.Items = append(params.Items, protocol.ConfigurationItem{ScopeURI: &scope, Section: &name})
	}
	answers, err := s.client.Configuration(ctx, params)
	if err != nil {
		return err
	}
	if len(answers) != len(params.Items) {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%d settings for %d questions", len(answers), len(params.Items))
	}
	byFolder := map[string]Settings{}
	for i, folder := range folders {
		if answer := bytes.TrimSpace(answers[i+1]); len(answer) > 0 && !bytes.Equal(answer, []byte("null")) {
			byFolder[folder] = s.take(answer, folder)
		}
	}
	s.wishes.mu.Lock()
	if answer := bytes.TrimSpace(answers[0]); len(answer) > 0 && !bytes.Equal(answer, []byte("null")) {
		s.wishes.all = s.take(answer, "client")
	}
	s.wishes.byFolder = byFolder
	s.wishes.mu.Unlock()
	s.obey()
	return nil
}

// spawn does something that may wait for the client, on a goroutine of its own.
func (s *server) spawn(what string, do func(context.Context) error) {
	s.work.Add(1)
	go func() {
		defer s.work.Done()
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("panic", "doing", what, "panic", p, "stack", string(debug.Stack()))
			}
		}()
		if err := do(s.ctx); err != nil && s.ctx.Err() == nil {
			s.log.Warn(what, "err", err)
		}
	}()
}
