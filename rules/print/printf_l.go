// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PrintfL is reported for the length %L in front of an integer.
var PrintfL = &analyzer.Rule{
	Type:   "PRINTF_L",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "%Ld and its kin",
	Doc: `In C, the length L belongs to long double alone. The kernel and the GNU library take it
for a long long in front of an integer, compilers warn; %lld says the same and is standard. Every
string is judged, because a format often stands apart from the call.`,
	Bad:  "static void f(long long x)\n{\n\tpr_info(\"%Ld\\n\", x);\n}\n",
	Good: "static void f(long long x)\n{\n\tpr_info(\"%lld %%Ld\\n\", x);\n}\n",
	Link: "core-api/printk-formats.html#integer-types",
	Fix:  analyzer.FixAlways,
}

// PrintfZ is reported for the old length %Z.
var PrintfZ = &analyzer.Rule{
	Type:   "PRINTF_Z",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "%Zd and its kin",
	Doc: `%Z was the GNU library's length for a size_t before C99 brought %z. The kernel does not
know it any more and prints nonsense. Every string is judged, because a format often stands apart
from the call.`,
	Bad:  "static void f(size_t x)\n{\n\tpr_info(\"%Zu\\n\", x);\n}\n",
	Good: "static void f(size_t x)\n{\n\tpr_info(\"%zu %%Zu\\n\", x);\n}\n",
	Link: "core-api/printk-formats.html#integer-types",
	Fix:  analyzer.FixAlways,
}

// Printf0xdecimal is reported for a decimal number that looks hexadecimal.
var Printf0xdecimal = &analyzer.Rule{
	Type:   "PRINTF_0XDECIMAL",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "0x in front of a decimal number",
	Doc: `"0x%d" prints a number that reads as another one. Either the 0x goes or the number is
printed with %x, or both at once with %#x; only the author knows which was meant.`,
	Bad:  "static void f(int x)\n{\n\tpr_info(\"0x%d\\n\", x);\n}\n",
	Good: "static void f(int x)\n{\n\tpr_info(\"%d %#x 0x%x\\n\", x, x, x);\n}\n",
	Link: "dev-tools/checkpatch.html#others",
}

var printfFormats = &analyzer.Check{
	Rules:   []*analyzer.Rule{PrintfL, PrintfZ, Printf0xdecimal},
	Tokens:  []token.Kind{token.String},
	OnToken: checkPrintfFormats,
}

// checkPrintfFormats goes over the conversions of one string. Checkpatch sees
// the first line of a string that runs over several.
func checkPrintfFormats(p *analyzer.Pass, tok int) {
	r := p.TokenRange(tok)
	text := p.Text.Raw[r.Start:r.End]
	if bytes.IndexByte(text, '%') < 0 {
		return
	}
	line := bytes.IndexByte(text, '\n')
	told := false
	for k := 0; ; {
		i := bytes.IndexByte(text[k:], '%')
		if i < 0 || k+i+1 >= len(text) {
			return
		}
		k += i + 1
		if text[k] == '%' {
			k++
			continue
		}
		end, length, plain, letter := conversion(text, k)
		at := source.Range{Start: r.Start + uint32(k-1), End: r.Start + uint32(end)}
		behind := line >= 0 && k > line
		if length >= 0 && plain && bytes.IndexByte([]byte("diouxX"), letter) >= 0 {
			reportLength(p, tok, text, length, letter, at, behind)
		}
		if k >= 3 && string(text[k-3:k-1]) == "0x" && bytes.IndexByte([]byte("diou"), letter) >= 0 {
			at.Start -= 2
			f := p.Error(Printf0xdecimal, at, "0x in front of a decimal number")
			switch {
			case behind || told:
				f.DifferWider("more than one in a string, or on its second line")
			case length >= 0:
				f.DifferWider("the length L or Z")
				continue
			}
			told = true
		}
	}
}

// conversion reads what follows a %: the end, where an L or Z stands directly
// before the letter (-1 if not), whether no other length stands before that,
// and the letter.
func conversion(text []byte, k int) (end, length int, plain bool, letter byte) {
	length, plain = -1, true
	for ; k < len(text); k++ {
		switch c := text[k]; c {
		case '*', '.', '$', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			plain = plain && length < 0
			length = -1
		case 'l', 'z', 't', 'h':
			plain, length = false, -1
		case 'L', 'Z':
			plain = plain && length < 0
			length = k
		default:
			return k + 1, length, plain, c
		}
	}
	return k, -1, false, 0
}

// reportLength reports a length that is not standard; each of the two once on
// a line, as far as checkpatch goes.
func reportLength(p *analyzer.Pass, tok int, text []byte, length int, letter byte, at source.Range, behind bool) {
	rule, better := PrintfL, "ll"
	if text[length] == 'Z' {
		rule, better = PrintfZ, "z"
	}
	again := p.Reported(rule, p.TokenLine(tok))
	f := p.Warn(rule, at, "%%%c%c is not standard: use %%%s%c", text[length], letter, better, letter)
	if behind || again {
		f.DifferWider("more than one on a line, or on the second line of a string")
	}
	where := p.Tokens.Start[tok] + uint32(length)
	f.MaybeFix("Use %"+better, analyzer.Replace(source.Range{Start: where, End: where + 1}, better))
}
