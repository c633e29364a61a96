// SPDX-License-Identifier: GPL-2.0-or-later

package trailer

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// author is who a message is from, from a line of the view on.
type author struct {
	from int
	name string // the address in its usual form
}

type authorList []author

// before is the author that holds for a line, "" if none does yet.
func (list authorList) before(index int) string {
	name := ""
	for _, a := range list {
		if a.from <= index {
			name = a.name
		}
	}
	return name
}

// authors finds who a message is from. In our reading that is one: the author
// git am would take, or whoever commits. Checkpatch takes any line that begins
// with From:, wherever it stands, for what holds from there on.
func authors(p *analyzer.Pass, v *analyzer.View) authorList {
	if v.Script != nil {
		return scriptAuthors(v)
	}
	if v.CommitFile {
		if name, mail, ok := p.Facts.History.Identity(); ok {
			return authorList{{0, address{name: name, addr: mail}.String()}}
		}
		return nil
	}
	if v.Message.From == "" {
		return nil
	}
	return authorList{{0, parseAddress(strings.ReplaceAll(v.Message.From, `"`, "")).String()}}
}

func scriptAuthors(v *analyzer.View) authorList {
	var list authorList
	for i := range v.Len() {
		l := v.Line(i)
		if len(l.Text) < 5 || l.Text[0] != 'F' && l.Text[0] != '=' ||
			l.Class == patch.ClassFileHeader || l.Class == patch.ClassHunkHeader {
			continue
		}
		text, _ := patch.DecodeWords(string(l.Text))
		rest, ok := strings.CutPrefix(text, "From:")
		if !ok {
			continue
		}
		name := strings.TrimLeft(rest, blanks)
		// Folded lines follow as they are, without a blank and not decoded.
		for k := i + 1; k < v.Len(); k++ {
			next := v.Line(k).Text
			if len(next) == 0 || next[0] != ' ' && next[0] != '\t' {
				break
			}
			name += string(trimLeft(next))
		}
		if !ascii(name) && bytes.Contains(l.Text, []byte("=?")) && !bytes.Contains(bytes.ToLower(l.Text), []byte("=?utf-8?")) {
			// Other character sets are decoded and not made UTF-8 again.
			name = latin(name)
		}
		name = strings.ReplaceAll(name, `"`, "")
		list = append(list, author{i, parseAddress(name).String()})
	}
	return list
}

// latin writes characters as single bytes, as a comparison of checkpatch sees
// them.
func latin(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(min(r, 0xff)))
	}
	return string(b)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
