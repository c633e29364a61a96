// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
)

// Options say how to judge. The zero value is not ready; see Defaults.
type Options struct {
	// Strict shows the findings that checkpatch calls CHECK.
	Strict bool
	// Parity reports what checkpatch would, known faults included.
	Parity bool
	// MaxLineLength is in columns, TabSize too.
	MaxLineLength, TabSize int
	// Widths, if set, gives both for a file that a patch changes, by its path.
	Widths func(path string) (maxLineLength, tabSize int)
	// MinConfigHelp is how many lines of help a Kconfig entry needs.
	MinConfigHelp int
	// Types, if not empty, are the only types shown; Ignore are never shown.
	// As in checkpatch, Ignore counts only where Types is empty.
	Types, Ignore map[string]bool
	// SignOff judges sign-offs, FixesTag asks for a missing Fixes: trailer.
	SignOff, FixesTag bool
	// KconfigPrefix is the prefix of configuration symbols.
	KconfigPrefix string
	// CommentChar starts a comment in a commit message; zero means '#'.
	CommentChar byte
	// Facts are what is known of the world outside the text.
	Facts facts.Facts
	// Keep, if set, returns those of an input's findings that are reported:
	// the rest was looked at by somebody who wants it to stay as it is. It may
	// be called from many goroutines.
	Keep func(in Input, found []*Finding) []*Finding
	// Series, if set, makes of the mails in each patch a series by itself; for
	// one in several inputs there is CheckSeries.
	Series *SeriesOptions
	// Timing asks for the time that each check takes.
	Timing bool
	// ParseAll parses all C, so that Result tells how much was understood.
	ParseAll bool
}

// Defaults are checkpatch's own.
func Defaults() Options {
	return Options{MaxLineLength: 100, TabSize: 8, MinConfigHelp: 4, SignOff: true,
		FixesTag: true, KconfigPrefix: "CONFIG_"}
}

// shown reports whether findings of a type pass the filters. The two kinds of
// long line that have a type of their own follow LONG_LINE as well.
func (o *Options) shown(typ string) bool {
	if strings.HasPrefix(typ, "LONG_LINE_") && !o.shown("LONG_LINE") {
		return false
	}
	if len(o.Types) > 0 {
		return o.Types[typ]
	}
	return !o.Ignore[typ]
}

// keepsSlashes: checkpatch leaves the slashes of // comments in place only
// for those who ignore this type, which no check reports.
func (o *Options) keepsSlashes() bool {
	return len(o.Types) == 0 && o.Ignore["C99_COMMENT_TOLERANCE"]
}
