// SPDX-License-Identifier: GPL-2.0-or-later

package sync

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// MemoryBarrier is reported for barriers that nobody explains, and for those
// that only the implementation of others should call.
var MemoryBarrier = &analyzer.Rule{
	Type:   "MEMORY_BARRIER",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "A memory barrier without a comment",
	Doc: `A barrier orders two accesses here against two accesses elsewhere, and only a comment
can say which ones and where its partner is. It stands on the same line, directly above it, or above the
statement that the barrier belongs to. The definition of a barrier needs none. The barriers with __smp_ in
front are what smp_ barriers are made of: they belong into barrier.h and asm-generic.`,
	Bad:  "static void f(void)\n{\n\tsmp_mb();\n}\n",
	Good: "static void f(void)\n{\n\t/* Pairs with the barrier in g(). */\n\tsmp_mb();\n}\n",
	Link: "process/submit-checklist.html#comments-and-kconfig-help",
}

var memoryBarrier = &analyzer.Check{
	Rules:  []*analyzer.Rule{MemoryBarrier},
	Words:  append(barriers("", "smp_", "virt_"), moreBarriers...),
	OnWord: checkMemoryBarrier,
}

var smpBarrier = &analyzer.Check{
	Rules:  []*analyzer.Rule{MemoryBarrier},
	Words:  barriers("__smp_"),
	OnWord: checkSmpBarrier,
}

// moreBarriers are those that checkpatch does not look for.
var moreBarriers = []string{
	"dma_mb",
	"dma_rmb",
	"dma_wmb",
	"smp_acquire__after_ctrl_dep",
	"smp_mb__after_spinlock",
	"smp_mb__after_unlock_lock",
}

// barriers are the names of barriers with each of the prefixes; without a
// prefix, only the three plain ones exist.
func barriers(prefixes ...string) []string {
	var names []string
	for _, prefix := range prefixes {
		for _, stem := range barrierStems {
			if prefix != "" || len(stem) <= len("rmb") {
				names = append(names, prefix+stem)
			}
		}
	}
	return names
}

var barrierStems = []string{
	"load_acquire",
	"mb",
	"mb__after_atomic",
	"mb__before_atomic",
	"rmb",
	"store_mb",
	"store_release",
	"wmb",
}

func checkMemoryBarrier(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	if isCommented(p, line) {
		return
	}
	name := p.Words.String(p.Tokens.Word[tok])
	more := isMore(name)
	if more {
		if use, _ := p.UseOf(tok); use != analyzer.Called || explained(p, line) || !isStatement(p, tok) {
			return
		}
	}
	if !more && p.Reported(MemoryBarrier, line) {
		return
	}
	f := p.OnCall(analyzer.Warning, MemoryBarrier, tok, "say in a comment what %s() orders and what it pairs with", name)
	if f == nil {
		return
	}
	if first, _ := p.LineTokens(line); f.Narrower == "" && p.Tokens.KindAt(first) == token.Hash && p.Is(first+1, "define") &&
		(namesBarrier(p.Tokens.Text(p.Text.Clean, first+2)) || isWholeMacro(p, tok)) {
		f.DifferNarrower("a barrier that is defined by another")
	}
	if more {
		f.DifferWider("a barrier that checkpatch does not know")
		return
	}
	wants(p, f, line)
}

// isStatement reports whether the call at a token is a statement of its own,
// not an argument, nor what a macro stands for.
func isStatement(p *analyzer.Pass, tok int) bool {
	switch p.Tokens.KindAt(p.Before(tok)) {
	case token.LParen, token.Comma:
		return false
	}
	return !isWholeMacro(p, tok)
}

// isWholeMacro reports whether the call at a token is the value of a macro, so
// that the macro is another name of the barrier.
func isWholeMacro(p *analyzer.Pass, tok int) bool {
	line := p.TokenLine(tok)
	first, end := p.LineTokens(line)
	if p.Text.Lines[line].Features&source.Define == 0 {
		return false
	}
	body := first + 3
	if p.Tokens.KindAt(body) == token.LParen && p.Near(first+2, body) {
		body = p.Closing(body) + 1
	}
	shut := p.Closing(tok + 1)
	return body == tok && (shut+1 == end || p.Tokens.KindAt(shut+1) == token.Comment)
}

func isMore(name string) bool {
	for _, more := range moreBarriers {
		if name == more {
			return true
		}
	}
	return false
}

// checkSmpBarrier lets the implementation of barriers alone, and a line that
// defines one of these.
func checkSmpBarrier(p *analyzer.Pass, tok int) {
	path := p.Text.Path
	if strings.HasPrefix(path, "include/asm-generic/") || strings.HasSuffix(path, "/barrier.h") {
		return
	}
	line := p.TokenLine(tok)
	first, _ := p.LineTokens(line)
	if p.Tokens.Kind[first] == token.Hash && p.Is(first+1, "define") &&
		bytes.HasPrefix(p.Tokens.Text(p.Text.Clean, first+2), []byte("__smp_")) && p.Near(first+2, first+3) &&
		p.Tokens.Kind[first+3] == token.LParen && isStem(p.Tokens.Text(p.Text.Clean, first+2)) {
		return
	}
	again := false
	for i := first; i < tok; i++ {
		again = again || p.Tokens.Word[i] == p.Tokens.Word[tok] && p.Tokens.KindAt(i+1) == token.LParen
	}
	p.OnCallAgain(again, analyzer.Warning, MemoryBarrier, tok, "%s() is for barrier.h and asm-generic alone",
		p.Words.String(p.Tokens.Word[tok]))
}

func isStem(name []byte) bool {
	for _, stem := range barrierStems {
		if string(name[len("__smp_"):]) == stem {
			return true
		}
	}
	return false
}

// namesBarrier reports whether a macro of this name is a barrier itself.
func namesBarrier(name []byte) bool {
	for _, part := range []string{"acquire", "barrier", "mb", "release"} {
		if bytes.Contains(name, []byte(part)) {
			return true
		}
	}
	return false
}
