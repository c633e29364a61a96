// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"encoding/json"
	"sync"

	"go.lsp.dev/protocol"
)

// register is what stands in the client's register because of settings.
type register struct {
	mu    sync.Mutex // held while the client is told
	there map[string]bool
}

// offerWanted has the client take into its register what somebody wants, and
// out again what nobody does any more.
func (s *server) offerWanted() {
	s.spawn("offer what is wanted", func(ctx context.Context) error {
		s.register.mu.Lock()
		defer s.register.mu.Unlock()
		// A second formatter for C has editors ask which one is meant, so it is
		// offered to those who want it.
		if s.caps.laterFormat {
			options := map[string]any{"documentSelector": nil}
			if s.caps.ranges {
				options["rangesSupport"] = true
			}
			want := s.wishes.any(func(w *Settings) bool { return w.Format })
			if err := s.enter(ctx, "kstyle.format", protocol.MethodTextDocumentRangeFormatting, want, options); err != nil {
				return err
			}
		}
		// Documents are pulled by what was offered at the start.
		if s.caps.pull && s.caps.laterPull && !s.caps.workspace {
			options := map[string]any{"documentSelector": []any{}, "identifier": sourceName, "interFileDependencies": false, "workspaceDiagnostics": true}
			return s.enter(ctx, "kstyle.workspace", protocol.MethodTextDocumentDiagnostic, s.wantsWorkspace(), options)
		}
		return nil
	})
}

// enter tells the client if it does not know yet. s.register is locked.
func (s *server) enter(ctx context.Context, id, method string, want bool, options any) error {
	if want == s.register.there[id] {
		return nil
	}
	s.register.there[id] = want
	if !want {
		return s.client.UnregisterCapability(ctx, &protocol.UnregistrationParams{Unregisterations: []protocol.Unregistration{{ID: id, Method: method}}})
	}
	raw, err := json.Marshal(options)
	if err != nil {
		return err
	}
	return s.client.RegisterCapability(ctx, &protocol.RegistrationParams{Registrations: []protocol.Registration{{ID: id, Method: method, RegisterOptions: protocol.LSPAny(raw)}}})
}
