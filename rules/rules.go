// SPDX-License-Identifier: GPL-2.0-or-later

// Package rules joins the families. It is the only list of them, and the only
// thing it knows.
package rules

import (
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/rules/alloc"
	"github.com/kstyle-ls/kstyle-ls/rules/api"
	"github.com/kstyle-ls/kstyle-ls/rules/brace"
	"github.com/kstyle-ls/kstyle-ls/rules/comment"
	"github.com/kstyle-ls/kstyle-ls/rules/decl"
	"github.com/kstyle-ls/kstyle-ls/rules/diff"
	"github.com/kstyle-ls/kstyle-ls/rules/expr"
	"github.com/kstyle-ls/kstyle-ls/rules/flow"
	"github.com/kstyle-ls/kstyle-ls/rules/layout"
	"github.com/kstyle-ls/kstyle-ls/rules/macro"
	"github.com/kstyle-ls/kstyle-ls/rules/message"
	"github.com/kstyle-ls/kstyle-ls/rules/module"
	"github.com/kstyle-ls/kstyle-ls/rules/naming"
	"github.com/kstyle-ls/kstyle-ls/rules/perm"
	"github.com/kstyle-ls/kstyle-ls/rules/preproc"
	"github.com/kstyle-ls/kstyle-ls/rules/print"
	"github.com/kstyle-ls/kstyle-ls/rules/series"
	"github.com/kstyle-ls/kstyle-ls/rules/spacing"
	"github.com/kstyle-ls/kstyle-ls/rules/sync"
	"github.com/kstyle-ls/kstyle-ls/rules/text"
	"github.com/kstyle-ls/kstyle-ls/rules/trailer"
	"github.com/kstyle-ls/kstyle-ls/rules/whitespace"
)

// Family is a group of checks that belong together.
type Family struct {
	Name   string
	Checks []*analyzer.Check
}

// Families are all families, sorted by name.
func Families() []Family {
	return []Family{
		{"alloc", alloc.Checks},
		{"api", api.Checks},
		{"brace", brace.Checks},
		{"comment", comment.Checks},
		{"decl", decl.Checks},
		{"diff", diff.Checks},
		{"expr", expr.Checks},
		{"flow", flow.Checks},
		{"layout", layout.Checks},
		{"macro", macro.Checks},
		{"message", message.Checks},
		{"module", module.Checks},
		{"naming", naming.Checks},
		{"perm", perm.Checks},
		{"preproc", preproc.Checks},
		{"print", print.Checks},
		{"series", series.Checks},
		{"spacing", spacing.Checks},
		{"sync", sync.Checks},
		{"text", text.Checks},
		{"trailer", trailer.Checks},
		{"whitespace", whitespace.Checks},
	}
}

// All are the checks of all families.
func All() []*analyzer.Check {
	var out []*analyzer.Check
	for _, f := range Families() {
		out = append(out, f.Checks...)
	}
	return out
}

//go:generate go run ./internal/rulesdoc
//go:generate go test . -run Differences -update

// FamilyOf names the family of a message type, "" if there is none.
func FamilyOf(typ string) string {
	for _, f := range Families() {
		if slices.ContainsFunc(f.Checks, func(c *analyzer.Check) bool {
			return slices.ContainsFunc(c.Rules, func(r *analyzer.Rule) bool { return r.Type == typ })
		}) {
			return f.Name
		}
	}
	return ""
}
