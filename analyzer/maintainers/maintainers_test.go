// SPDX-License-Identifier: GPL-2.0-or-later

package maintainers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

const example = `List of maintainers
===================

	M: *Mail* patches to: FullName <address@domain>

PUMPS
M:	Ada Example <ada@example.org>
R:	"Bob Ö. Example" <bob@old.example.org>
L:	linux-pump@example.org
L:	closed@example.org	(subscribers-only)
L:	slow@example.org (moderated for non-subscribers)
S:	Supported
T:	git git://example.org/pump.git
F:	drivers/pump/
X:	drivers/pump/valve/

# a remark
VALVES AND A NAME THAT GOES ON FOR LONGER THAN IS SHOWN
M:	Bob Example <bob@example.org>, Cem <cem@example.org>
S:	Odd Fixes
F:	drivers/pump/valve
F:	drivers/pump/v*.[ch]
N:	[^a-z]valve
K:	\bvalve_(?:open|shut)\b
K:	of_valve | other_valve	# second

THE REST
M:	Linus Torvalds <torvalds@linux-foundation.org>
L:	linux-kernel@vger.kernel.org
S:	Buried alive in reporters
F:	*
F:	*/
`

// world is folders and files.
type world map[string]string

func (w world) IsDir(name string) bool {
	for path := range w {
		if strings.HasPrefix(path, name+"/") {
			return true
		}
	}
	return false
}

func (w world) Read(name string) []byte { return []byte(w[name]) }

var disk = world{"drivers/pump/valve/core.c": "", "drivers/pump/main.c": "", "Documentation/p.yaml": "maintainers:\n  - Cem X. Example <cem@example.org>\n  - Bob Example <bob@example.org>\n"}

func TestCovering(t *testing.T) {
	f := Parse([]byte(example))
	for path, want := range map[string]string{
		"drivers/pump/main.c":         "PUMPS 2, THE REST -1",
		"drivers/pump/valve/core.c":   "VALVES 0, THE REST -1", // by its name, which counts as far off
		"drivers/pump/valve/x/core.c": "VALVES 0, THE REST -1",
		"drivers/pump/volume.h":       "VALVES 3, PUMPS 2, THE REST -1",
		"drivers/pump/volume.hex":     "VALVES 3, PUMPS 2, THE REST -1", // a pattern is a beginning
		"drivers/pump/volume/a.c":     "VALVES 3, PUMPS 2, THE REST -1"[len("VALVES 3, "):],
		"drivers/pumps/main.c":        "THE REST -1",
		"include/linux/valve.h":       "VALVES 0, THE REST -1",
		"Makefile":                    "THE REST -1",
		"":                            "",
	} {
		var got []string
		for _, m := range f.Covering(path, disk, 0) {
			name, _, _ := strings.Cut(m.Section.Name, " AND")
			got = append(got, fmt.Sprintf("%s %d", name, m.Depth))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", path, s, want)
		}
	}
	if got := f.Covering("drivers/pump/deep/er/a.c", disk, 1); len(got) != 0 {
		t.Errorf("a pattern two folders above counts: %v", got)
	}
}

func lines(a Answer) string {
	var out []string
	for _, r := range append(a.People, a.Lists...) {
		out = append(out, r.String()+" ("+r.Role+")")
	}
	return strings.Join(out, "\n")
}

func TestAsk(t *testing.T) {
	f := Parse([]byte(example))
	o := Defaults()
	o.Mailmap = ParseMailmap([]byte("# names\nBob Example <bob@example.org> <bob@old.example.org>\n\"Cem Ö.\" <cem@example.org>\n<x@y> # nothing\n"))
	const valves = "VALVES AND A NAME THAT GOES ON FOR LONGER THAN..."
	for _, c := range []struct {
		name  string
		query Query
		set   func(*Options)
		want  string
	}{
		{"a file", Query{Paths: []string{"drivers/pump/main.c"}}, nil,
			"Ada Example <ada@example.org> (supporter:PUMPS)\nBob Example <bob@example.org> (reviewer:PUMPS)\n" +
				"linux-pump@example.org (open list:PUMPS)\nslow@example.org (moderated list:PUMPS)\nlinux-kernel@vger.kernel.org (open list)"},
		{"all lists, no people", Query{Paths: []string{"drivers/pump/main.c"}},
			func(o *Options) { o.Maintainers, o.Reviewers, o.Subscribers, o.Moderated = false, false, true, false },
			"linux-pump@example.org (open list:PUMPS)\nclosed@example.org (subscriber list:PUMPS)\nlinux-kernel@vger.kernel.org (open list)"},
		{"the chief", Query{Paths: []string{"x"}}, func(o *Options) { o.ChiefPenguins, o.Lists = true, false },
			"Linus Torvalds <torvalds@linux-foundation.org> (chief penguin:THE REST)"},
		{"a keyword in the text", Query{Prose: []string{"Call valve_open() first"}}, func(o *Options) { o.Lists = false },
			"Bob Example <bob@example.org> (odd fixer:" + valves + ":Keyword:\\bvalve_(?:open|shut)\\b)\n" +
				"\"Cem Ö.\" <cem@example.org> (odd fixer:" + valves + ":Keyword:\\bvalve_(?:open|shut)\\b)"},
		{"context is no change", Query{Diff: []string{" \tvalve_open();"}}, nil, ""},
		{"alternatives are bound as the script binds them", Query{Diff: []string{" \tother_valve();"}}, nil,
			"Bob Example <bob@example.org> (odd fixer:" + valves + ":Keyword:of_valve | other_valve	# second)\n" +
				"\"Cem Ö.\" <cem@example.org> (odd fixer:" + valves + ":Keyword:of_valve | other_valve	# second)"},
		{"keywords off", Query{Diff: []string{"+valve_open()"}}, func(o *Options) { o.Keywords = false }, ""},
		{"people of a binding", Query{Paths: []string{"Documentation/p.yaml"}}, func(o *Options) { o.Lists = false },
			"\"Cem Ö.\" <cem@example.org> (in file)\nBob Example <bob@example.org> (in file)"},
	} {
		now := o
		if c.set != nil {
			c.set(&now)
		}
		if got := lines(f.Ask(c.query, disk, now)); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
	a := f.Ask(Query{Paths: []string{"drivers/pump/main.c", "drivers/pump/b.c"}}, Nothing{}, o)
	if fmt.Sprint(a.Subsystems, a.Status, a.SCM) != "[PUMPS THE REST] [Supported Buried alive in reporters] [git git://example.org/pump.git]" {
		t.Errorf("%v %v %v", a.Subsystems, a.Status, a.SCM)
	}
}

func TestOfMessage(t *testing.T) {
	s := patch.Parse([]byte("From: A <a@b.c>\nSubject: [PATCH] pump: turn valve_open\n\nBody.\n\nFixes: 0123456789ab (\"add valve_shut\")\n---\n"+
		"diff --git a/old.c b/new.c\nrename from old.c\nrename to new.c\n--- a/old.c\n+++ b/new.c\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"), patch.Options{})
	q := OfMessage(s.Input, s.Messages[0])
	if got := strings.Join(q.Paths, " "); got != "new.c old.c" {
		t.Errorf("paths: %s", got)
	}
	if prose := strings.Join(q.Prose, "\n"); !strings.Contains(prose, "valve_open") || !strings.Contains(prose, "Body.") || strings.Contains(prose, "valve_shut") {
		t.Errorf("prose: %s", prose)
	}
	if len(q.Diff) != 9 || q.Diff[8] != "+c" {
		t.Errorf("diff: %q", q.Diff)
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"Ada Example <ada@example.org>":             "Ada Example <ada@example.org>",
		`"Example, Ada" <ada@example.org> (moved)`:  `"Example, Ada" <ada@example.org>`,
		"Ada (the first, really) <a@b>, <c@d>, e@f": `"Ada (the first, really)" <a@b>|c@d|e@f`,
		"Example, Ada <a@b>":                        `"Example, Ada" <a@b>`,
		"nobody":                                    "",
		"":                                          "",
		`Ada "A" <a@b>`:                             `"Ada \"A\"" <a@b>`,
		`"" <a@b>`:                                  `a@b`,
		`Ada "A" E <a@b>`:                           `"Ada \"A\" E" <a@b>`,
	} {
		var got []string
		for _, a := range ParseAddresses(text) {
			got = append(got, a.String())
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

func TestHarvest(t *testing.T) {
	var got []string
	for _, a := range Harvest([]byte("maintainers:\n  - Ada Q. Example <ada@example.org>\n  - \"A Long Bob Example\" <bob@example.org>,\n# see cem@example.org\n")) {
		got = append(got, a.String())
	}
	if s := strings.Join(got, "|"); s != `"Ada Q. Example" <ada@example.org>|Bob Example <bob@example.org>|see <cem@example.org>` {
		t.Errorf("%s", s)
	}
}

func TestPeople(t *testing.T) {
	var got []string
	for _, p := range Parse([]byte(example)).People() {
		got = append(got, fmt.Sprintf("%c:%s", p.Letter, p.Mail))
	}
	if s := strings.Join(got, " "); s != "M:ada@example.org R:bob@old.example.org L:linux-pump@example.org L:closed@example.org L:slow@example.org M:bob@example.org M:cem@example.org M:torvalds@linux-foundation.org L:linux-kernel@vger.kernel.org" {
		t.Error(s)
	}
}

func TestProblems(t *testing.T) {
	f := Parse([]byte("A\nK:\tgood\nK:\t(?<!x)y\nN:\t(\n"))
	problems := f.Problems()
	if len(problems) != 2 || problems[0].Line != 3 || problems[1].Line != 4 {
		t.Errorf("%v", problems)
	}
	if len(f.Ask(Query{Paths: []string{"a"}, Prose: []string{"y("}}, Nothing{}, Defaults()).Subsystems) != 0 {
		t.Error("what cannot be read matches")
	}
}

// TestNeededWords holds the cheap test to the expression behind it.
func TestNeededWords(t *testing.T) {
	for expr, want := range map[string]string{
		`mediatek`: "mediatek", `\bvalve_(?:open|shut)\b`: "valve_", `(devm_)?gpio_(un)?register`: "register", `[gG]oogle.?[tT]ensor`: "oogle", `(?i)pidfd`: "",
		`phylink\.h|struct\s+phylink`: "phylink.h phylink", `a*`: "", `x|y*`: "", `(?:ab){2}c`: "ab", `\b(?i:rust)\b`: "", `^[+-].*macsec`: "macsec",
	} {
		m, err := newMatcher(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(m.words, " "); got != want {
			t.Errorf("%s: %q, want %q", expr, got, want)
		}
		for _, line := range []string{"", "a", "ab", "ababc", "mediatek", "valve_open", "xvalve_open", "gpio_register", "devm_gpio_unregister", "Google Tensor", "oogle", "PIDfd", "struct  phylink", "phylink.h", "struct", "use Rust", "+ macsec", " macsec"} {
			if m.MatchString(line) != m.re.MatchString(line) {
				t.Errorf("%s on %q: %v", expr, line, m.MatchString(line))
			}
		}
	}
}

// TestHostile: patterns made to take long or much room do neither.
func TestHostile(t *testing.T) {
	var b strings.Builder
	b.WriteString("A\nF:\t" + strings.Repeat("*a", 5000) + "b/\nF:\t[\nF:\t[a-\nK:\t(a+)+$\nK:\t" + strings.Repeat("(", 900) + "\nK:\t" + strings.Repeat("x", longestExpression+1) + "\n")
	for range mostExpressions + 50 {
		b.WriteString("K:\t(?:a{100}){2}\n")
	}
	f := Parse([]byte(b.String()))
	long := strings.Repeat("a", 100_000)
	a := f.Ask(Query{Paths: []string{long}, Prose: []string{long + "!"}}, Nothing{}, Defaults())
	if len(a.Subsystems) != 1 {
		t.Errorf("%d sections", len(a.Subsystems))
	}
	if n := len(f.Problems()); n < 52 {
		t.Errorf("%d problems", n)
	}
}

// FuzzAsk holds that no text makes the package fail or hang.
func FuzzAsk(f *testing.F) {
	f.Add([]byte(example), "drivers/pump/valve/core.c", "valve_open <a@b>")
	f.Fuzz(func(t *testing.T, text []byte, path, prose string) {
		file := Parse(text)
		file.Problems()
		o := Defaults()
		o.FileMails, o.Mailmap = true, ParseMailmap(text)
		a := file.Ask(Query{Paths: []string{path}, Prose: []string{prose}, Diff: []string{prose}}, world{path: prose}, o)
		for _, r := range append(a.People, a.Lists...) {
			if r.Mail == "" {
				t.Errorf("%q has no address", r.Name)
			}
		}
	})
}
