// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PrintkWithoutKernLevel is reported for messages without a level.
var PrintkWithoutKernLevel = &analyzer.Rule{
	Type:   "PRINTK_WITHOUT_KERN_LEVEL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "printk() without a level",
	Doc: `A message without KERN_<LEVEL> gets the default level of the machine, whatever it says.
pr_info() and its kin cannot be called without one. A call passes where the level stands on the
next line, is handed over in a variable, a macro or a leading "%s" for something called level or prefix, or
where the whole format is passed on, as wrappers of printk() do. printk_once(), printk_ratelimited() and the deferred
variants are judged as well.`,
	Bad:  "static void f(void)\n{\n\tprintk(\"hello\\n\");\n}\n",
	Good: "static void f(const char *level)\n{\n\tpr_info(\"hello\\n\");\n\tprintk(\"%shello\\n\", level);\n}\n",
	Link: "core-api/printk-basics.html",
}

var printkWithoutKernLevel = &analyzer.Check{
	Rules: []*analyzer.Rule{PrintkWithoutKernLevel},
	Words: []string{
		"printk",
		"printk_deferred",
		"printk_deferred_once",
		"printk_once",
		"printk_ratelimited",
	},
	OnWord: checkPrintkWithoutKernLevel,
}

func checkPrintkWithoutKernLevel(p *analyzer.Pass, tok int) {
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled {
		return
	}
	open := p.NextCode(tok)
	plain := p.Tokens.End[tok]-p.Tokens.Start[tok] == uint32(len("printk"))
	base := plain && near && !startsLevel(p.Text.Clean[p.Tokens.End[open]:]) &&
		!p.Reported(PrintkWithoutKernLevel, p.TokenLine(tok))
	reason := levelElsewhere(p, open)
	if use != analyzer.Called {
		reason = analyzer.NarrowOwner
	}
	if !base && reason != "" {
		return
	}
	f := p.Warn(PrintkWithoutKernLevel, p.TokenRange(tok), "a message needs a level: KERN_<LEVEL>, or pr_<level>()")
	switch {
	case reason != "":
		f.DifferNarrower(reason)
	case !plain:
		f.DifferWider("a variant of printk()")
	case !base:
		f.DifferWider("spread over lines, or a second one on the line")
	}
}

// levelElsewhere says why the call whose parenthesis is open needs no level of
// its own; "" if it does.
func levelElsewhere(p *analyzer.Pass, open int) string {
	first := p.NextCode(open)
	for p.Tokens.KindAt(first) == token.Backslash {
		first = p.NextCode(first)
	}
	switch p.Tokens.KindAt(first) {
	case token.String:
		text := p.Tokens.Text(p.Text.Raw, first)
		if (bytes.HasPrefix(text, []byte("\"%s")) || bytes.HasPrefix(text, []byte("\"%c%c"))) && handsLevel(p, open) {
			return "the level may be the first argument"
		}
		if bytes.HasPrefix(text, []byte("\"\\001")) {
			return "the level is spelt out"
		}
		return ""
	case token.Ident:
		if isLevel(p.Tokens.Text(p.Text.Clean, first)) {
			return "the level follows behind blanks or on the next line"
		}
		if definedAsText(p, first) {
			return ""
		}
		return "the level or the whole format is handed over"
	}
	return "no literal format"
}

// handsLevel reports whether the argument behind the format is a level, as far
// as its name tells.
func handsLevel(p *analyzer.Pass, open int) bool {
	c, ok := p.CallAt(p.PrevCode(open))
	if !ok || c.Count < 2 {
		return false
	}
	arg := strings.ToLower(p.SpanText(c.Arg(1)))
	for _, word := range []string{"lvl", "level", "kern_", "pfx", "prefix"} {
		if strings.Contains(arg, word) {
			return true
		}
	}
	return false
}

// definedAsText reports whether the text defines the name at a token as a
// string, so that no level is in it.
func definedAsText(p *analyzer.Pass, tok int) bool {
	name := p.TokenText(tok)
	found := false
	p.EachName(name, func(i int) {
		if !found && p.Is(i, name) && p.Is(i-1, "define") && p.Tokens.KindAt(i+1) == token.String {
			found = !bytes.HasPrefix(p.Tokens.Text(p.Text.Raw, i+1), []byte("\"\\001"))
		}
	})
	return found
}

// startsLevel reports whether text begins with the name of a level.
func startsLevel(text []byte) bool {
	n := len(kern)
	for n < len(text) && token.IsIdentByte(text[n]) {
		n++
	}
	return n <= len(text) && isLevel(text[:n])
}

const kern = "KERN_"

// isLevel reports whether a word is KERN_ and capitals.
func isLevel(word []byte) bool {
	if len(word) <= len(kern) || string(word[:len(kern)]) != kern {
		return false
	}
	for _, c := range word[len(kern):] {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}
