// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

var deviceAttr = &analyzer.Check{
	Rules:  []*analyzer.Rule{DeviceAttrFunctions, DeviceAttrPerms, DeviceAttrRO, DeviceAttrRW, DeviceAttrWO},
	Words:  []string{"DEVICE_ATTR"},
	OnWord: checkDeviceAttr,
}

// attribute is a DEVICE_ATTR(name, mode, show, store) with plain names.
type attribute struct {
	call              analyzer.Call
	name, show, store string
	mode              uint64
	written           string
}

// checkDeviceAttr judges one attribute. Checkpatch looks at the first of each
// statement.
func checkDeviceAttr(p *analyzer.Pass, tok int) {
	a, ok := attributeAt(p, tok)
	if !ok {
		return
	}
	f := judge(p, &a)
	s, ok := p.StatementOf(tok)
	if ok {
		for i := s.Tok; i < tok && ok; i++ {
			if p.Tokens.Word[i] == p.Tokens.Word[tok] {
				_, earlier := attributeAt(p, i)
				ok = !earlier
			}
		}
	}
	if !ok {
		f.DifferWider("not the first of its statement")
		return
	}
	if p.Parity() {
		f.AtLine(s.Line)
	}
}

func attributeAt(p *analyzer.Pass, tok int) (attribute, bool) {
	var a attribute
	var ok bool
	if a.call, ok = p.CallAt(tok); !ok || a.call.Count != 4 {
		return a, false
	}
	for i, out := range map[int]*string{0: &a.name, 2: &a.show, 3: &a.store} {
		s := a.call.Arg(i)
		if s.Len() != 1 || p.Tokens.Kind[s.First] != token.Ident {
			return a, false
		}
		*out = p.TokenText(s.First)
	}
	s := a.call.Arg(1)
	a.written = p.SpanText(s)
	if s.Len() > 2 && p.Tokens.Kind[s.First] == token.LParen && p.Tokens.Kind[s.End-1] == token.RParen {
		s = analyzer.Span{First: s.First + 1, End: s.End - 1}
	}
	a.mode, ok = modeValue(p, s)
	return a, ok
}

// modeValue is the value of four octal digits or of names joined with |.
func modeValue(p *analyzer.Pass, s analyzer.Span) (uint64, bool) {
	if s.Len() == 1 && p.Tokens.Kind[s.First] == token.Number {
		digits := p.TokenText(s.First)
		v, ok := octal(digits)
		return v, ok && len(digits) == 4 && !strings.ContainsAny(digits, "uUlL")
	}
	var value uint64
	for i := s.First; i < s.End; i++ {
		if (i-s.First)%2 == 1 {
			if p.Tokens.Kind[i] != token.Pipe {
				return 0, false
			}
			continue
		}
		v, ok := symbols[p.Words.String(p.Tokens.Word[i])]
		if !ok {
			return 0, false
		}
		value |= uint64(v)
	}
	return value, s.Len()%2 == 1
}

// judge reports an attribute as one of five things.
func judge(p *analyzer.Pass, a *attribute) *analyzer.Finding {
	at := p.CallRange(&a.call)
	show, store := a.show == a.name+"_show", a.store == a.name+"_store"
	short := func(r *analyzer.Rule, suffix string) *analyzer.Finding {
		want := "DEVICE_ATTR_" + suffix + "(" + a.name + ")"
		f := p.Warn(r, at, "this is %s", want)
		if losesComment(p, a) {
			return f
		}
		return f.Rewrite("Write "+want, analyzer.Replace(at, want))
	}
	switch {
	case a.mode == 0644 && show && store:
		return short(DeviceAttrRW, "RW")
	case a.mode == 0444 && show && a.store == "NULL":
		return short(DeviceAttrRO, "RO")
	case a.mode == 0200 && a.show == "NULL" && store:
		return short(DeviceAttrWO, "WO")
	case a.mode != 0644 && a.mode != 0444 && a.mode != 0200:
		return p.Warn(DeviceAttrPerms, p.SpanRange(a.call.Arg(1)), "unusual permissions %s", a.written)
	}
	var renames []string
	if a.show != "NULL" && !show {
		renames = append(renames, a.show+" should be "+a.name+"_show")
	}
	if a.store != "NULL" && !store {
		renames = append(renames, a.store+" should be "+a.name+"_store")
	}
	if len(renames) == 0 {
		return p.Warn(DeviceAttrFunctions, at, "the functions do not fit the permissions %s", a.written)
	}
	f := p.Warn(DeviceAttrFunctions, at, "%s", strings.Join(renames, ", "))
	if isParameter(p, a) {
		f.DifferNarrower("a macro for many attributes with the same functions")
	}
	return f
}

// isParameter reports whether the name of an attribute is an argument of the
// macro around it.
func isParameter(p *analyzer.Pass, a *attribute) bool {
	m, ok := p.MacroOn(p.TokenLine(a.call.Name))
	return ok && m.Open >= 0 && slices.Contains(p.C.Params(&m), a.name)
}

// losesComment reports whether a comment would be lost with the arguments.
func losesComment(p *analyzer.Pass, a *attribute) bool {
	for i := a.call.Open; i < a.call.Close; i++ {
		if p.Tokens.Kind[i] == token.Comment {
			return true
		}
	}
	return false
}
