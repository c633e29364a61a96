// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.lsp.dev/protocol"
)

// tokens are those under which work is shown that the client may cancel by
// them.
type tokens struct {
	mu      sync.Mutex
	last    int
	cancels map[protocol.ProgressToken]context.CancelFunc
}

// progress shows the client that something takes its time.
type progress struct {
	s     *server
	token protocol.ProgressToken // nil: nothing is shown
	said  time.Time
}

// progressPause is how long a report stands before the next.
const progressPause = 200 * time.Millisecond

// begin shows work under the token of a request, or under one of our own if
// the client takes such. cancel ends the work if the user wants it to.
func (s *server) begin(ctx context.Context, token protocol.ProgressToken, title string, cancel context.CancelFunc) *progress {
	p := &progress{s: s, token: token}
	if token == nil {
		if !s.caps.progress {
			return p
		}
		s.tokens.mu.Lock()
		s.tokens.last++
		token = protocol.String(fmt.Sprintf("kstyle/%d", s.tokens.last))
		s.tokens.mu.Unlock()
		if err := s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: token}); err != nil {
			return p
		}
		p.token = token
	}
	s.tokens.mu.Lock()
	s.tokens.cancels[token] = cancel
	s.tokens.mu.Unlock()
	yes := true
	p.send(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Cancellable: &yes})
	return p
}

// report says how far the work has come, if that was not said just now.
func (p *progress) report(message string) {
	if p.token == nil || time.Since(p.said) < progressPause {
		return
	}
	p.said = time.Now()
	p.send(&protocol.WorkDoneProgressReport{Kind: "report", Message: &message})
}

// end says that the work is over, whatever became of it.
func (p *progress) end(message string) {
	if p.token == nil {
		return
	}
	p.s.tokens.mu.Lock()
	delete(p.s.tokens.cancels, p.token)
	p.s.tokens.mu.Unlock()
	p.send(&protocol.WorkDoneProgressEnd{Kind: "end", Message: &message})
}

func (p *progress) send(value any) { p.s.sendProgress(p.token, value) }

// sendProgress sends a value under a token: of progress, or a partial result.
func (s *server) sendProgress(token protocol.ProgressToken, value any) {
	raw, err := protocol.Marshal(value)
	if err == nil {
		err = s.client.Progress(s.ctx, &protocol.ProgressParams{Token: token, Value: protocol.LSPAny(raw)})
	}
	if err != nil && s.ctx.Err() == nil {
		s.log.Warn("send progress", "err", err)
	}
}

// WorkDoneProgressCancel is what the user's button comes to.
func (s *server) WorkDoneProgressCancel(_ context.Context, p *protocol.WorkDoneProgressCancelParams) error {
	s.tokens.mu.Lock()
	cancel := s.tokens.cancels[p.Token]
	s.tokens.mu.Unlock()
	if cancel == nil {
		return fmt.Errorf("nothing is in work under the token %v", p.Token)
	}
	cancel()
	return nil
}
