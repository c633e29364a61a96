// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// IsEnabledConfig is reported for IS_ENABLED() of something that is always off.
var IsEnabledConfig = &analyzer.Rule{
	Type:   "IS_ENABLED_CONFIG",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "IS_ENABLED() without CONFIG_",
	Doc: `IS_ENABLED(FOO) is false for ever when the symbol is called CONFIG_FOO, and nobody
complains. The parameter of a macro passes, and so does code in comments; the prefix is
CONFIG_ unless the options say otherwise.`,
	Bad:  "static int a = IS_ENABLED(FOO);\n",
	Good: "static int a = IS_ENABLED(CONFIG_FOO);\n#define X(c) IS_ENABLED(c)\n",
	Link: "process/coding-style.html#conditional-compilation",
	Fix:  analyzer.FixSometimes,
}

var isEnabledConfig = &analyzer.Check{
	Rules:  []*analyzer.Rule{IsEnabledConfig},
	OnText: checkIsEnabledConfig,
}

const isEnabled = "IS_ENABLED"

// checkIsEnabledConfig goes over the raw text, comments included; checkpatch
// judges the first of a line.
func checkIsEnabledConfig(p *analyzer.Pass) {
	raw, last := p.Text.Raw, -1
	for name := range p.Marks(isEnabled) {
		at := name + len(isEnabled)
		if name > 0 && operand.IsWord(raw[name-1]) {
			continue
		}
		open := operand.Blanks(raw, at)
		if open >= len(raw) || raw[open] != '(' {
			continue
		}
		arg := operand.Blanks(raw, open+1)
		end := arg
		for end < len(raw) && operand.IsWord(raw[end]) {
			end++
		}
		closing := operand.Blanks(raw, end)
		line := p.Text.LineAt(uint32(name))
		if end == arg || closing >= len(raw) || raw[closing] != ')' || !p.Added(line) {
			continue
		}
		whole := source.Range{Start: uint32(name), End: uint32(closing + 1)}
		oneLine := p.OneLine(whole)
		if !strings.HasPrefix(string(raw[arg:end]), p.Options().KconfigPrefix) {
			reportIsEnabled(p, whole, source.Range{Start: uint32(arg), End: uint32(end)}, oneLine && line != last)
		}
		if oneLine {
			last = line
		}
	}
}

func reportIsEnabled(p *analyzer.Pass, whole, arg source.Range, base bool) {
	name := string(p.Text.Raw[arg.Start:arg.End])
	reason := ""
	switch {
	case p.Text.Clean[whole.Start] == source.Filler || p.Text.Clean[whole.Start] == 'X':
		reason = "no code"
	case isParameter(p, arg.Start, name):
		reason = "a parameter of the macro"
	case strings.ToUpper(name) != name:
		reason = "not the name of a symbol"
	}
	if reason != "" && !base {
		return
	}
	prefix := p.Options().KconfigPrefix
	f := p.Warn(IsEnabledConfig, whole, "IS_ENABLED(%s) should be IS_ENABLED(%s%s)", name, prefix, name)
	switch {
	case reason != "":
		f.DifferNarrower(reason)
		return
	case !base:
		f.DifferWider("spread over lines, or a second one on the line")
	}
	f.MaybeFix("Add "+prefix, analyzer.Insert(arg.Start, prefix))
}

// isParameter reports whether a name at an offset is a parameter of the macro
// in whose definition it stands.
func isParameter(p *analyzer.Pass, at uint32, name string) bool {
	line := p.Text.LineAt(at)
	for line > 0 && p.Text.Lines[line-1].Features&source.Continued != 0 && p.Text.Lines[line].Features&source.Define == 0 {
		line--
	}
	if p.C == nil {
		return false
	}
	m, ok := p.C.Macro(line)
	if !ok {
		return false
	}
	for _, param := range p.C.Params(&m) {
		if param == name {
			return true
		}
	}
	return false
}
