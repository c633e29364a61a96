// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/settings"
)

// isProjectFile reports whether a document is a file of settings. Its text has
// no style that we know of; what is wrong with the settings is told instead.
func isProjectFile(doc *document) bool {
	switch filepath.Base(pathOf(doc.uri)) {
	case config.Name, config.CheckpatchName:
		return true
	}
	return false
}

// projectProblems are what keeps a file of settings from being understood.
func (s *server) projectProblems(v *snapshot) []protocol.Diagnostic {
	parse := config.Parse
	if filepath.Base(pathOf(v.doc.uri)) == config.CheckpatchName {
		parse = config.ParseCheckpatch
	}
	_, problems := parse(pathOf(v.doc.uri), v.text.Bytes(), settings.Types(s.engine))
	out := []protocol.Diagnostic{}
	for _, p := range problems {
		out = append(out, protocol.Diagnostic{
			Range: s.rangeOf(v.text, wordAt(v.text, p.Line, p.Column)), Severity: protocol.DiagnosticSeverityError,
			Source: protocol.NewOptional(sourceName), Message: protocol.String(p.Text),
		})
	}
	return out
}

// wordAt is the word at a line and column that count from 1, or the line's
// first where none is known.
func wordAt(text *position.Text, line, column int) position.Span {
	span := text.Line(min(max(line-1, 0), text.Lines()-1))
	start := min(span.Start+max(column-1, 0), span.End)
	end := start
	for end < span.End && strings.IndexByte(" \t\",=[]\r\n", text.Bytes()[end]) < 0 {
		end++
	}
	return position.Span{Start: start, End: end}
}

var (
	tomlTable = regexp.MustCompile(`^[ \t]*\[+[ \t]*([a-z.]+)[ \t]*\]+`)
	tomlKey   = regexp.MustCompile(`^[ \t]*([A-Za-z0-9_-]*)$`)
	tomlValue = regexp.MustCompile(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*"([a-z]*)$`)
	tomlList  = regexp.MustCompile(`(?m)^[ \t]*([a-z-]+)[ \t]*=[ \t]*\[[^\]]*\z`)
	lastWord  = regexp.MustCompile(`"?[A-Za-z0-9_]*$`)
)

// project completes in kstyle.toml: names of settings, types, and the words
// that a setting may be.
func (c *completer) project(line int, before string, start int) {
	if filepath.Base(pathOf(c.v.doc.uri)) != config.Name {
		return
	}
	table := ""
	for i := line; i >= 0 && table == ""; i-- {
		if m := tomlTable.FindStringSubmatch(lineText(c.v, i)); m != nil && (i < line || len(before) > len(m[0])) {
			table = m[1]
		}
	}
	if m := tomlList.FindSubmatch(c.v.text.Bytes()[:c.at]); m != nil {
		if slices.Contains([]string{"types", "ignore", "extend-ignore"}, string(m[1])) {
			word := lastWord.FindString(before)
			c.quoted(start+len(before)-len(word), strings.HasPrefix(word, `"`))
		}
		return
	}
	if m := tomlValue.FindStringSubmatchIndex(before); m != nil {
		words := map[string][]string{"profile": config.Profiles, "fail-level": config.FailLevels}[before[m[2]:m[3]]]
		if strings.HasSuffix(table, "severity") {
			words = config.Severities
		}
		for _, word := range words {
			c.add(start+m[4], protocol.CompletionItemKindEnumMember, word, word, "")
		}
		return
	}
	if m := tomlKey.FindStringSubmatchIndex(before); m != nil {
		if strings.HasSuffix(table, "severity") {
			c.types(start + m[2])
			return
		}
		for _, key := range config.Keys() {
			c.add(start+m[2], protocol.CompletionItemKindProperty, key, key, "")
		}
	}
}

// quoted offers types in a list. A quote that is there already stays alone: an
// editor that pairs them has put the other behind the cursor.
func (c *completer) quoted(from int, open bool) {
	for _, r := range c.s.engine.Rules() {
		if open {
			c.add(from+1, protocol.CompletionItemKindEnumMember, r.Type, r.Type, r.Title)
		} else {
			c.add(from, protocol.CompletionItemKindEnumMember, r.Type, `"`+r.Type+`"`, r.Title)
		}
	}
}
