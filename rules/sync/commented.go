// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// isCommented reports whether checkpatch finds a comment that belongs to the
// line: a // comment on it or next to it, a comment at its end, or one that
// reaches the line above, which may be one that a patch removes.
func isCommented(p *analyzer.Pass, line int) bool {
	if !p.SameHunk(line, line-1) || follows(p, line, line-1) {
		return p.C.HasComment(line)
	}
	raw := bytes.TrimRight(p.Raw(line), " \t\r\\")
	return bytes.Contains(raw, []byte("//")) || bytes.HasSuffix(raw, []byte("*/")) || removedComment(p, line)
}

// follows reports whether lines k and line are neighbours in the input, with
// no removed line between.
func follows(p *analyzer.Pass, line, k int) bool {
	gap := p.Text.Lines[line].Input - p.Text.Lines[k].Input
	return gap >= -1 && gap <= 1
}

// commentReaches reports whether part of a block comment is on a line.
func commentReaches(p *analyzer.Pass, line int) bool {
	if !p.SameHunk(line, line+1) || !follows(p, line+1, line) {
		return false
	}
	raw := p.Raw(line)
	if bytes.Contains(raw, []byte("/*")) {
		return true
	}
	for k := line; p.SameHunk(k, line); k-- {
		raw = p.Raw(k)
		if k < line && bytes.Contains(raw, []byte("*/")) {
			return false
		}
		if bytes.Contains(raw, []byte("/*")) {
			return true
		}
		if p.Text.Lines[k].Features&(source.HasComment|source.Blank) == 0 {
			return false // code: no comment is open here
		}
	}
	// The comment began above the hunk, if its first line looks like it.
	first := p.Raw(p.Text.Hunks[p.Text.Lines[line].Hunk].First)
	return bytes.HasPrefix(bytes.TrimLeft(first, " \t"), []byte{'*'})
}

// removedComment reports whether the line directly above was removed and has
// part of a comment.
func removedComment(p *analyzer.Pass, line int) bool {
	input := p.Text.Lines[line].Input - 1
	i, found := slices.BinarySearchFunc(p.Text.Removed, input, func(r source.Removed, n int32) int { return int(r.Input - n) })
	if !found {
		return false
	}
	r := &p.Text.Removed[i]
	return bytes.Contains(r.Text, []byte("/*")) || bytes.Contains(r.Text, []byte("*/"))
}

// explained reports whether a comment stands where a reader sees it and
// checkpatch does not: behind something else on the line, above the head of
// the statement whose only body the line is, or above a run of the same.
func explained(p *analyzer.Pass, line int) bool {
	if p.Text.Lines[line].Features&source.HasComment != 0 {
		return true
	}
	for k := line; k > line-4 && p.SameHunk(k, line); k-- {
		if commentReaches(p, k-1) {
			return true
		}
		_, end := p.LineTokens(k - 1)
		first, _ := p.LineTokens(k - 1)
		if first == end || !isHead(p, first, end) && !isContinued(p, end) {
			return false
		}
	}
	return false
}

// isHead reports whether tokens begin with a keyword that a body follows.
func isHead(p *analyzer.Pass, first, end int) bool {
	if p.Tokens.Kind[first] == token.RBrace && first+1 < end {
		first++
	}
	switch p.Tokens.Word[first] {
	case token.If, token.Else, token.For, token.While, token.Do:
		return p.Tokens.Kind[end-1] != token.Semi
	}
	return false
}

// isContinued reports whether the statement goes on behind the token in front
// of end.
func isContinued(p *analyzer.Pass, end int) bool {
	switch k := p.Tokens.KindAt(end - 1); k {
	case token.Comma, token.LParen, token.AndAnd, token.OrOr, token.Assign, token.Question:
		return true
	}
	return false
}

// wants marks a report of something that needs a comment: nothing is said
// where one is there, and the difference where only we see it.
func wants(p *analyzer.Pass, f *analyzer.Finding, line int) {
	if f != nil && f.Narrower == "" && explained(p, line) {
		f.DifferNarrower("the comment stands above the statement or beside the call")
	}
}
