// SPDX-License-Identifier: GPL-2.0-or-later

// Command newrule writes what a new rule begins with: its file in a family,
// its entry in the family's list, and one case, which fails until the rule
// does something.
//
//	go run ./rules/internal/newrule FAMILY TYPE_NAME
//
// It knows how rule files look and overwrites nothing.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./rules/internal/newrule FAMILY TYPE_NAME   (from the top of the project)")
		os.Exit(2)
	}
	made, err := create(".", os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintf(os.Stderr, "newrule: %v\n", err)
		os.Exit(1)
	}
	for _, name := range made {
		fmt.Println("wrote", name)
	}
	fmt.Printf("next: go test ./rules -run 'Cases/%s'\n", strings.ToLower(os.Args[2]))
}

var (
	typeName   = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)
	familyName = regexp.MustCompile(`^[a-z]+$`)
	listHead   = "var Checks = []*analyzer.Check{\n"
)

// create writes the files below the project's top and returns their names.
func create(top, family, typ string) ([]string, error) {
	if !typeName.MatchString(typ) {
		return nil, fmt.Errorf("%s: types are written LIKE_THIS", typ)
	}
	if !familyName.MatchString(family) {
		return nil, fmt.Errorf("%s: families are small letters", family)
	}
	list := filepath.Join(top, "rules", family, "family.go")
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, fmt.Errorf("find the family %s: %w", family, err)
	}
	listed, err := enlist(string(text), unexported(typ))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", list, err)
	}
	rule := filepath.Join(top, "rules", family, fileName(typ))
	folder := filepath.Join(top, "testdata", "rules", strings.ToLower(typ))
	kase := filepath.Join(folder, "basic.txtar")
	for _, name := range []string{rule, kase} {
		if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s is there already", name)
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	names := strings.NewReplacer("PACKAGE", family, "EXPORTED", exported(typ), "UNEXPORTED", unexported(typ), "TYPE", typ)
	for name, content := range map[string]string{rule: names.Replace(ruleText), kase: names.Replace(caseText), list: listed} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return nil, err
		}
	}
	return []string{rule, list, kase}, nil
}

// enlist puts a check into the family's list, in order.
func enlist(text, check string) (string, error) {
	if one := strings.Replace(listHead, "{\n", "{}\n", 1); strings.Contains(text, one) {
		text = strings.Replace(text, one, listHead+"}\n", 1)
	}
	begin := strings.Index(text, listHead)
	if begin < 0 {
		return "", errors.New("has no list of checks that begins with " + strings.TrimSpace(listHead))
	}
	begin += len(listHead)
	size := strings.Index(text[begin:], "}")
	if size < 0 {
		return "", errors.New("the list of checks has no end")
	}
	lines := strings.SplitAfter(text[begin:begin+size], "\n")
	at := slices.IndexFunc(lines, func(l string) bool {
		name := strings.TrimRight(strings.TrimSpace(l), ",")
		return name == "" || !strings.HasPrefix(name, "//") && name > check
	})
	if at < 0 {
		at = len(lines)
	}
	lines = slices.Insert(lines, at, "\t"+check+",\n")
	return text[:begin] + strings.Join(lines, "") + text[begin+size:], nil
}

// special are last words of file names that the go command would read as a
// build constraint or a test.
var special = strings.Fields("test unix aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos " +
	"386 amd64 arm arm64 loong64 mips mips64 mipsle mips64le ppc64 ppc64le riscv64 s390 s390x sparc64 wasm")

// fileName is LONG_LINE as long_line.go.
func fileName(typ string) string {
	name := strings.ToLower(typ)
	if slices.Contains(special, name[strings.LastIndexByte(name, '_')+1:]) {
		name += "_rule"
	}
	return name + ".go"
}

// initialisms keep their letters large in Go names.
var initialisms = strings.Fields("API BIT BUG DMA DOS DT EOF FSF GIT GPL ID IO IRQ SPDX URL UTF8 YAML")

// exported is LONG_LINE as LongLine.
func exported(typ string) string {
	var b strings.Builder
	for _, word := range strings.Split(typ, "_") {
		if !slices.Contains(initialisms, word) {
			word = word[:1] + strings.ToLower(word[1:])
		}
		b.WriteString(word)
	}
	return b.String()
}

// unexported is LONG_LINE as longLine.
func unexported(typ string) string {
	first, _, _ := strings.Cut(typ, "_")
	return strings.ToLower(first) + strings.TrimPrefix(exported(typ), exported(first))
}

const ruleText = `// SPDX-License-Identifier: GPL-2.0-or-later

package PACKAGE

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// EXPORTED is reported for WHAT.
var EXPORTED = &analyzer.Rule{
	Type:   "TYPE",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "WHAT, in a few words",
	Doc: ` + "`What is reported, why, and the exceptions.\n`" + `,
	Bad:  "int bad;\n",
	Good: "int good;\n",
	Link: "process/coding-style.html",
	Fix:  analyzer.FixNever,
}

var UNEXPORTED = &analyzer.Check{
	Rules:  []*analyzer.Rule{EXPORTED},
	Words:  []string{"bad"},
	OnWord: checkEXPORTED,
}

// checkEXPORTED reports WHAT.
func checkEXPORTED(p *analyzer.Pass, tok int) {
}
`

const caseText = `WHAT is reported, and its neighbour is not.
checks: TYPE

-- drivers/x/a.c --
int bad;
//~ WARNING TYPE "bad" WHAT
int good;
`
