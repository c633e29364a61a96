// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Commands that the client may have carried out. Clients keep those of all
// servers in one list, so their names begin with ours.
const (
	commandSilence      = "kstyle.silence"      // keep one finding silent
	commandPrune        = "kstyle.prune"        // remove the records of a document that silence nothing
	commandApplyChanged = "kstyle.applyChanged" // make the safe fixes on changed lines
	commandCount        = "kstyle.count"        // say how many findings there are of what
)

var commands = []string{commandSilence, commandPrune, commandApplyChanged, commandCount}

func (s *server) ExecuteCommand(ctx context.Context, p *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	switch p.Command {
	case commandSilence:
		return nil, s.silenceCommand(ctx, p.Arguments)
	case commandPrune:
		return nil, s.pruneCommand(ctx, p.Arguments)
	case commandApplyChanged:
		return nil, s.applyChanged(ctx, p.Arguments)
	case commandCount:
		return nil, s.countCommand(ctx, p.Arguments)
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "there is no command %q", p.Command)
}

// onlyArgument decodes the one argument of a command.
func onlyArgument(arguments []protocol.LSPAny, into any) error {
	if len(arguments) != 1 {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "one argument is wanted, %d came", len(arguments))
	}
	if err := json.Unmarshal(arguments[0], into); err != nil {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the argument: %v", err)
	}
	return nil
}

// documentArgument names a document.
type documentArgument struct {
	URI docURI `json:"uri"`
}

func (s *server) commandOn(v *snapshot, title, command string) protocol.Command {
	argument, err := json.Marshal(documentArgument{v.doc.uri})
	if err != nil {
		return protocol.Command{Title: title} // an address is always encoded
	}
	return protocol.Command{Title: title, Command: command, Arguments: []protocol.LSPAny{jsontext.Value(argument)}}
}

// documentOf is the document that a command's argument names, with its result.
func (s *server) documentOf(ctx context.Context, arguments []protocol.LSPAny) (*snapshot, *result, error) {
	var a documentArgument
	if err := onlyArgument(arguments, &a); err != nil {
		return nil, nil, err
	}
	v, err := s.current(ctx, a.URI)
	if err != nil {
		return nil, nil, err
	}
	if v, err = v.wait(ctx); err != nil {
		return nil, nil, err
	}
	return v, v.result, nil
}

// applyChanged has the client make the safe fixes on changed lines.
func (s *server) applyChanged(ctx context.Context, arguments []protocol.LSPAny) error {
	v, _, err := s.documentOf(ctx, arguments)
	if err != nil {
		return err
	}
	fixed, err := s.fixAll(ctx, v, fixFilter{Changed: true})
	if err != nil {
		return err
	}
	edits := difference(v.text.Bytes(), fixed)
	if len(edits) == 0 {
		return nil
	}
	label := "Fix kernel style on changed lines"
	answer, err := s.client.ApplyEdit(ctx, &protocol.ApplyWorkspaceEditParams{Label: &label, Edit: *s.workspaceEdit(v, edits, true, label)})
	if err == nil && !answer.Applied {
		why := "it gave no reason"
		if answer.FailureReason != nil {
			why = *answer.FailureReason
		}
		err = fmt.Errorf("the editor did not make the changes: %s", why)
	}
	return err
}

// countCommand shows how many findings of which types there are.
func (s *server) countCommand(ctx context.Context, arguments []protocol.LSPAny) error {
	_, r, err := s.documentOf(ctx, arguments)
	if err != nil {
		return err
	}
	counts := [2]map[string]int{{}, {}}
	for _, f := range r.findings {
		which := 1
		if r.changes.touch(f) {
			which = 0
		}
		counts[which][f.Rule.Type]++
	}
	s.tell(protocol.MessageTypeInfo, "On changed lines: "+most(counts[0])+". Older: "+most(counts[1])+".")
	return nil
}

// most lists types by how often they come.
func most(counts map[string]int) string {
	var types []string
	for t := range counts {
		types = append(types, t)
	}
	if len(types) == 0 {
		return "none"
	}
	slices.SortFunc(types, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for i, t := range types {
		types[i] = fmt.Sprintf("%d %s", counts[t], t)
	}
	return strings.Join(types, ", ")
}
