// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UseNegativeErrno is reported for a positive error number that is returned.
var UseNegativeErrno = &analyzer.Rule{
	Type:   "USE_NEGATIVE_ERRNO",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Positive error number returned",
	Doc: `Functions of the kernel that can fail return a negative error number, so
that callers can test for "less than zero". Names that begin with an E but are
no error numbers, such as EOF and EPOLLIN, are not meant.`,
	Bad:  "int f(void)\n{\n\treturn EINVAL;\n}\n",
	Good: "int f(void)\n{\n\treturn -EINVAL;\n}\n",
	Link: "process/coding-style.html#function-return-values-and-names",
	Fix:  analyzer.FixSometimes,
}

var useNegativeErrno = &analyzer.Check{
	Rules:  []*analyzer.Rule{UseNegativeErrno},
	Words:  []string{"return"},
	OnWord: checkUseNegativeErrno,
}

// checkUseNegativeErrno looks at "return ENAME". checkpatch takes any name of
// E and capitals for an error number.
func checkUseNegativeErrno(p *analyzer.Pass, tok int) {
	k := p.After(tok)
	for p.Tokens.KindAt(k) == token.LParen {
		k = p.After(k)
	}
	if p.Tokens.KindAt(k) == token.Ident {
		if end := pastParens(p, k); p.Tokens.KindAt(end) == token.Semi || p.Tokens.KindAt(end) == token.Colon || p.Tokens.KindAt(end) == token.Comma {
			reportErrno(p, tok, k, end)
			return
		}
	}
	checkErrnoArms(p, tok)
}

// pastParens is the first token behind i that closes no parenthesis.
func pastParens(p *analyzer.Pass, i int) int {
	i = p.After(i)
	for p.Tokens.KindAt(i) == token.RParen {
		i = p.After(i)
	}
	return i
}

func reportErrno(p *analyzer.Pass, tok, k, end int) {
	name := p.TokenText(k)
	known := isErrno(name)
	if !known && !looksLikeErrno(name) {
		return
	}
	f := p.Warn(UseNegativeErrno, p.TokenRange(k), "an error number is returned negative: -%s", name).
		AtLine(p.TokenLine(tok))
	if known {
		f.MaybeFix("Return -"+name, analyzer.Insert(p.Tokens.Start[k], "-"))
	} else {
		f.DifferNarrower("no error number of the kernel")
	}
	if !looksLikeErrno(name) || p.TokenLine(end) != p.TokenLine(tok) {
		f.DifferWider("names with digits, and values on another line")
	}
}

// checkErrnoArms looks at "return x ? ENAME : 0".
func checkErrnoArms(p *analyzer.Pass, tok int) {
	i := tok + 1
	defer func() { p.Saw(i) }()
	for ; i < p.Tokens.Len() && i < tok+40; i++ {
		switch p.Tokens.Kind[i] {
		case token.Semi, token.LBrace, token.RBrace:
			return
		case token.Question, token.Colon:
			k, end := p.After(i), p.After(i+1)
			if p.Tokens.KindAt(k) != token.Ident || end != k+1 || !isErrno(p.TokenText(k)) {
				continue
			}
			if e := p.Tokens.KindAt(end); e == token.Semi || e == token.Colon {
				name := p.TokenText(k)
				p.Warn(UseNegativeErrno, p.TokenRange(k), "an error number is returned negative: -%s", name).
					DifferWider("an arm of a conditional expression").
					MaybeFix("Return -"+name, analyzer.Insert(p.Tokens.Start[k], "-"))
			}
		}
	}
}

func looksLikeErrno(name string) bool {
	if len(name) < 2 || name[0] != 'E' || name == "EOF" || name == "ERROR" || strings.HasPrefix(name, "EPOLL") {
		return false
	}
	for i := 0; i < len(name); i++ {
		if operand.IsDigit(name[i]) || name[i] < 'A' || name[i] > 'Z' {
			return false
		}
	}
	return true
}
