// SPDX-License-Identifier: GPL-2.0-or-later

package casetest

import (
	"fmt"
	"strings"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/treefs"
)

// treePrefix marks files of the archive that are no texts to judge but the
// kernel tree around them; historyName names the commits of its repository.
const (
	treePrefix  = "tree/"
	historyName = "history"
)

// surroundings reads the tree and the history of a case and returns the files
// that are left.
func (c *Case) surroundings(files []txtar.File) ([]txtar.File, error) {
	var rest []txtar.File
	var tree fstest.MapFS
	for _, f := range files {
		name, inTree := strings.CutPrefix(f.Name, treePrefix)
		switch {
		case inTree:
			if tree == nil {
				tree = fstest.MapFS{}
			}
			tree[name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		case f.Name == historyName:
			h, err := parseHistory(string(f.Data))
			if err != nil {
				return nil, err
			}
			c.Options.Facts.History = h
		default:
			rest = append(rest, f)
		}
	}
	if tree != nil {
		c.Options.Facts.Tree = caseTree{treefs.New(tree, treefs.Extra{})}
	}
	return rest, nil
}

// Tree is a kernel tree of the given files, by path, and nothing else.
func Tree(files map[string]string) facts.Tree {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return caseTree{treefs.New(tree, treefs.Extra{})}
}

// caseTree takes the few files of a case for a whole tree.
type caseTree struct{ *treefs.Tree }

func (caseTree) Present() bool { return true }

// history is the commits of a case: "HASH SUBJECT" on a line, and who commits:
// "identity: NAME <ADDRESS>".
type history struct {
	commits       []facts.Commit
	name, address string
}

var _ facts.History = (*history)(nil)

func parseHistory(text string) (*history, error) {
	h := &history{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if who, ok := strings.CutPrefix(line, "identity: "); ok {
			name, rest, ok := strings.Cut(who, " <")
			address, _, closed := strings.Cut(rest, ">")
			if !ok || !closed {
				return nil, fmt.Errorf("history: not an identity: %s", line)
			}
			h.name, h.address = name, address
			continue
		}
		id, subject, ok := strings.Cut(line, " ")
		if !ok || len(id) != 40 {
			return nil, fmt.Errorf("history: not a full hash and a subject: %s", line)
		}
		h.commits = append(h.commits, facts.Commit{ID: id, Subject: subject})
	}
	return h, nil
}

func (h *history) Present() bool { return true }

func (h *history) Commit(id string) (facts.Commit, bool) {
	found, n := facts.Commit{}, 0
	for _, c := range h.commits {
		if strings.HasPrefix(c.ID, strings.ToLower(id)) {
			found = c
			n++
		}
	}
	if n > 1 {
		return facts.Commit{Ambiguous: true}, true
	}
	return found, n == 1
}

func (h *history) Identity() (name, address string, ok bool) {
	return h.name, h.address, h.name != ""
}

// Blob finds nothing: a case has no objects but commits.
func (h *history) Blob(string) ([]byte, bool) { return nil, false }
