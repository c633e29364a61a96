// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// The words in comments, each followed by types between commas or blanks, and
// perhaps "-- reason".
const (
	word      = "kstyle-ignore"       // this line, or the next if nothing else is on it
	wordBegin = "kstyle-ignore-begin" // until the end is said
	wordEnd   = "kstyle-ignore-end"
	wordFile  = "kstyle-ignore-file" // all of the file
)

// trailer is what a commit says of all findings of a type in it.
const trailer = "Checkpatch-ignore"

// scope is where a comment silences types: lines from 0, end not included.
type scope struct {
	first, end int
	types      []string
}

// Commented reports for each finding whether a comment in its text, or a
// trailer of its patch, silences it.
func Commented(in analyzer.Input, findings []*analyzer.Finding) []bool {
	return commented(in, remarksIn(in), findings)
}

func commented(in analyzer.Input, remarks []remark, findings []*analyzer.Finding) []bool {
	silent := make([]bool, len(findings))
	if len(remarks) == 0 {
		return silent
	}
	scopes := commentScopes(in, remarks)
	if slices.ContainsFunc(remarks, func(r remark) bool { return r.kind == "" }) {
		scopes = append(scopes, trailerScopes(in.Bytes)...)
	}
	for i, f := range findings {
		line := max(f.Line-1, 0)
		silent[i] = slices.ContainsFunc(scopes, func(s scope) bool {
			return s.first <= line && line < s.end && slices.Contains(s.types, f.Rule.Type)
		})
	}
	return silent
}

func commentScopes(in analyzer.Input, remarks []remark) []scope {
	var done, open []scope
	for i := range remarks {
		r := &remarks[i]
		switch r.kind {
		case wordFile:
			open = append(open, scope{first: 0, types: r.types()})
		case wordBegin:
			open = append(open, scope{first: r.line, types: r.types()})
		case wordEnd:
			open, done = closeScopes(open, done, r.line+1, r.types())
		case word:
			s := scope{first: r.line, end: r.line + 1, types: r.types()}
			if alone(r.text[:r.at], in.Form != analyzer.File) {
				s.end++ // and the next line
			}
			done = append(done, s)
		}
	}
	for _, s := range open {
		s.end = bytes.Count(in.Bytes, []byte{'\n'}) + 2
		done = append(done, s)
	}
	return done
}

// closeScopes ends those begun for the types; with none, all but the file's.
func closeScopes(open, done []scope, end int, types []string) (left, all []scope) {
	for _, s := range open {
		ends := s.first > 0 && (len(types) == 0 || slices.ContainsFunc(s.types, func(t string) bool { return slices.Contains(types, t) }))
		if ends {
			s.end = end
			done = append(done, s)
		} else {
			left = append(left, s)
		}
	}
	return left, done
}

// inComment reports whether a comment begins in what stands before the word.
func inComment(before []byte) bool {
	return bytes.Contains(before, []byte("/*")) || bytes.Contains(before, []byte("//")) ||
		bytes.IndexByte(before, '#') >= 0 || bytes.HasPrefix(bytes.TrimLeft(before, "+ \t"), []byte("*"))
}

// alone reports whether nothing but the beginning of a comment stands before.
func alone(before []byte, inPatch bool) bool {
	if inPatch && len(before) > 0 {
		before = before[1:]
	}
	return len(bytes.Trim(before, " \t/*#")) == 0
}

// kindLength is how long the word is that a comment begins with.
func kindLength(s string) int {
	end := 0
	for end < len(s) && (s[end] == '-' && !strings.HasPrefix(s[end:], "--") || s[end] >= 'a' && s[end] <= 'z') {
		end++
	}
	return end
}

// typeNames are the words of a list that can be types.
func typeNames(s string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' }), func(w string) bool {
		return strings.Trim(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != ""
	})
}

// trailerScopes are the messages whose commit text has the trailer.
func trailerScopes(text []byte) []scope {
	var scopes []scope
	for _, m := range patch.Parse(text, patch.Options{}).Messages {
		for _, t := range m.Trailers {
			if strings.EqualFold(t.Name, trailer) {
				scopes = append(scopes, scope{m.Lines.First, m.Lines.End + 1, typeNames(t.Value)})
			}
		}
	}
	return scopes
}
