// SPDX-License-Identifier: GPL-2.0-or-later

package print

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// PreferPrLevel is reported for printk() with a level that has a function.
var PreferPrLevel = &analyzer.Rule{
	Type:   "PREFER_PR_LEVEL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "printk(KERN_<LEVEL> ...)",
	Doc: `The functions named after a level are shorter and say who speaks: those of the subsystem
first (netdev_err() and the like), then dev_err() where a device is at hand, then pr_err(), which
puts the text of pr_fmt() in front. That text, and pr_debug() being off unless it is asked for,
is why the fix wants a look. KERN_DEFAULT has no such function and is left alone.`,
	Bad:  "static void f(void)\n{\n\tprintk(KERN_ERR \"x\\n\");\n}\n",
	Good: "static void f(void)\n{\n\tpr_err(\"x\\n\");\n}\n",
	Link: "process/coding-style.html#printing-kernel-messages",
	Fix:  analyzer.FixSometimes,
}

// PreferDevLevel is reported for dev_printk() with a level that has a function.
var PreferDevLevel = &analyzer.Rule{
	Type:   "PREFER_DEV_LEVEL",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "dev_printk(KERN_<LEVEL>, ...)",
	Doc: `dev_err() and its kin are shorter than dev_printk() with the same level, and put the
text of dev_fmt() in front, where a file has one. dev_dbg() is off unless it is asked for, so a
fix wants a look. dev_printk() is for a level that is known only when the program runs.`,
	Bad:  "static void f(struct device *dev)\n{\n\tdev_printk(KERN_ERR, dev, \"x\\n\");\n}\n",
	Good: "static void f(struct device *dev, const char *level)\n{\n\tdev_err(dev, \"x\\n\");\n\tdev_printk(level, dev, \"x\\n\");\n}\n",
	Link: "process/coding-style.html#printing-kernel-messages",
	Fix:  analyzer.FixSometimes,
}

var preferLevel = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferPrLevel, PreferDevLevel},
	Words:  []string{"dev_printk", "printk", "printk_once", "printk_ratelimited"},
	OnWord: checkPreferLevel,
}

func checkPreferLevel(p *analyzer.Pass, tok int) {
	use, near := p.UseOf(tok)
	if use == analyzer.NotCalled {
		return
	}
	open := p.NextCode(tok)
	level := p.NextCode(open)
	if p.Tokens.KindAt(level) != token.Ident {
		return
	}
	name := p.Tokens.Text(p.Text.Clean, level)
	if len(name) <= len(kern) || string(name[:len(kern)]) != kern || name[len(kern)] < 'A' || name[len(kern)] > 'Z' {
		return
	}
	rule, called := PreferPrLevel, p.Words.String(p.Tokens.Word[tok])
	if called == "dev_printk" {
		rule = PreferDevLevel
	}
	base := near && p.Near(open, level) && !p.Reported(rule, p.TokenLine(tok))
	better, ok := levelFunction(called, string(name[len(kern):]))
	if !base && !ok {
		return
	}
	f := p.Warn(rule, p.TokenRange(tok), "%s(%s ...) is %s", called, name, better)
	switch {
	case !ok:
		f.DifferNarrower("there is no function for this level")
		return
	case !base:
		f.DifferWider("the level on another line, or a second one on the line")
	}
	if edits, ok := levelEdits(p, tok, level, better, rule == PreferDevLevel); ok {
		f.MaybeFix("Call "+better+"()", edits...)
	}
}

// levelFunction names the function for a call with a level.
func levelFunction(called, level string) (string, bool) {
	short, ok := levelNames[level]
	if !ok {
		return "a function named after the level", false
	}
	if called == "dev_printk" {
		if short == "debug" {
			short = "dbg"
		}
		return "dev_" + short, short != "cont"
	}
	return "pr_" + short + strings.TrimPrefix(called, "printk"), true
}

// levelNames are what levels are called in the names of functions.
var levelNames = map[string]string{
	"ALERT":   "alert",
	"CONT":    "cont",
	"CRIT":    "crit",
	"DEBUG":   "debug",
	"EMERG":   "emerg",
	"ERR":     "err",
	"INFO":    "info",
	"NOTICE":  "notice",
	"WARNING": "warn",
}

// levelEdits change the name and take the level away; a literal must follow,
// because the functions paste text in front of it. dev_printk() has a comma
// and the device between the two.
func levelEdits(p *analyzer.Pass, tok, level int, better string, comma bool) ([]fix.Edit, bool) {
	next := level + 1
	if comma {
		if p.Tokens.KindAt(next) != token.Comma {
			return nil, false
		}
		next++
	} else if p.Tokens.KindAt(next) != token.String {
		return nil, false
	}
	if next >= p.Tokens.Len() || p.Tokens.Kind[next] == token.Comment || !p.Near(next-1, next) {
		return nil, false
	}
	gone := p.TokenRange(level)
	gone.End = p.Tokens.Start[next]
	return []fix.Edit{analyzer.Replace(p.TokenRange(tok), better), analyzer.Delete(gone)}, true
}
