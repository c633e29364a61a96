// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// TypecastIntConstant is reported for a cast of a number to an int type.
var TypecastIntConstant = &analyzer.Rule{
	Type:   "TYPECAST_INT_CONSTANT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Number cast to an integer type",
	Doc: `A suffix gives a number its type: 1UL instead of (unsigned long)1. Only
casts to int, long and long long are meant, signed or not; there is no suffix
for shorter types. A cast that changes the value, as of a floating constant or
of one that does not fit, is needed and stays.`,
	Bad:  "unsigned long x = (unsigned long)1;\n",
	Good: "unsigned long x = 1UL;\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}

var typecastIntConstant = &analyzer.Check{
	Rules:   []*analyzer.Rule{TypecastIntConstant},
	Tokens:  []token.Kind{token.Number},
	OnToken: checkTypecastIntConstant,
}

// checkTypecastIntConstant looks for a cast in front of a number. checkpatch
// reports the first of a line.
func checkTypecastIntConstant(p *analyzer.Pass, tok int) {
	suffix, open, ok := intCast(p, tok-1)
	if !ok {
		return
	}
	line := p.TokenLine(tok)
	number := p.TokenText(tok)
	if p.TokenLine(open) != line || operand.Constant([]byte(number), 0) != len(number) {
		return
	}
	f := p.Warn(TypecastIntConstant, p.TokensRange(open, tok), "a number is given its type by a suffix, not by a cast")
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if p.Tokens.Kind[i] != token.Number {
			continue
		}
		if _, _, earlier := intCast(p, i-1); earlier {
			f.DifferWider("the second on a line")
		}
	}
	bare := number[:suffixStart(number)]
	if strings.ContainsAny(bare, ".pP") || !isHex(bare) && strings.ContainsAny(bare, "eE") {
		f.DifferNarrower("the cast turns a floating constant into an integer")
		return
	}
	value, err := strconv.ParseUint(strings.ToLower(bare), 0, 64)
	if err != nil || value > fits(suffix) {
		f.DifferNarrower("the number does not fit the type and the cast changes it")
		return
	}
	f.Rewrite("Use a suffix", analyzer.Replace(p.TokensRange(open, tok), bare+suffix))
}

// intCast reads the cast that ends at token end: its type as a suffix of a
// constant, and its opening parenthesis.
func intCast(p *analyzer.Pass, end int) (suffix string, open int, ok bool) {
	if p.Tokens.KindAt(end) != token.RParen {
		return "", 0, false
	}
	unsigned, longs, ints, signs := false, 0, 0, 0
	i := end - 1
	for ; p.Tokens.KindAt(i) == token.Ident; i-- {
		switch p.Tokens.Word[i] {
		case token.Unsigned:
			unsigned = true
			signs++
		case token.Signed:
			signs++
		case token.Long:
			longs++
		case token.Int:
			ints++
		default:
			return "", 0, false
		}
	}
	if p.Tokens.KindAt(i) != token.LParen || ints+longs == 0 || ints > 1 || longs > 2 || signs > 1 {
		return "", 0, false
	}
	if unsigned {
		suffix = "U"
	}
	return suffix + strings.Repeat("L", longs), i, true
}

// fits is the largest value of the type that a suffix gives, on a machine
// where it is smallest.
func fits(suffix string) uint64 {
	switch suffix {
	case "ULL":
		return 1<<64 - 1
	case "LL":
		return 1<<63 - 1
	case "U", "UL":
		return 1<<32 - 1
	}
	return 1<<31 - 1
}

func isHex(number string) bool { return len(number) > 2 && number[0] == '0' && number[1]|0x20 == 'x' }

// suffixStart is where the suffix of an integer constant begins.
func suffixStart(number string) int {
	end := len(number)
	for end > 0 && (number[end-1]|0x20 == 'u' || number[end-1]|0x20 == 'l') {
		end--
	}
	return end
}
