// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"bytes"
	"slices"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// UncommentedDefinition is reported for locks of which nobody says what they
// protect.
var UncommentedDefinition = &analyzer.Rule{
	Type:   "UNCOMMENTED_DEFINITION",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "A lock without a comment",
	Doc: `What a lock protects cannot be seen from its definition, so a comment has to say it: on
the same line or directly above. Static locks, locks with an initialiser and those that a DEFINE_
macro makes are judged as well; for these a comment above the run of declarations that they are
in will do. A member that the kernel-doc comment of its struct describes has
its comment there, and a pointer to a lock defines none.`,
	Bad:  "struct a {\n\tspinlock_t lock;\n};\n",
	Good: "struct a {\n\tspinlock_t lock; /* protects b */\n\tint b;\n};\n",
	Link: "process/submit-checklist.html#comments-and-kconfig-help",
}

var uncommentedDefinition = &analyzer.Check{
	Rules:  []*analyzer.Rule{UncommentedDefinition},
	Words:  lockWords,
	OnWord: checkUncommentedDefinition,
}

// lockWords are types of locks and macros that define one.
var lockWords = []string{
	"DEFINE_MUTEX",
	"DEFINE_RAW_SPINLOCK",
	"DEFINE_RWLOCK",
	"DEFINE_SPINLOCK",
	"mutex",
	"raw_spinlock_t",
	"spinlock_t",
}

func checkUncommentedDefinition(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	name := p.Words.String(p.Tokens.Word[tok])
	start := tok
	if name == "mutex" {
		if start--; start < 0 || p.Tokens.Word[start] != token.Struct {
			return
		}
	}
	if start != first && (start != first+1 || p.Tokens.Word[first] != token.Static) {
		return // a parameter, or something else that only mentions the type
	}
	commented := isCommented(p, line)
	base := !commented && start == first && isPlainDefinition(p, line, tok, name)
	reason := ""
	switch {
	case !definesLock(p, tok, name):
		reason = "no lock is defined here"
	case commented && !onlyLicence(p, line), documented(p, tok), explained(p, line):
		reason = "the comment stands elsewhere"
	}
	if !base && (reason != "" || introduced(p, line, tok)) {
		return
	}
	f := p.Strictly(UncommentedDefinition, p.SpanRange(analyzer.Span{First: start, End: tok + 1}), "say in a comment what the lock protects")
	if reason != "" {
		f.DifferNarrower(reason)
	} else if !base {
		f.DifferWider("a static or initialised lock, one of another kind, or with the licence for a comment")
	}
}

// isPlainDefinition tells the shapes that checkpatch knows.
func isPlainDefinition(p *analyzer.Pass, line, tok int, name string) bool {
	switch name {
	case "mutex", "spinlock_t":
		return endsName(p, line, tok)
	case "DEFINE_MUTEX":
		return p.Tokens.KindAt(tok+1) == token.LParen && p.Near(tok, tok+1)
	}
	return false
}

// endsName is checkpatch's shape: one word without blanks behind the type,
// that ends in a semicolon.
func endsName(p *analyzer.Pass, line, tok int) bool {
	clean := p.Clean(line)
	i := int(p.Tokens.End[tok] - p.Text.Lines[line].Start)
	k := operand.Blanks(clean, i)
	if k == i {
		return false
	}
	end := k
	for end < len(clean) && !operand.IsBlank(clean[end]) {
		end++
	}
	return bytes.LastIndexByte(clean[k:end], ';') > 0
}

// definesLock reports whether the token is the type or macro of a definition
// of a lock, with or without an initialiser.
func definesLock(p *analyzer.Pass, tok int, name string) bool {
	next := p.NextCode(tok)
	if len(name) > 7 && name[:7] == "DEFINE_" {
		return p.Tokens.KindAt(next) == token.LParen
	}
	if p.Tokens.KindAt(next) != token.Ident {
		return false
	}
	switch p.Tokens.KindAt(p.NextCode(next)) {
	case token.Semi, token.Assign, token.LBrack:
		return true
	}
	return false
}

// onlyLicence reports whether the comment that checkpatch finds is the licence
// line above.
func onlyLicence(p *analyzer.Pass, line int) bool {
	return p.SameHunk(line, line-1) && bytes.Contains(p.Raw(line-1), []byte("SPDX-License-Identifier")) &&
		p.Text.Lines[line].Features&source.HasComment == 0 && !bytes.Contains(p.Raw(line+1), []byte("//"))
}

// introduced reports whether a comment stands above the run of lines that the
// lock is part of, or below the lock with its name: such a comment is about all
// of them, unless it belongs to another lock.
func introduced(p *analyzer.Pass, line, tok int) bool {
	const apart = source.Blank | source.Directive | source.HasBrace
	for k := line - 1; k > line-8 && p.SameHunk(k, line) && p.Text.Lines[k].Features&apart == 0; k-- {
		if p.Text.Lines[k].Features&source.OnlyComment != 0 {
			return !bytes.Contains(p.Raw(k), []byte("SPDX-License-Identifier"))
		}
		if slices.ContainsFunc(lockWords, func(word string) bool { return bytes.Contains(p.Clean(k), []byte(word)) }) {
			break
		}
	}
	next := line + 1
	if !p.SameHunk(next, line) || p.Text.Lines[next].Features&source.OnlyComment == 0 {
		return false
	}
	name := p.NextCode(tok)
	if p.Tokens.KindAt(name) == token.LParen {
		name = p.NextCode(name)
	}
	return name >= 0 && p.Tokens.Kind[name] == token.Ident && bytes.Contains(p.Raw(next), []byte(p.TokenText(name)))
}

// documented reports whether a kernel-doc comment above the struct has an
// entry for the member that the lock is.
func documented(p *analyzer.Pass, tok int) bool {
	member := p.NextCode(tok)
	if member < 0 || p.Tokens.Kind[member] != token.Ident {
		return false
	}
	open := enclosingBrace(p, tok)
	if open < 0 {
		return false
	}
	line := p.TokenLine(open)
	for !commentReaches(p, line-1) {
		if line--; line <= 0 || p.TokenLine(open)-line > 2 {
			return false
		}
	}
	entry := []byte("@" + p.TokenText(member) + ":")
	for line--; line >= 0 && p.SameHunk(line, line+1); line-- {
		raw := p.Raw(line)
		if bytes.Contains(raw, entry) {
			return true
		}
		if bytes.Contains(raw, []byte("/*")) {
			return false
		}
	}
	return false
}

// enclosingBrace is the brace that is open at a token, -1 if it is out of
// sight.
func enclosingBrace(p *analyzer.Pass, tok int) int {
	depth, k := 0, tok
	defer func() { p.Saw(k) }()
	for ; k >= 0 && tok-k < 4000; k-- {
		switch p.Tokens.Kind[k] {
		case token.RBrace:
			depth++
		case token.LBrace:
			if depth == 0 {
				return k
			}
			depth--
		}
	}
	return -1
}
