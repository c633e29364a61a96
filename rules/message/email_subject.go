// SPDX-License-Identifier: GPL-2.0-or-later

package message

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// EmailSubject is reported for titles that name a tool.
var EmailSubject = &analyzer.Rule{
	Type:   "EMAIL_SUBJECT",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Title that names the tool instead of the change",
	Doc: `The title of a commit says what changes. That checkpatch, sparse or
smatch found what was wrong may be said in the text. A tool that is the part of
the kernel being changed, in front of a colon, is meant itself.`,
	Bad:     exampleMail("", "foo: fix checkpatch warnings", text),
	Good:    exampleMail("", "checkpatch: fix a crash", text),
	Example: "x.patch",
	Link:    "process/submitting-patches.html#the-canonical-patch-format",
}

var emailSubject = &analyzer.Check{Rules: []*analyzer.Rule{EmailSubject}, OnView: checkEmailSubject}

var tools = []string{"checkpatch", "sparse", "smatch"}

const toolMessage = "say what changes, not that %s found it"

func checkEmailSubject(p *analyzer.Pass, v *analyzer.View) {
	if v.Script != nil {
		for i := range v.Len() {
			l := v.Line(i)
			if !l.InHeader() || !hasPrefixFold(l.Text, "subject:") {
				continue
			}
			if at, tool := namesTool(l.Text, len("subject:")); tool != "" {
				p.ReportView(v, analyzer.Warning, EmailSubject, i, at, at+len(tool), toolMessage, tool)
			}
		}
		return
	}
	if v.CommitFile {
		if log := v.Message.Log; log.Len() > 0 {
			title(p, v, v.Index(log.First))
		}
		return
	}
	h, ok := v.Message.Header("Subject")
	if !ok {
		return
	}
	for i := range v.Len() {
		l := v.Line(i)
		if l.InHeader() && v.InputLine(i) >= h.Lines.First && v.InputLine(i) < h.Lines.End {
			title(p, v, i)
		}
	}
}

// title judges one line of a title. Differs: a tool at the very end is seen, and
// "checkpatch.pl:" in front of the title is the name of a part of the kernel.
func title(p *analyzer.Pass, v *analyzer.View, i int) {
	line := v.Line(i).Text
	script := hasPrefixFold(line, "subject:")
	from := 0
	if script {
		from = len("subject:")
	}
	for _, tool := range tools {
		for at := findWord(line, tool, from); at >= 0; at = findWord(line, tool, at+1) {
			end := at + len(tool)
			if end < len(line) && isWord(line[end]) || hasPrefixFold(line[end:], ".pl:") || hasPrefixFold(line[end:], ":") {
				continue
			}
			f := p.ReportView(v, analyzer.Warning, EmailSubject, i, at, end, toolMessage, tool)
			if !script && !v.CommitFile || end == len(line) {
				f.DifferWider("checkpatch does not look at the end of a line or at a folded one")
			}
			return
		}
	}
}

// namesTool finds the name of a tool as checkpatch does: a whole word that is
// followed by anything but a colon.
func namesTool(line []byte, from int) (at int, tool string) {
	at = -1
	for _, t := range tools {
		for i := findWord(line, t, from); i >= 0; i = findWord(line, t, i+1) {
			end := i + len(t)
			if end == len(line) || isWord(line[end]) || line[end] == ':' {
				continue
			}
			if at < 0 || i < at {
				at, tool = i, string(bytes.ToLower(line[i:end]))
			}
			break
		}
	}
	return at, tool
}
