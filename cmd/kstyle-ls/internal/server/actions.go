// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// maxQuickFixes is how many quick fixes one request is answered with: a
// selection of a whole file would else be answered with thousands.
const maxQuickFixes = 100

func (s *server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	v, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	r := v.result
	out := []protocol.CommandOrCodeAction{}
	// Why something cannot be done is said to who asked, not to a light bulb.
	reasons := s.caps.disabled && p.Context.TriggerKind == protocol.CodeActionTriggerKindInvoked
	if wants(p.Context.Only, protocol.CodeActionKindQuickFix) {
		chosen := s.choose(v, r, p)
		out = s.appendQuickFixes(out, v, chosen)
		out = s.appendFixTypes(ctx, out, v, r, chosen)
		out = s.appendSilence(out, v, chosen)
		if reasons {
			out = s.appendUnfixable(out, v, chosen)
		}
	}
	// A client that names no kind is filling a menu at the cursor; actions over
	// the whole file are offered where they were asked for.
	// That of the changed lines only where it was named: both at once would be
	// made one after the other.
	for _, all := range []struct {
		kind   protocol.CodeActionKind
		title  string
		filter fixFilter
		wanted bool
	}{
		{kindFixAll, "Fix all safe kernel style problems", fixFilter{}, len(p.Context.Only) > 0 && wants(p.Context.Only, kindFixAll)},
		{kindFixChanged, "Fix all safe kernel style problems on changed lines", fixFilter{Changed: true}, slices.Contains(p.Context.Only, kindFixChanged)},
	} {
		if !all.wanted {
			continue
		}
		action, err := s.fixAllAction(ctx, v, all.title, all.kind, all.filter, true)
		if err != nil {
			return nil, err
		}
		if action == nil && reasons {
			action = disabled(all.title, all.kind, whyNothing(r, all.filter))
		}
		if action != nil {
			out = append(out, action)
		}
	}
	return out, nil
}

// disabled is an action that cannot be taken, with the reason.
func disabled(title string, kind protocol.CodeActionKind, reason string) *protocol.CodeAction {
	return &protocol.CodeAction{Title: title, Kind: &kind, Disabled: protocol.CodeActionDisabled{Reason: reason}}
}

// whyNothing says why there is nothing to fix.
func whyNothing(r *result, filter fixFilter) string {
	found, fixable := 0, 0
	for _, f := range r.findings {
		if filter.Changed && !r.changes.touch(f) {
			continue
		}
		found++
		if len(f.Fixes) > 0 {
			fixable++
		}
	}
	switch {
	case found == 0 && filter.Changed:
		return "nothing is found on changed lines"
	case found == 0:
		return "nothing is found in this file"
	case fixable == 0:
		return "none of what is found has a fix"
	}
	return "what can be fixed wants somebody to look at it first"
}

// appendUnfixable says of findings at hand that have no fix that this is so.
func (s *server) appendUnfixable(out []protocol.CommandOrCodeAction, v *snapshot, chosen []*analyzer.Finding) []protocol.CommandOrCodeAction {
	said := map[string]bool{}
	for _, f := range chosen {
		if len(f.Fixes) > 0 || said[f.Rule.Type] || len(out) >= maxQuickFixes {
			continue
		}
		said[f.Rule.Type] = true
		action := disabled("Fix this "+f.Rule.Type, protocol.CodeActionKindQuickFix, "how to put it right is for somebody to decide: "+f.Message)
		action.Diagnostics = []protocol.Diagnostic{s.diagnostic(v.text, f)}
		out = append(out, action)
	}
	return out
}

// wants reports whether a client that asks only for some kinds wants this one:
// it is one of them or below one. Asking for none means all.
func wants(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o protocol.CodeActionKind) bool {
		return o == kind || o == "" || strings.HasPrefix(string(kind), string(o)+".")
	})
}

// choose picks the findings that a request is about. If the client names
// diagnostics it is about those, wherever its range lies: ALE asks for the word
// beside one, Kate for the whole document. Without any it is about what touches
// the range and, if nothing does, what is on its one line.
func (s *server) choose(v *snapshot, r *result, p *protocol.CodeActionParams) []*analyzer.Finding {
	var chosen []*analyzer.Finding
	if len(p.Context.Diagnostics) > 0 {
		named := map[*analyzer.Finding]bool{}
		for i := range p.Context.Diagnostics {
			for _, f := range s.named(v, r, &p.Context.Diagnostics[i]) {
				named[f] = true
			}
		}
		for _, f := range r.findings {
			if named[f] {
				chosen = append(chosen, f)
			}
		}
		return chosen
	}
	enc := s.caps.encoding
	asked := position.Span{Start: v.text.Offset(pointOf(p.Range.Start), enc), End: v.text.Offset(pointOf(p.Range.End), enc)}
	line := v.text.LineAt(asked.Start)
	oneLine := line == v.text.LineAt(asked.End)
	var onLine []*analyzer.Finding
	for i := range r.findings {
		f := r.findings[i]
		span := spanOf(f.Range)
		if span.Start <= asked.End && asked.Start <= span.End {
			chosen = append(chosen, f)
		} else if oneLine && v.text.LineAt(span.Start) == line {
			onLine = append(onLine, f)
		}
	}
	if len(chosen) == 0 {
		return onLine
	}
	return chosen
}

// named returns the findings that a client's diagnostic stands for. Some
// clients keep nothing but code, message and range; Neovim 0.7 counts bytes
// where it should count UTF-16 units, so that one on the same line will do
// where none begins at the very place.
func (s *server) named(v *snapshot, r *result, d *protocol.Diagnostic) []*analyzer.Finding {
	code, ok := d.Code.(protocol.String)
	if !ok {
		return nil
	}
	var exact, near []*analyzer.Finding
	for _, f := range r.findings {
		if f.Rule.Type != string(code) {
			continue
		}
		switch at := s.pointAt(v.text, int(f.Range.Start)); {
		case at == d.Range.Start:
			exact = append(exact, f)
		case at.Line == d.Range.Start.Line:
			near = append(near, f)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return near
}

func (s *server) appendQuickFixes(out []protocol.CommandOrCodeAction, v *snapshot, chosen []*analyzer.Finding) []protocol.CommandOrCodeAction {
	kind := protocol.CodeActionKindQuickFix
	for _, f := range chosen {
		preferred := false
		for i := range f.Fixes {
			choice := &f.Fixes[i]
			if len(out) >= maxQuickFixes {
				return out
			}
			action := &protocol.CodeAction{
				Title:       choice.Title,
				Kind:        &kind,
				Diagnostics: []protocol.Diagnostic{s.diagnostic(v.text, f)},
				Edit:        s.workspaceEdit(v, editsOf(recounted(v, choice.Edits)), choice.Safe, choice.Title),
			}
			// The first safe fix is the one that may be applied unseen.
			if choice.Safe && !preferred {
				preferred = true
				action.IsPreferred = &preferred
			}
			out = append(out, action)
		}
	}
	return out
}

// recounted adds what keeps the hunk headers of a patch true.
func recounted(v *snapshot, edits []fix.Edit) []fix.Edit {
	if v.doc.form.form != analyzer.Patch {
		return edits
	}
	return fix.Recount(v.text.Bytes(), edits)
}

// appendFixTypes offers to fix every finding of the types at hand, where there
// is more than one to be fixed.
func (s *server) appendFixTypes(ctx context.Context, out []protocol.CommandOrCodeAction, v *snapshot, r *result, chosen []*analyzer.Finding) []protocol.CommandOrCodeAction {
	fixable := map[string]int{}
	for i := range r.findings {
		if f := r.findings[i]; safeFix(f) != nil {
			fixable[f.Rule.Type]++
		}
	}
	done := map[string]bool{}
	for _, f := range chosen {
		if done[f.Rule.Type] || fixable[f.Rule.Type] < 2 {
			continue
		}
		done[f.Rule.Type] = true
		title := fmt.Sprintf("Fix all %d of %s in this file", fixable[f.Rule.Type], f.Rule.Type)
		action, err := s.fixAllAction(ctx, v, title, protocol.CodeActionKindQuickFix, fixFilter{Type: f.Rule.Type}, false)
		if err != nil || action == nil {
			continue
		}
		action.Diagnostics = []protocol.Diagnostic{s.diagnostic(v.text, f)}
		out = append(out, action)
	}
	return out
}

// safeFix returns the fix of a finding that may be applied unseen, or nil.
func safeFix(f *analyzer.Finding) *analyzer.Fix {
	if i := analyzer.FirstSafe(f); i >= 0 {
		return &f.Fixes[i]
	}
	return nil
}

// actionData is what a code action carries until its edit is asked for.
type actionData struct {
	URI     docURI    `json:"uri"`
	Version int32     `json:"version"`
	Filter  fixFilter `json:"filter"`
}

// fixAllAction returns the action that applies the safe fixes that the filter
// lets through, or nil if there are none. The edit is made at once if the
// client cannot ask for it later; unless thorough, that is only what can be
// fixed in one round, which is at hand, while a menu waits.
func (s *server) fixAllAction(ctx context.Context, v *snapshot, title string, kind protocol.CodeActionKind, filter fixFilter, thorough bool) (*protocol.CodeAction, error) {
	fixed, n := analyzer.ApplyFixes(s.placeOf(v.doc).input(v), v.result.findings, filter.choose(&v.result.changes))
	if n == 0 {
		return nil, nil
	}
	action := &protocol.CodeAction{Title: title, Kind: &kind}
	if s.caps.resolveEdit {
		data, err := json.Marshal(actionData{URI: v.doc.uri, Version: v.version, Filter: filter})
		if err != nil {
			return nil, fmt.Errorf("encode the action's data: %w", err)
		}
		action.Data = data
		return action, nil
	}
	if thorough {
		var err error
		if fixed, err = s.fixAll(ctx, v, filter); err != nil {
			return nil, err
		}
	}
	action.Edit = s.workspaceEdit(v, difference(v.text.Bytes(), fixed), true, title)
	return action, nil
}

func (s *server) CodeActionResolve(ctx context.Context, action *protocol.CodeAction) (*protocol.CodeAction, error) {
	if len(action.Data) == 0 {
		return action, nil // complete as it was sent; some clients ask all the same
	}
	var data actionData
	if err := json.Unmarshal(action.Data, &data); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the action's data is not what it was: %v", err)
	}
	v, err := s.current(ctx, data.URI)
	if err != nil {
		return nil, err
	}
	if v.version != data.Version {
		return nil, protocol.ErrContentModified
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, err
	}
	fixed, err := s.fixAll(ctx, v, data.Filter)
	if err != nil {
		return nil, err
	}
	action.Edit = s.workspaceEdit(v, difference(v.text.Bytes(), fixed), true, action.Title)
	return action, nil
}
