// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// hostileTexts are texts made to hurt, about n tokens each.
func hostileTexts(n int) map[string]string {
	rep := strings.Repeat
	inBody := func(s string) string { return "int f(void)\n{\n" + s + "\n}\n" }
	return map[string]string{
		"open parens":          inBody("x = " + rep("(", n)),
		"parens":               inBody("x = " + rep("(", n) + "1" + rep(")", n) + ";"),
		"open braces":          rep("{", n),
		"braces":               inBody(rep("{", n) + rep("}", n)),
		"close braces":         rep("}", n),
		"close braces column":  rep("}\n", n),
		"close parens":         inBody(rep(")", n)),
		"brackets":             inBody("x" + rep("[", n) + rep("]", n) + ";"),
		"mixed brackets":       rep("({[", n/3),
		"crossed brackets":     inBody(rep("( { ) }", n/4)),
		"not":                  inBody("x = " + rep("!", n) + "1;"),
		"stars":                inBody("x = " + rep("*", n) + "p;"),
		"conditional":          inBody("x = " + rep("a ? b : ", n) + "c;"),
		"else if":              inBody(rep("if (a) b; else ", n) + "c;"),
		"if if":                inBody(rep("if (a) ", n) + "c;"),
		"labels":               inBody(rep("a: ", n) + ";"),
		"cases":                inBody("switch (x) {" + rep("case 1: ", n) + "}"),
		"calls":                inBody("f" + rep("(1)", n) + ";"),
		"nested calls":         inBody(rep("f(", n) + rep(")", n) + ";"),
		"casts":                inBody("x = " + rep("(int)", n) + "1;"),
		"members":              inBody("x" + rep("->a", n) + " = 1;"),
		"structs":              rep("struct a { ", n) + rep("} x;", n),
		"initialisers":         "int x[] = " + rep("{", n) + rep("}", n) + ";",
		"commas":               inBody("f(" + rep(",", n) + ");"),
		"list":                 "int x[] = {" + rep("1,", n) + "};",
		"words":                rep("abc ", n),
		"words in a body":      inBody(rep("abc ", n)),
		"operators":            rep("+ - * / ", n/4),
		"operators in a body":  inBody(rep("+ - * / ", n/4)),
		"semicolons":           rep(";", n),
		"ifdefs":               rep("#ifdef A\n", n),
		"ifdefs in a body":     inBody("x\n" + rep("#ifdef A\n", n/4) + rep("#endif\n", n/4)),
		"elses":                inBody("x\n#ifdef A\n" + rep("a\n#else\n", n/4) + "#endif\n;"),
		"endifs":               rep("#endif\n", n),
		"defines":              rep("#define A 1\n", n),
		"do":                   inBody(rep("do ", n)),
		"for":                  inBody(rep("for (;;) ", n) + ";"),
		"statement expression": inBody("x = " + rep("({ ", n) + "1;" + rep("})", n) + ";"),
		"strings":              rep(`"a"`, n),
		"quotes":               rep(`"'`, n),
		"NULs":                 rep("\x00", n),
		"invalid UTF-8":        rep("\xff\xfe", n),
		"byte order marks":     rep("\xef\xbb\xbf", n/4) + "int x;",
		"backslashes":          rep("\\\n", n),
		"macros":               rep("A(b)\n", n/4),
		"typedefs":             rep("typedef ", n),
		"typeof":               rep("typeof(", n) + rep(")", n),
		"sizeof":               inBody("x = " + rep("sizeof ", n) + "y;"),
		"declarators":          "int " + rep("(*", n) + "f" + rep(")(void)", n) + ";",
		"parameters":           "int f(" + rep("int (*", n/4) + rep(")(int)", n/4) + ");",
		"K&R":                  "int f(a)" + rep(" int a;", n/4),
		"attributes":           rep("__attribute__((", n/4),
		"case without colon":   inBody(rep("case a ", n)),
		"list without commas":  "int x[] = {" + rep("A ", n) + "};",
		"calls without commas": "int x[] = {" + rep("A(1) ", n) + "};",
		"values without comma": "int x[] = {" + rep(".a = 1 ", n) + "};",
		"lists":                "int x = " + rep("{} ", n) + ";",
		"words behind":         "int f(a)" + rep(" b", n) + ";",
		"calls at the top":     rep("A(b) ", n),
		"directives":           rep("A(b)\n#if x\n#endif\n", n/10),
		"comments":             rep("#define A /*\n*/ 1\n", n/10) + rep("/* */ # x\n", n/10),
		"members in a struct":  "struct a {" + rep("B(c) ", n) + "};",
		"groups":               "struct a {" + rep("B(c; ", n/10) + rep(")", n/10) + "};",
		"words in parens":      inBody("x = (" + rep("a ", n) + ");"),
		"dots":                 rep("...", n),
		"enum":                 "enum {" + rep("a b ", n) + "};",
		"asm":                  inBody(rep("asm(", n/4)),
		"extern":               rep(`extern "C" {`, n/4),
	}
}

// TestHostile parses them. None may crash or hang, and every tree must be
// well-formed. With KSTYLE_LONG_TESTS they are ten times as long.
func TestHostile(t *testing.T) {
	n := 10_000
	if os.Getenv("KSTYLE_LONG_TESTS") != "" {
		n = 100_000
	}
	p := newParser(t)
	for name, text := range hostileTexts(n) {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			parseAll(t, p, text)
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			} else if d > time.Second && testing.Verbose() {
				t.Logf("took %v", d)
			}
		})
	}
}

// FuzzParse parses any bytes, whole and as a hunk.
func FuzzParse(f *testing.F) {
	for _, c := range maskCases {
		f.Add(c.text, uint16(3), uint16(40))
	}
	f.Add("int f(void)\n{\n#if A\n\tif (x) {\n#else\n\tif (y) {\n#endif\n\t\tz();\n\t}\n}\n", uint16(9), uint16(60))
	p, err := NewParser()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, from, length uint16) {
		parseAll(t, p, text)
		checkChunks(t, p, text, from, length)
	})
}

// checkChunks verifies that chunks cover the part of the text they are asked
// for, and parses them.
func checkChunks(t *testing.T, p *Parser, text string, from, length uint16) {
	clean, toks := read(text)
	lo := min(int(from), len(clean))
	hi := min(lo+int(length), len(clean))
	for lo > 0 && clean[lo-1] != '\n' {
		lo--
	}
	for hi < len(clean) && (hi == 0 || clean[hi-1] != '\n') {
		hi++
	}
	verify := func(chunks []Chunk, from, to uint32) {
		at := from
		for _, c := range chunks {
			if c.Start != at || c.End < c.Start || c.First > c.Last {
				t.Fatalf("chunk %+v behind offset %d", c, at)
			}
			at = c.End
			if c.Kind == Code {
				checkTree(t, p.Parse(clean, toks, c), c)
			}
		}
		if at != to && from < to {
			t.Fatalf("chunks end at %d, want %d", at, to)
		}
	}
	verify(Chunks(clean, toks), 0, uint32(len(clean)))
	verify(ChunksIn(clean, toks, uint32(lo), uint32(hi)), uint32(lo), uint32(hi))
}

// TestMutants breaks good code at random places.
func TestMutants(t *testing.T) {
	p := newParser(t)
	var all strings.Builder
	for _, c := range maskCases {
		all.WriteString(c.text)
	}
	text := all.String()
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"{", "}", "(", ")", ";", "\"", "'", "/*", "*/", "#if 0\n", "\n#else\n", "\n#endif\n", ",", "=", "if", "\n", "struct "}
	for range 300 {
		b := []byte(text)
		for range 1 + rng.IntN(4) {
			at := rng.IntN(len(b))
			switch rng.IntN(3) {
			case 0:
				b = append(b[:at], b[min(at+1+rng.IntN(30), len(b)):]...)
			case 1:
				b[at] = byte(rng.IntN(256))
			default:
				b = append(b[:at], append([]byte(pieces[rng.IntN(len(pieces))]), b[at:]...)...)
			}
		}
		checkChunks(t, p, string(b), uint16(rng.IntN(len(b))), uint16(rng.IntN(2000)))
	}
}

// TestParsersInParallel runs one parser per goroutine, which is the rule.
func TestParsersInParallel(t *testing.T) {
	clean, toks := read(maskCases[0].text)
	chunks := Chunks(clean, toks)
	done := make(chan string)
	for range 4 {
		go func() {
			p, err := NewParser()
			if err != nil {
				done <- err.Error()
				return
			}
			defer p.Close()
			got := ""
			for range 50 {
				got = ""
				for _, c := range chunks {
					got += sketch(p.Parse(clean, toks, c))
				}
			}
			done <- got
		}()
	}
	first := <-done
	for range 3 {
		if got := <-done; got != first {
			t.Errorf("got %s\nwant %s", got, first)
		}
	}
}

func TestClosedParser(t *testing.T) {
	p, err := NewParser()
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	p.Close()
	clean, toks := read("int x;\n")
	tree := p.Parse(clean, toks, Chunks(clean, toks)[0])
	if !tree.HasError || tree.NotUnderstood != 7 {
		t.Errorf("a closed parser understands: %+v", tree)
	}
	var none token.Stream
	if got := Chunks(nil, &none); len(got) != 0 {
		t.Errorf("chunks of nothing: %v", got)
	}
}
