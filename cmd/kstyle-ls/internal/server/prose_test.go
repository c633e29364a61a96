// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// kernelTree makes the work tree look like one of the kernel.
func (w workTree) kernelTree(maintainers string) {
	for _, name := range []string{"COPYING", "CREDITS", "Kbuild", "Makefile", "README", "Documentation/x", "arch/x", "include/x", "drivers/x", "fs/x", "init/x", "ipc/x", "kernel/x", "lib/x", "scripts/x"} {
		w.put(name, "")
	}
	w.put("MAINTAINERS", maintainers)
}

func TestPeopleOfMaintainers(t *testing.T) {
	w := newWorkTree(t)
	w.kernelTree("Maintainers List\n----------------\n\nOTHERS\nM:\tOlga Other <olga@example.org>\nS:\tMaintained\nF:\tfs/\n\n" +
		"PUMPS\nM:\tPia Pump <pia@example.org>\nR:\tRolf Reader <rolf@example.org>\nL:\tpumps@example.org\nS:\tMaintained\nF:\tdrivers/pump/\n")
	w.put("drivers/pump/a.c", "1")
	w.git("add", ".")
	w.git("-c", "user.name=Wilma", "-c", "user.email=wilma@example.org", "commit", "-qm", "drivers: pump: begin")
	w.put("fs/b.c", "1")
	w.git("add", ".")
	w.git("-c", "user.name=Fred", "-c", "user.email=fred@example.org", "commit", "-qm", "fs: begin")
	w.put("drivers/pump/a.c", "2")
	w.git("add", ".")
	w.git("config", "user.name", "Me")
	w.git("config", "user.email", "me@example.org")
	s := connect(t, Options{})
	s.initializeIn(w.uri(""), modern, "null")
	msg := w.uri(".git/COMMIT_EDITMSG")
	const text = "x\n\nReviewed-by: \nCc: \nAcked-by: olg\n"
	s.open(msg, "git-commit", 1, text)
	people := "Me <me@example.org>|Pia Pump <pia@example.org>|Rolf Reader <rolf@example.org>%s|Wilma <wilma@example.org>|Fred <fred@example.org>|Olga Other <olga@example.org>"
	if got, _ := s.labels(msg, text, 2, 13); strings.Join(got, "|") != fmt.Sprintf(people, "") {
		t.Errorf("reviewers: %s", strings.Join(got, "|"))
	}
	if got, _ := s.labels(msg, text, 3, 4); strings.Join(got, "|") != fmt.Sprintf(people, "|pumps@example.org") {
		t.Errorf("copies: %s", strings.Join(got, "|"))
	}
	if got, after := s.labels(msg, text, 4, 13); len(got) != 6 || !strings.Contains(after, "\nAcked-by: Me <me@example.org>\n") {
		t.Errorf("what was begun: %s, %q", strings.Join(got, "|"), after)
	}
	// A patch says itself which files it is about.
	p := w.uri("0001.patch")
	body := "From: A <a@example.org>\nSubject: [PATCH v2 1/3] dri\n\nText.\n\nCc: \n---\n--- a/fs/b.c\n+++ b/fs/b.c\n@@ -1,1 +1,1 @@\n-1\n+2\n"
	s.open(p, "diff", 1, body)
	if got, after := s.labels(p, body, 1, 27); strings.Join(got, "|") != "fs: " || !strings.Contains(after, "Subject: [PATCH v2 1/3] fs: \n") {
		t.Errorf("prefixes: %s %q", strings.Join(got, "|"), after)
	}
	if got, _ := s.labels(p, body, 5, 4); !strings.HasPrefix(strings.Join(got, "|"), "Me <me@example.org>|Olga Other <olga@example.org>|Fred") {
		t.Errorf("copies of a patch: %s", strings.Join(got, "|"))
	}
	// What changes on disk changes the answer.
	w.put("MAINTAINERS", "OTHERS\nM:\tNora New <nora@example.org>\nS:\tMaintained\nF:\tfs/\n")
	s.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, w.uri("MAINTAINERS")))
	s.eventually("the new maintainer", func() bool {
		got, _ := s.labels(p, body, 5, 4)
		return len(got) > 1 && got[1] == "Nora New <nora@example.org>"
	})
}

// TestLongListsAreCut offers as many as somebody may look through.
func TestLongListsAreCut(t *testing.T) {
	w := newWorkTree(t)
	var b strings.Builder
	for i := range 2 * maxItems {
		fmt.Fprintf(&b, "S%d\nM:\tP%d <p%d@example.org>\nF:\tfs/%d/\n\n", i, i, i, i)
	}
	w.kernelTree(b.String())
	s := connect(t, Options{})
	s.initializeIn(w.uri(""), modern, "null")
	msg := w.uri(".git/COMMIT_EDITMSG")
	s.open(msg, "git-commit", 1, "x\n\nCc: \nCc: P599\n")
	for line, want := range map[int]string{2: "300 true", 3: "1 true"} {
		var list protocol.CompletionList
		s.must("textDocument/completion", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":99}}`, msg, line), &list)
		if got := fmt.Sprint(len(list.Items), list.IsIncomplete); got != want {
			t.Errorf("line %d: %s, want %s", line, got, want)
		}
	}
}

func TestProjectFileCompletion(t *testing.T) {
	s := start(t, Options{}, modern)
	const u = "file:///w/kstyle.toml"
	const text = "str\nprofile = \"\"\ntypes = [\"TR\", \n  DOU]\nignore = [\"NOFIX\"]\n[severity]\nTR\nTRAILING = \"e\"\n[[override]]\npaths = [\"a\"]\nign\n"
	s.open(u, "toml", 1, text)
	for _, c := range []struct {
		line, character int
		first, after    string
		count           int
	}{
		{0, 3, config.Keys()[0], config.Keys()[0] + "\nprofile", 0},
		{1, 11, "checkpatch", `profile = "checkpatch"`, 2},
		{2, 12, "DEPRECATED_TODO", `["DEPRECATED_TODO", `, 5},
		{3, 5, "DEPRECATED_TODO", `  "DEPRECATED_TODO"]`, 5},
		{6, 2, "DEPRECATED_TODO", "\nDEPRECATED_TODO\n", 5},
		{7, 13, "check", `TRAILING = "check"`, 4},
		{9, 11, "", text, -1},
		{10, 3, config.Keys()[0], "]\n" + config.Keys()[0] + "\n", 0},
	} {
		got, after := s.labels(u, text, c.line, c.character)
		if c.count < 0 && len(got) > 0 || c.count > 0 && len(got) != c.count || c.first != "" && (len(got) == 0 || got[0] != c.first) || !strings.Contains(after, c.after) {
			t.Errorf("line %d: %q, then %q", c.line, got, after)
		}
	}
	const conf = "file:///w/.checkpatch.conf"
	s.open(conf, "plaintext", 1, "--strict\n--ignore NOFIX,TR\n")
	if got, after := s.labels(conf, "--strict\n--ignore NOFIX,TR\n", 1, 17); len(got) != 5 || !strings.HasSuffix(after, "NOFIX,DEPRECATED_TODO\n") {
		t.Errorf("in .checkpatch.conf: %q, %q", got, after)
	}
}

func TestProjectFileProblems(t *testing.T) {
	s := start(t, Options{}, modern)
	const u = "file:///w/kstyle.toml"
	s.open(u, "toml", 1, "types = [\"TRAILNG\"] \ntab-sise = 4\n")
	ds := s.diagnostics(u, 1)
	if len(ds) != 1 || ds[0].Range.Start != (protocol.Position{Line: 1, Character: 0}) || !strings.Contains(string(ds[0].Message.(protocol.String)), "did you mean tab-size?") {
		t.Errorf("an unknown setting: %v", ds)
	}
	s.change(u, 2, replacement(1, 0, 2, 0, ""))
	ds = s.diagnostics(u, 2)
	if len(ds) != 1 || shown(ds) != "0:10-17 <nil>" || !strings.Contains(string(ds[0].Message.(protocol.String)), "did you mean TRAILING?") {
		t.Errorf("an unknown type: %v", shown(ds))
	}
	s.change(u, 3, replacement(0, 10, 0, 17, "TRAILING"))
	if ds = s.diagnostics(u, 3); len(ds) != 0 {
		t.Errorf("nothing is wrong: %s", shown(ds))
	}
}

func TestLinks(t *testing.T) {
	s := start(t, Options{}, modern)
	const p = "file:///w/p.patch"
	text := "From: A <a@example.org>\nMessage-ID: <20260101.1-a@example.org>\nSubject: x\n\nSee https://lore.kernel.org/linux-mm/abc@x.org/T/#u.\n\n" +
		"Closes: https://bugzilla.kernel.org/show_bug.cgi?id=217\nLink: https://patch.msgid.link/q-1@x.org\nLink: https://gitlab.example.org/g/p/-/issues/5\nhttps://example.org/elsewhere\nCloses: #5\n---\n"
	s.open(p, "diff", 1, text)
	var links []protocol.DocumentLink
	s.must("textDocument/documentLink", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, p), &links)
	got := map[uint32]string{}
	for _, l := range links {
		got[l.Range.Start.Line] = *l.Tooltip + " " + string(*l.Target)
	}
	want := map[uint32]string{
		1: "mail <20260101.1-a@example.org> https://lore.kernel.org/r/20260101.1-a@example.org",
		4: "mail <abc@x.org> to linux-mm https://lore.kernel.org/linux-mm/abc@x.org/T/#u",
		6: "bug 217 of bugzilla.kernel.org https://bugzilla.kernel.org/show_bug.cgi?id=217",
		7: "patch <q-1@x.org> https://patch.msgid.link/q-1@x.org",
		8: "issue 5 of gitlab.example.org/g/p https://gitlab.example.org/g/p/-/issues/5",
	}
	if len(links) != len(want) {
		t.Errorf("%d links", len(links))
	}
	for line, says := range want {
		if !strings.EqualFold(strings.NewReplacer("%40", "@", "%3D", "=").Replace(got[line]), says) {
			t.Errorf("line %d: %s, want %s", line, got[line], says)
		}
	}
	s.open(file, "c", 1, "/*\n * Link: https://lore.kernel.org/all/m@x.org/\n */\n")
	var h *protocol.Hover
	s.must("textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":1,"character":20}}`, file), &h)
	if h == nil || !strings.HasPrefix(h.Contents.(*protocol.MarkupContent).Value, "mail <m@x.org>\n") {
		t.Errorf("hover: %v", h)
	}
}
