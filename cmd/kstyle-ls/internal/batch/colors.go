// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"github.com/fatih/color"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// colors are the styles of the format; without colour they leave text alone.
type colors struct {
	error, warning, strict, typ, margin, fix, removed, added, hunk, context *color.Color
}

func newColors(on bool) colors {
	style := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return colors{
		error: style(color.FgRed, color.Bold), warning: style(color.FgYellow, color.Bold),
		strict: style(color.FgCyan, color.Bold), typ: style(color.Bold),
		margin: style(color.FgBlue), fix: style(color.FgGreen),
		removed: style(color.FgRed), added: style(color.FgGreen), hunk: style(color.FgCyan), context: style(),
	}
}

func (c colors) level(l analyzer.Level) *color.Color {
	switch l {
	case analyzer.Error:
		return c.error
	case analyzer.Warning:
		return c.warning
	}
	return c.strict
}
