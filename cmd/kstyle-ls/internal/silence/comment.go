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
	silent := make([]bool, len(findings))
	var scopes []scope
	if bytes.Contains(in.Bytes, []byte(word)) {
		scopes = commentScopes(in.Bytes, in.Form != analyzer.File)
	}
	if in.Form != analyzer.File && bytes.Contains(in.Bytes, []byte(trailer)) {
		scopes = append(scopes, trailerScopes(in.Bytes)...)
	}
	if len(scopes) == 0 {
		return silent
	}
	for i, f := range findings {
		line := max(f.Line-1, 0)
		silent[i] = slices.ContainsFunc(scopes, func(s scope) bool {
			return s.first <= line && line < s.end && slices.Contains(s.types, f.Rule.Type)
		})
	}
	return silent
}

func commentScopes(text []byte, inPatch bool) []scope {
	var done, open []scope
	lines := 0
	for line := range bytes.Lines(text) {
		n := lines
		lines++
		at := bytes.Index(line, []byte(word))
		if at < 0 || !inComment(line[:at]) {
			continue
		}
		kind, types := splitComment(string(line[at:]))
		switch kind {
		case wordFile:
			open = append(open, scope{first: 0, types: types})
		case wordBegin:
			open = append(open, scope{first: n, types: types})
		case wordEnd:
			open, done = closeScopes(open, done, n+1, types)
		case word:
			s := scope{first: n, end: n + 1, types: types}
			if alone(line[:at], inPatch) {
				s.end++ // and the next line
			}
			done = append(done, s)
		}
	}
	for _, s := range open {
		s.end = lines + 1
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

// splitComment takes "kstyle-ignore: A, B -- reason */" apart.
func splitComment(s string) (kind string, types []string) {
	end := kindLength(s)
	kind, s = s[:end], s[end:]
	s, _, _ = strings.Cut(strings.TrimPrefix(s, ":"), "--")
	s, _, _ = strings.Cut(s, "*/")
	return kind, typeNames(s)
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
