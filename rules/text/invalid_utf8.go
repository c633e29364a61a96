// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// InvalidUTF8 is reported for text in another encoding.
var InvalidUTF8 = &analyzer.Rule{
	Type:   "INVALID_UTF8",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "Bytes that are not UTF-8",
	Doc: `The kernel's files and commit texts are in UTF-8. A byte that is no part
of a well-formed character comes from another encoding, or from a program that
changed it on the way.`,
	Bad:  "/* M\xfcller */\n",
	Good: "/* Müller */\n",
	Link: "process/email-clients.html",
}

var invalidUTF8 = &analyzer.Check{
	Rules:  []*analyzer.Rule{InvalidUTF8},
	Kinds:  source.AnyFile,
	OnLine: checkInvalidUTF8,
}

var invalidUTF8InMessage = &analyzer.Check{Rules: []*analyzer.Rule{InvalidUTF8}, OnView: checkInvalidUTF8InMessage}

const utf8Message = "not UTF-8"

// firstInvalid is the first byte that is neither printable nor part of a
// character, -1 if there is none. control tells of a control character, which
// checkpatch takes for one.
func firstInvalid(b []byte) (at int, control bool) {
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c >= 0x20 && c < 0x7f || c == '\t' || c == '\r':
			i++
		case c < utf8.RuneSelf:
			return i, true
		default:
			r, size := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && size <= 1 {
				return i, false
			}
			i += size
		}
	}
	return -1, false
}

func checkInvalidUTF8(p *analyzer.Pass, i int) {
	if !p.Strict() || !p.Parity() && !p.Text.Lines[i].Features.Has(source.NonASCII) {
		return
	}
	line := p.Raw(i)
	at, control := firstInvalid(line)
	if at < 0 {
		return
	}
	if control && !p.Parity() {
		// Differs: control characters are UTF-8; a real fault may follow.
		if at = skipControls(line, at); at < 0 {
			return
		}
		control = false
	}
	x := p.Strictly(InvalidUTF8, p.Columns(i, at, at+1), utf8Message)
	if control {
		x.DifferNarrower("control characters are UTF-8")
	}
}

// skipControls goes on behind a control character.
func skipControls(b []byte, at int) int {
	for {
		next, control := firstInvalid(b[at+1:])
		if next < 0 {
			return -1
		}
		at += next + 1
		if !control {
			return at
		}
	}
}

// checkInvalidUTF8InMessage looks at what stands above the first diff. Lines that
// were in another character set have been converted.
func checkInvalidUTF8InMessage(p *analyzer.Pass, v *analyzer.View) {
	for i := range v.Len() {
		l := v.Line(i)
		plus := v.Script != nil && len(l.Text) > 0 && l.Text[0] == '+'
		if !outside(&l) || v.Script != nil && l.Path != "" && !plus || v.Script == nil && !l.InHeader() && !l.InLog() {
			continue
		}
		at, control := firstInvalid(l.Text)
		if control && v.Script == nil {
			at = skipControls(l.Text, at)
		}
		if at >= 0 {
			p.ReportView(v, analyzer.Strict, InvalidUTF8, i, at, at+1, utf8Message)
		}
	}
}
