// SPDX-License-Identifier: GPL-2.0-or-later

package flow

import (
	"bytes"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/operand"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// NeedlessIf is reported for a test in front of a call that makes the same.
var NeedlessIf = &analyzer.Rule{
	Type:   "NEEDLESS_IF",
	Levels: []analyzer.Level{analyzer.Warning},
	Title:  "Test for NULL in front of a function that makes it",
	Doc: `Functions that free something, such as kfree(), do nothing when they are
given NULL. A test in front of the call is not needed. Where the block of the if
does more than that, or an else follows, the test has another use.`,
	Bad:  "void f(char *p)\n{\n\tif (p)\n\t\tkfree(p);\n}\n",
	Good: "void f(char *p)\n{\n\tkfree(p);\n}\n",
	Link: "core-api/memory-allocation.html",
	Fix:  analyzer.FixSometimes,
}

// freeing are the functions that checkpatch knows to accept NULL, and those
// that it has left out; sorted.
var freeing = []string{
	"debugfs_remove",
	"debugfs_remove_recursive",
	"dma_pool_destroy",
	"kfree",
	"kfree_sensitive",
	"kmem_cache_destroy",
	"kvfree",
	"kvfree_sensitive",
	"mempool_destroy",
	"usb_free_urb",
	"vfree",
}

var needlessIf = &analyzer.Check{
	Rules:  []*analyzer.Rule{NeedlessIf},
	Words:  freeing,
	OnWord: checkNeedlessIf,
}

// checkNeedlessIf looks at a call of one of the functions and at the condition
// in front. checkpatch compares with the first if of the line above, and the
// call may be anywhere on the line.
func checkNeedlessIf(p *analyzer.Pass, tok int) {
	line := p.TokenLine(tok)
	view := p.Clean(line)
	arg := callArgument(view, p.TokenColumn(tok)+int(p.Tokens.End[tok]-p.Tokens.Start[tok]))
	if arg == nil {
		return
	}
	name := p.TokenText(tok)
	seen := line > 0 && knownFree(name) && bytes.Equal(testedAbove(p.Clean(line-1)), arg) && firstFree(p, tok, line)
	test := testOf(p, tok, arg)
	if !seen && test.head < 0 {
		return
	}
	f := p.Warn(NeedlessIf, p.TokensRange(tok, tok+1), "%s(NULL) does nothing, the test is not needed", name)
	switch {
	case seen && test.head < 0:
		f.DifferNarrower("the test governs more than the call")
		return
	case !seen:
		f.DifferWider("another function, another form of the test, or one line")
	}
	switch edits, ok := test.edits(p, line); {
	case !ok:
	case knownFree(name):
		f.Rewrite("Remove the test", edits...)
	default: // vfree() may complain of its caller, NULL or not
		f.MaybeFix("Remove the test", edits...)
	}
}

// knownFree reports whether checkpatch knows a function.
func knownFree(name string) bool {
	switch name {
	case "kfree_sensitive", "kvfree", "kvfree_sensitive", "vfree":
		return false
	}
	return true
}

// callArgument is the lvalue that is the only argument of a call behind which
// a semicolon stands, nil if there is none. i is the column behind the name.
func callArgument(view []byte, i int) []byte {
	i = operand.Blanks(view, i)
	if i >= len(view) || view[i] != '(' {
		return nil
	}
	start := operand.Blanks(view, i+1)
	end := operand.Lvalue(view, start)
	if end < 0 {
		return nil
	}
	i = operand.Blanks(view, end)
	if i >= len(view) || view[i] != ')' {
		return nil
	}
	if i = operand.Blanks(view, i+1); i >= len(view) || view[i] != ';' {
		return nil
	}
	return view[start:end]
}

// testedAbove is the lvalue that the first "if (lvalue)" of a line tests.
func testedAbove(view []byte) []byte {
	for at := 0; ; {
		i := bytes.Index(view[at:], []byte("if"))
		if i < 0 {
			return nil
		}
		i += at
		at = i + 2
		if i > 0 && operand.IsWord(view[i-1]) {
			continue
		}
		k := operand.Blanks(view, at)
		if k >= len(view) || view[k] != '(' {
			continue
		}
		start := operand.Blanks(view, k+1)
		end := operand.Lvalue(view, start)
		if end < 0 {
			continue
		}
		if k = operand.Blanks(view, end); k < len(view) && view[k] == ')' {
			return view[start:end]
		}
	}
}

// firstFree reports whether no other call of such a function with the same
// argument stands in front on the line.
func firstFree(p *analyzer.Pass, tok, line int) bool {
	view := p.Clean(line)
	arg := callArgument(view, p.TokenColumn(tok)+int(p.Tokens.End[tok]-p.Tokens.Start[tok]))
	for i, _ := p.LineTokens(line); i < tok; i++ {
		if p.Tokens.Word[i] == token.NoWord || !isFreeing(p.TokenText(i)) {
			continue
		}
		if bytes.Equal(callArgument(view, p.TokenColumn(i)+int(p.Tokens.End[i]-p.Tokens.Start[i])), arg) {
			return false
		}
	}
	return true
}

func isFreeing(name string) bool {
	for _, f := range freeing {
		if f == name {
			return true
		}
	}
	return false
}

// test is an if whose only use is the call behind it.
type test struct {
	head  int // the if; -1 if there is none
	call  int
	brace bool
}

// testOf is the test that governs the call at token tok and nothing else.
func testOf(p *analyzer.Pass, tok int, arg []byte) test {
	t := test{head: -1, call: tok}
	shut := p.Before(tok)
	end := p.After(p.Closing(tok + 1)) // the semicolon
	if p.Tokens.KindAt(shut) == token.LBrace {
		t.brace = true
		shut = p.Before(shut)
		end = p.After(end)
		if p.Tokens.KindAt(end) != token.RBrace {
			return t
		}
	}
	if p.Tokens.KindAt(shut) != token.RParen || end < 0 {
		return t
	}
	if next := p.After(end); p.Tokens.WordAt(next) == token.Else || next < 0 && !p.Text.Whole {
		return t
	}
	open := p.Opening(shut)
	head := p.Before(open)
	if p.Tokens.WordAt(head) != token.If || p.TokenLine(open) != p.TokenLine(shut) || directiveBetween(p, head, end) {
		return t
	}
	line := p.Text.Clean[p.Tokens.End[open]:p.Tokens.Start[shut]]
	if testsFor(line, arg) {
		t.head = head
	}
	return t
}

// testsFor reports whether a condition asks only whether arg is not NULL.
func testsFor(cond, arg []byte) bool {
	cond = bytes.TrimSpace(cond)
	if rest, ok := bytes.CutSuffix(cond, []byte("NULL")); ok {
		rest = bytes.TrimRight(rest, " \t")
		if rest, ok = bytes.CutSuffix(rest, []byte("!=")); ok {
			cond = bytes.TrimSpace(rest)
		}
	}
	return bytes.Equal(cond, arg)
}

// edits take the test away where it has one line for itself and the call,
// indented one step deeper, the next.
func (t test) edits(p *analyzer.Pass, line int) ([]fix.Edit, bool) {
	above := p.TokenLine(t.head)
	from, end := p.LineTokens(above)
	first, last := p.LineTokens(line)
	if t.brace || above != line-1 || from != t.head || p.Tokens.Kind[end-1] != token.RParen ||
		first != t.call || p.Tokens.Kind[last-1] != token.Semi || p.InDirective(above) || p.InDirective(line) {
		return nil, false
	}
	// An if that follows else has nothing but its statement.
	tabs := leadingTabs(p.Clean(above))
	if leadingTabs(p.Clean(line)) != tabs+1 || p.TokenColumn(first) != tabs+1 || p.TokenColumn(from) != tabs {
		return nil, false
	}
	return []fix.Edit{analyzer.Delete(source.Range{Start: p.LineRange(above).Start, End: p.LineRange(line).Start + 1})}, true
}
