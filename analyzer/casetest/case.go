// SPDX-License-Identifier: GPL-2.0-or-later

// Package casetest reads case files and holds the analyzer to them. A case
// file says what is reported where, at which level, in which mode, and what
// the fixes make of the text. Tests alone import it.
package casetest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// Case is one case file.
type Case struct {
	// About is the sentence at its top.
	About   string
	Options analyzer.Options
	Texts   []*Text
}

// Text is one input of a case.
type Text struct {
	Name string
	// Bytes are what a user would have: without the lines that expect.
	Bytes []byte
	// Want is what is expected, in order.
	Want []Want
	// Fixed is the text after all safe fixes, nil if the case has none.
	Fixed []byte
	// Alternatives are the texts after one fix, by its title.
	Alternatives map[string][]byte
}

// Mode says in which mode a finding is expected.
type Mode uint8

const (
	Always Mode = iota
	// OnlyDefault: we see more than checkpatch.
	OnlyDefault
	// OnlyParity: checkpatch reports what we do not.
	OnlyParity
)

// Want is one expected finding.
type Want struct {
	Mode  Mode
	Line  int // in Bytes, from 1
	Level string
	Type  string
	// Flagged is the text of the range; AnyText leaves it open.
	Flagged string
	AnyText bool
	// Message is part of the message.
	Message string
	source  int // line in the case file's text, for saying where
}

var wantLine = regexp.MustCompile(`^//~([+-]?)(\^*) (ERROR|WARNING|CHECK) ([A-Z0-9_]+)(?: ("(?:[^"\\]|\\.)*"))?(?: (.*))?$`)

// Parse reads a case file.
func Parse(data []byte) (*Case, error) {
	ar := txtar.Parse(data)
	c := &Case{Options: analyzer.Defaults()}
	c.Options.Strict = true
	visible, err := c.header(string(ar.Comment))
	if err != nil {
		return nil, err
	}
	files, err := c.surroundings(ar.Files)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := c.file(f, visible); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if len(c.Texts) == 0 {
		return nil, fmt.Errorf("no text")
	}
	return c, nil
}

// header reads the sentence and the options.
func (c *Case) header(text string) (visible bool, err error) {
	about, rest, _ := strings.Cut(text, "\n")
	c.About = strings.TrimSpace(about)
	if c.About == "" || optionLine.MatchString(c.About) {
		return false, fmt.Errorf("the first line must say what the case shows")
	}
	for _, line := range strings.Split(rest, "\n") {
		line = strings.TrimSpace(line)
		m := optionLine.FindStringSubmatch(line)
		if m == nil {
			continue // more of the sentence
		}
		if m[1] == "visible" {
			visible = m[2] == "on"
		} else if err := setOption(&c.Options, m[1], m[2]); err != nil {
			return false, err
		}
	}
	return visible, nil
}

var optionLine = regexp.MustCompile(`^(checks|ignore|strict|max-line-length|tab-size|visible|min-conf-desc-length|signoff|fixes-tag|series): *(.*)$`)

func setOption(o *analyzer.Options, key, value string) error {
	set := func() map[string]bool {
		m := map[string]bool{}
		for _, t := range strings.Split(value, ",") {
			m[strings.TrimSpace(t)] = true
		}
		return m
	}
	var err error
	switch key {
	case "checks":
		o.Types = set()
	case "ignore":
		o.Ignore = set()
	case "strict":
		o.Strict = value == "on"
	case "signoff":
		o.SignOff = value == "on"
	case "series":
		o.Series = &analyzer.SeriesOptions{Commits: value == "commits"}
		if value != "on" && value != "commits" {
			o.Series.CoverLetter, err = strconv.Atoi(value)
		}
	case "fixes-tag":
		o.FixesTag = value == "on"
	case "max-line-length":
		o.MaxLineLength, err = strconv.Atoi(value)
	case "tab-size":
		o.TabSize, err = strconv.Atoi(value)
	case "min-conf-desc-length":
		o.MinConfigHelp, err = strconv.Atoi(value)
	}
	return err
}

// file takes one file of the archive: a text, or what becomes of one.
func (c *Case) file(f txtar.File, visible bool) error {
	for _, t := range c.Texts {
		rest, ok := strings.CutPrefix(f.Name, t.Name+".fixed")
		if !ok {
			continue
		}
		body := f.Data
		if visible {
			body = unveil(body)
		}
		if title, ok := strings.CutPrefix(rest, ":"); ok {
			if t.Alternatives == nil {
				t.Alternatives = map[string][]byte{}
			}
			t.Alternatives[title] = body
		} else {
			t.Fixed = body
		}
		return nil
	}
	t, err := parseText(f, visible)
	if err != nil {
		return err
	}
	c.Texts = append(c.Texts, t)
	return nil
}

// parseText takes the expectations out of a text.
func parseText(f txtar.File, visible bool) (*Text, error) {
	t := &Text{Name: f.Name}
	var out strings.Builder
	kept := 0
	for n, line := range strings.SplitAfter(string(f.Data), "\n") {
		if !strings.HasPrefix(line, "//~") {
			out.WriteString(line)
			if line != "" {
				kept++
			}
			continue
		}
		w, err := parseWant(strings.TrimSuffix(line, "\n"), kept)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		w.source = n + 1
		t.Want = append(t.Want, w)
	}
	t.Bytes = []byte(out.String())
	if visible {
		t.Bytes = unveil(t.Bytes)
	}
	return t, nil
}

func parseWant(line string, kept int) (Want, error) {
	m := wantLine.FindStringSubmatch(line)
	if m == nil {
		return Want{}, fmt.Errorf("not an expectation: %s", line)
	}
	w := Want{Line: kept - len(m[2]), Level: m[3], Type: m[4], Message: m[6], AnyText: m[5] == ""}
	switch m[1] {
	case "+":
		w.Mode = OnlyDefault
	case "-":
		w.Mode = OnlyParity
	}
	if m[5] != "" {
		text, err := strconv.Unquote(m[5])
		if err != nil {
			return Want{}, fmt.Errorf("flagged text %s: %w", m[5], err)
		}
		w.Flagged = text
	}
	return w, nil
}

// unveil turns visible blanks into real ones: · a space, ⇥ a tab, ␍ a carriage
// return, and ∅ at the end of a line no line feed.
func unveil(b []byte) []byte {
	s := strings.NewReplacer("·", " ", "⇥", "\t", "␍", "\r", "∅\n", "").Replace(string(b))
	return []byte(s)
}
