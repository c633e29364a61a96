// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// UTF8BeforePatch is reported for mails that say the wrong character set.
var UTF8BeforePatch = &analyzer.Rule{
	Type:   "UTF8_BEFORE_PATCH",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Text in UTF-8 in a mail that says another character set",
	Doc: `The header of the mail names a character set, and its text holds
characters in UTF-8 all the same. git believes the header, and the commit will
have odd characters instead.`,
	Bad:     exampleMail("Content-Type: text/plain; charset=\"iso-8859-1\"\n", "foo: change bar", "Müller says why.\n\n"),
	Good:    exampleMail("Content-Type: text/plain; charset=\"utf-8\"\n", "foo: change bar", "Müller says why.\n\n"),
	Example: "x.patch",
	Link:    "process/email-clients.html",
}

var utf8BeforePatch = &analyzer.Check{Rules: []*analyzer.Rule{UTF8BeforePatch}, OnView: checkUTF8BeforePatch}

const charsetMessage = "the text is in UTF-8, the header of the mail says otherwise"

func checkUTF8BeforePatch(p *analyzer.Pass, v *analyzer.View) {
	if v.Script != nil {
		scriptUTF8(p, v)
		return
	}
	if v.CommitFile || !namesOtherCharset(v.Message) {
		return
	}
	// The lines of the message have been converted; the input has not.
	lateLines(v, func(i int, line []byte) {
		raw := v.Stream.Input.Line(v.InputLine(i))
		if hasUTF8(raw) {
			widen(v, i, p.ReportView(v, analyzer.Warning, UTF8BeforePatch, i, 0, -1, charsetMessage))
		}
	})
}

// namesOtherCharset tells whether the header names a character set that is
// neither UTF-8 nor part of it. Differs: quotes are not needed, and folded
// headers are read.
func namesOtherCharset(m *patch.Message) bool {
	h, ok := m.Header("Content-Type")
	if !ok {
		return false
	}
	if h, ok := m.Header("Content-Transfer-Encoding"); ok && !strings.EqualFold(h.Value, "8bit") && !strings.EqualFold(h.Value, "binary") {
		return false
	}
	// A malformed header says nothing.
	_, params, _ := mime.ParseMediaType(h.Raw)
	switch strings.ToLower(params["charset"]) {
	case "", "utf-8", "utf8", "unknown-8bit":
		return false
	}
	return true
}

func scriptUTF8(p *analyzer.Pass, v *analyzer.View) {
	other := false
	for i := range v.Len() {
		l := v.Line(i)
		if l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		if l.Has(patch.FlagHeaderAfter) && bytes.HasPrefix(l.Text, []byte("Content-Type:")) {
			other = other || quotesOtherCharset(l.Text[len("Content-Type:"):])
		}
		if other && l.Has(patch.FlagLogAfter) && l.Path == "" && hasUTF8(l.Text) {
			p.ReportView(v, analyzer.Warning, UTF8BeforePatch, i, 0, -1, charsetMessage)
		}
	}
}

// quotesOtherCharset reads a character set in double quotes.
func quotesOtherCharset(value []byte) bool {
	const key = `charset="`
	at := bytes.LastIndex(value, []byte(key))
	if at < 1 {
		return false
	}
	rest := value[at+len(key):]
	end := bytes.LastIndexByte(rest, '"')
	return end > 0 && !bytes.Contains(bytes.ToLower(rest[:end]), []byte("utf-8"))
}

// hasUTF8 tells whether a well-formed character of several bytes is in a text.
func hasUTF8(b []byte) bool {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r != utf8.RuneError && size > 1 {
			return true
		}
		i += size
	}
	return false
}
