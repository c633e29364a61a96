// SPDX-License-Identifier: GPL-2.0-or-later

package expr

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ConstantConversion is reported for the constant forms of byte swapping.
var ConstantConversion = &analyzer.Rule{
	Type:   "CONSTANT_CONVERSION",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Constant form of a byte order conversion",
	Doc: `The conversions of byte order know by themselves when their argument is a
constant, so the forms that begin with __constant_ are not needed. Headers for
user space (include/uapi/) keep them, because the short forms are not there.`,
	Bad:  "int x = __constant_htons(5);\n",
	Good: "int x = htons(5);\n",
	Link: "dev-tools/checkpatch.html#api-usage",
	Fix:  analyzer.FixAlways,
}

// constantConversions are the names that checkpatch knows, sorted.
var constantConversions = []string{
	"__constant_be16_to_cpu",
	"__constant_be32_to_cpu",
	"__constant_be64_to_cpu",
	"__constant_cpu_to_be16",
	"__constant_cpu_to_be32",
	"__constant_cpu_to_be64",
	"__constant_cpu_to_le16",
	"__constant_cpu_to_le32",
	"__constant_cpu_to_le64",
	"__constant_htons",
	"__constant_le16_to_cpu",
	"__constant_le32_to_cpu",
	"__constant_le64_to_cpu",
	"__constant_ntohs",
}

// wideConversions are those that it has left out, sorted.
var wideConversions = []string{
	"__constant_htonl",
	"__constant_ntohl",
}

var constantConversion = &analyzer.Check{
	Rules:  []*analyzer.Rule{ConstantConversion},
	Words:  append(append([]string{}, constantConversions...), wideConversions...),
	OnWord: checkConstantConversion,
}

// checkConstantConversion reports the first call of a line, as checkpatch, and
// any further one as well.
func checkConstantConversion(p *analyzer.Pass, tok int) {
	if strings.HasPrefix(p.Text.Path, "include/uapi/") || p.Tokens.KindAt(tok+1) != token.LParen {
		return
	}
	name := p.TokenText(tok)
	at := p.TokenRange(tok)
	f := p.Warn(ConstantConversion, at, "%s() knows a constant by itself", strings.TrimPrefix(name, prefixConstant)).
		Rewrite("Drop "+prefixConstant, analyzer.Delete(source.Range{Start: at.Start, End: at.Start + uint32(len(prefixConstant))}))
	wide := func(i int) bool { return strings.HasSuffix(p.TokenText(i), "l") }
	if wide(tok) {
		f.DifferWider("htonl and ntohl")
		return
	}
	for i, _ := p.LineTokens(p.TokenLine(tok)); i < tok; i++ {
		if p.Tokens.Word[i] != token.NoWord && strings.HasPrefix(p.TokenText(i), prefixConstant) && !wide(i) {
			f.DifferWider("the second on a line")
			return
		}
	}
	if strings.Contains(p.Text.Path, "/include/uapi/") {
		f.DifferNarrower("an exported header of an architecture or a tool")
	}
}

const prefixConstant = "__constant_"
