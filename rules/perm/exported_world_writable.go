// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// ExportedWorldWritable is reported for files of the kernel that everybody may
// write.
var ExportedWorldWritable = &analyzer.Rule{
	Type:   "EXPORTED_WORLD_WRITABLE",
	Levels: []analyzer.Level{analyzer.Warning, analyzer.Error},
	Title:  "A file that everybody may write",
	Doc: `A file in sysfs, debugfs or proc that everybody may write hands a part of the kernel to
everybody. A literal mode in the place where the function takes it is an ERROR; names of bits, and
modes elsewhere in debugfs_create_*() and DEVICE_ATTR*(), are a WARNING. The same mode is not
reported twice.`,
	Bad:  "static DEVICE_ATTR(a, 0666, a_show, a_store);\n",
	Good: "static DEVICE_ATTR(a, 0644, a_show, a_store);\n",
	Link: "dev-tools/checkpatch.html#permissions",
}

var worldWritable = &analyzer.Check{
	Rules:   []*analyzer.Rule{ExportedWorldWritable},
	Words:   []string{"S_IALLUGO", "S_IRWXUGO", "S_IWOTH", "S_IWUGO"},
	OnWord:  checkWorldWritable,
	Tokens:  []token.Kind{token.Number},
	OnToken: checkWorldWritableNumber,
}

func checkWorldWritableNumber(p *analyzer.Pass, tok int) {
	if isWritable(p.Tokens.Text(p.Text.Clean, tok)) {
		checkWorldWritable(p, tok)
	}
}

// isWritable tells four octal digits with the bit for writing by others.
func isWritable(d []byte) bool {
	if len(d) != 4 || d[0] != '0' || d[1] < '0' || d[1] > '7' || d[2] < '0' || d[2] > '7' {
		return false
	}
	return d[3] == '2' || d[3] == '3' || d[3] == '6' || d[3] == '7'
}

// checkWorldWritable is called for each mode that others may write with.
func checkWorldWritable(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	head := p.Clean(line)[:p.Tokens.Start[tok]-p.Text.Lines[line].Start]
	base := mentionsFile(head) && !earlierMode(p, line, tok)
	takes, literal := takesMode(p, tok)
	ours := takes && !literal
	if !base && !ours {
		return
	}
	f := p.Warn(ExportedWorldWritable, p.TokenRange(tok), "everybody may write this file")
	switch {
	case literal:
		f.DifferNarrower("the same mode is an ERROR already")
	case !takes:
		f.DifferNarrower("no argument of the call")
	case !base:
		f.DifferWider("the call began on another line, or is of another function")
	}
}

// mentionsFile reports whether the text names a function of debugfs or a
// device attribute.
func mentionsFile(text []byte) bool {
	if bytes.Contains(text, []byte("DEVICE_ATTR")) {
		return true
	}
	debugfs := []byte("debugfs_create_")
	i := bytes.Index(text, debugfs)
	return i >= 0 && i+len(debugfs) < len(text) && token.IsIdentByte(text[i+len(debugfs)])
}

// earlierMode reports whether another such mode, seen by checkpatch, stands
// in front of the token on its line.
func earlierMode(p *analyzer.Pass, line, tok int) bool {
	first, _ := p.LineTokens(line)
	for i := first; i < tok; i++ {
		text := p.Tokens.Text(p.Text.Clean, i)
		switch {
		case p.Tokens.Kind[i] == token.Number && isWritable(text):
		case p.Tokens.Kind[i] == token.Ident && isWritableName(text):
		default:
			continue
		}
		if mentionsFile(p.Clean(line)[:p.Tokens.Start[i]-p.Text.Lines[line].Start]) {
			return true
		}
	}
	return false
}

func isWritableName(name []byte) bool {
	switch string(name) {
	case "S_IALLUGO", "S_IRWXUGO", "S_IWOTH", "S_IWUGO":
		return true
	}
	return false
}

// takesMode reports whether the innermost call around a token takes modes
// there, and whether it is one that the ERROR is about.
func takesMode(p *analyzer.Pass, tok int) (takes, literal bool) {
	if p.Tokens.KindAt(tok-1) == token.Tilde {
		return false, false // a mask that takes the bit away
	}
	depth, commas := 0, 0
	for i := tok - 1; i > 0 && tok-i < 200; i-- {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.Comma:
			if depth == 0 {
				commas++
			}
		case token.LParen:
			if depth > 0 {
				depth--
				continue
			}
			if p.Tokens.Kind[i-1] != token.Ident {
				commas = 0 // a group: what matters is around it
				continue
			}
			return isModeCall(p, i-1, commas, tok)
		case token.Semi, token.LBrace, token.RBrace:
			return false, false
		}
	}
	return false, false
}

func isModeCall(p *analyzer.Pass, name, index, tok int) (takes, literal bool) {
	pl, known := placeOf(p, name)
	if known {
		m, ok := modeOf(p, name)
		return index == pl.index, ok && m.number == tok
	}
	return mentionsFile(p.Tokens.Text(p.Text.Clean, name)), false
}
