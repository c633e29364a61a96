// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferIsEnabled is reported for a question that IS_ENABLED() asks as one.
var PreferIsEnabled = &analyzer.Rule{
	Type:   "PREFER_IS_ENABLED",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "#if defined(CONFIG_X) || defined(CONFIG_X_MODULE)",
	Doc: `IS_ENABLED(CONFIG_X) is true when X is built in or a module: that is what the two names
ask for together. Both orders, names with digits and #elif are known. A condition with more in it
is left to the reader.`,
	Bad:  "#if defined(CONFIG_X) || defined(CONFIG_X_MODULE)\n#endif\n",
	Good: "#if IS_ENABLED(CONFIG_X)\n#endif\n",
	Link: "process/coding-style.html#conditional-compilation",
	Fix:  analyzer.FixAlways,
}

var preferIsEnabled = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferIsEnabled},
	Lines:  source.Directive,
	OnLine: checkPreferIsEnabled,
}

func checkPreferIsEnabled(p *analyzer.Pass, line int) {
	if p.Text.Lines[line].Features&source.HasPipeCaret == 0 {
		return
	}
	hash, end := p.LineTokens(line)
	comment := false
	for end > hash && p.Tokens.Kind[end-1] == token.Comment {
		comment = true
		end--
	}
	elif := p.Is(hash+1, "elif")
	if !elif && p.Tokens.WordAt(hash+1) != token.If {
		return
	}
	left, next := definedName(p, hash+2, end)
	if left < 0 || p.Tokens.KindAt(next) != token.OrOr {
		return
	}
	right, next := definedName(p, next+1, end)
	if right < 0 || next != end {
		return
	}
	a, b := p.TokenText(left), p.TokenText(right)
	prefix := p.Options().KconfigPrefix
	swapped := strings.HasSuffix(a, "_MODULE") && !strings.HasSuffix(b, "_MODULE")
	if swapped {
		a, b = b, a
	}
	if b != a+"_MODULE" || !strings.HasPrefix(a, prefix) {
		return
	}
	whole := p.SpanRange(analyzer.Span{First: hash + 2, End: end})
	f := p.Warn(PreferIsEnabled, whole, "ask for IS_ENABLED(%s)", a)
	if elif || swapped || comment || !onlyCapitals(strings.TrimPrefix(a, prefix)) {
		f.DifferWider("an #elif, another order, a digit in the name, or a comment behind")
	}
	f.Rewrite("Ask for IS_ENABLED("+a+")", analyzer.Replace(whole, "IS_ENABLED("+a+")"))
}

// definedName reads defined X or defined(X) at token i; it returns the name
// and the token behind.
func definedName(p *analyzer.Pass, i, end int) (name, next int) {
	if i >= end || p.Tokens.Word[i] != token.Defined {
		return -1, i
	}
	i++
	paren := i < end && p.Tokens.Kind[i] == token.LParen
	if paren {
		i++
	}
	if i >= end || p.Tokens.Kind[i] != token.Ident {
		return -1, i
	}
	name = i
	i++
	if paren {
		if i >= end || p.Tokens.Kind[i] != token.RParen {
			return -1, i
		}
		i++
	}
	return name, i
}

func onlyCapitals(s string) bool {
	return s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}
