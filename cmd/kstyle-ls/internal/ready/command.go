// SPDX-License-Identifier: GPL-2.0-or-later

package ready

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/kstyle-ls/kstyle-ls/analyzer/patch"
)

// folder is where the proposed commands put mails.
const folder = "outgoing"

// commands proposes what would send the series.
func (p *Page) commands(inputs []Input, streams []*patch.Stream) {
	send := []string{"git", "send-email"}
	for _, r := range p.To {
		send = append(send, "--to="+r.Address)
	}
	for _, r := range p.Cc {
		send = append(send, "--cc="+r.Address)
	}
	var ranges, files []string
	several := ""
	for i, in := range inputs {
		switch {
		case in.Revision != "":
			if !slices.Contains(ranges, in.Revision) {
				ranges = append(ranges, in.Revision)
			}
		case in.Disk == "":
			p.note("save %q to a file, it cannot be sent from where it is", in.Name)
			return
		case strings.ContainsFunc(in.Disk, unicode.IsControl):
			p.note("rename %q, its name cannot be typed", in.Name)
			return
		default:
			files = append(files, argument(in.Disk))
			if len(streams[i].Messages) > 1 {
				several = in.Disk
			}
		}
	}
	switch {
	case len(ranges) > 0 && len(files) > 0 || len(ranges) > 1:
		p.note("make patches of all of it with git format-patch before it is sent")
	case len(ranges) == 1:
		prepare := []string{"git", "format-patch", "-o", folder}
		if len(p.Mails) > 1 {
			prepare = append(prepare, "--cover-letter")
		}
		p.Commands = [][]string{append(prepare, formatRange(ranges[0])...), append(send, folder)}
		p.note("write the cover letter, if there is one, and look once more: kstyle-ls check --series %s", folder)
	case several != "" && len(files) > 1:
		p.note("git sends files with one mail each; take %q apart with git mailsplit", several)
	case several != "":
		dir := argument(several) + ".d"
		p.Commands = [][]string{{"mkdir", dir}, {"git", "mailsplit", "-o" + dir, argument(several)}, append(send, dir)}
	default:
		p.Commands = [][]string{append(send, files...)}
	}
}

// formatRange is how git format-patch is told of a revision that names one
// commit or a range.
func formatRange(revision string) []string {
	if strings.Contains(revision, "..") {
		return []string{revision}
	}
	return []string{"-1", revision}
}

// argument is a file's name that no program takes for an option.
func argument(name string) string {
	if strings.HasPrefix(name, "-") {
		return "." + string(filepath.Separator) + name
	}
	return name
}

// Quote writes a word so that a shell reads it as it is.
func Quote(word string) string {
	safe := func(r rune) bool {
		return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_@%+=:,./-", r))
	}
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !safe(r) }) {
		return word
	}
	// An option keeps its name in front of the quotes, for people.
	name, value, ok := strings.Cut(word, "=")
	if ok && strings.HasPrefix(name, "--") && !strings.ContainsFunc(name, func(r rune) bool { return !safe(r) }) {
		return name + "=" + quoted(value)
	}
	return quoted(word)
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
