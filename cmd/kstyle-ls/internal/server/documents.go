// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/silence"
)

// docURI is a document's address as the protocol library writes it, so that
// one document has one.
type docURI = uri.URI

// documents are the open ones, and those closed whose last words are not said.
type documents struct {
	mu      sync.Mutex
	open    map[docURI]*document
	closing map[docURI]*document
}

// document is one open document. Its versions follow each other in latest.
type document struct {
	uri docURI
	// spelled is the address letter by letter as the client wrote it, which
	// the library does not keep: what is sent must carry the same.
	spelled docURI

	form form
	ctx  context.Context    // ends when the document is closed
	stop context.CancelFunc // ends it

	mu     sync.Mutex
	latest *snapshot

	baseMu  sync.Mutex
	base    *base        // what its lines are changed against; nil if not looked up
	baseAge atomic.Int64 // of the base that is wanted

	// unused are the records about the document that silence nothing, as it
	// was when it was opened or saved.
	unused atomic.Pointer[[]silence.Record]

	wake chan struct{} // has room for one: there is a newer version
	done chan struct{} // closed when its goroutine has ended and all is cleared
}

// snapshot is one immutable version of a document, and the promise of what is
// wrong with it.
type snapshot struct {
	doc     *document
	version int32
	text    *position.Text

	ctx    context.Context    // ends when a newer version has come
	cancel context.CancelFunc // ends it

	settled sync.Once
	ready   chan struct{} // closed when result is set
	result  *result       // nil if the version was overtaken
}

// result is what was found in one version.
type result struct {
	findings []*analyzer.Finding // by place
	changes  changes             // which lines of the text are new
}

// count returns how many findings are on changed lines, and how many are older.
func (r *result) count() (changed, older int) {
	for _, f := range r.findings {
		if r.changes.touch(f) {
			changed++
		} else {
			older++
		}
	}
	return changed, older
}

// current returns the latest version of a document and lets the reader go on.
// Every request about a document begins with it.
func (s *server) current(ctx context.Context, u docURI) (*snapshot, error) {
	defer detach(ctx)
	s.docs.mu.Lock()
	doc := s.docs.open[u]
	s.docs.mu.Unlock()
	if doc == nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s is not open", u)
	}
	return doc.newest(), nil
}

func (d *document) newest() *snapshot {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.latest
}

// wait returns the version when its result is there, or the one that took its
// place without an edit, as after new settings. If it was overtaken by an edit
// the error is ErrContentModified.
func (v *snapshot) wait(ctx context.Context) (*snapshot, error) {
	for {
		select {
		case <-v.ready:
		case <-v.doc.ctx.Done():
			return nil, protocol.ErrContentModified // closed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if v.result != nil {
			return v, nil
		}
		next := v.doc.newest()
		if next == v || next.text != v.text {
			return nil, protocol.ErrContentModified
		}
		v = next
	}
}

// settle fulfils the promise, once; nil gives the version up. It reports
// whether it was r that was taken.
func (v *snapshot) settle(r *result) (taken bool) {
	v.settled.Do(func() {
		v.result, taken = r, true
		close(v.ready)
	})
	return taken
}

func (s *server) DidOpen(ctx context.Context, p *protocol.DidOpenTextDocumentParams) error {
	item := p.TextDocument
	u := docURI(strings.Clone(string(item.URI)))
	spelled := spelledIn(ctx, u)
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	before := s.docs.closing[u]
	if twice := s.docs.open[u]; twice != nil {
		// Against the protocol, but editors that lose count should not lose
		// their diagnostics as well.
		s.log.Warn("opened twice", "uri", u)
		before = twice
		before.stop()
	}
	doc := &document{uri: u, spelled: spelled, form: formOf(string(item.LanguageID), u), wake: make(chan struct{}, 1), done: make(chan struct{})}
	doc.ctx, doc.stop = context.WithCancel(s.ctx)
	doc.latest = newSnapshot(doc, item.Version, position.New([]byte(item.Text)))
	s.docs.open[u] = doc
	s.work.Add(1)
	go s.attend(doc, before)
	s.lookAround(doc, true)
	s.spawn("review silence records", func(ctx context.Context) error { return s.reviewRecords(ctx, doc) })
	return nil
}

type paramsKey struct{}

// spelledIn returns the address of a document as it is written in the
// parameters of the notification that ctx belongs to.
func spelledIn(ctx context.Context, u docURI) docURI {
	params, _ := ctx.Value(paramsKey{}).(jsonrpc2.RawMessage)
	if bytes.Contains(params, []byte(`"uri":"`+string(u)+`"`)) {
		return u // as nearly always; a text of megabytes is not read twice
	}
	var p struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
	}
	if err := json.Unmarshal(params, &p); err != nil || p.TextDocument.URI == "" {
		return u
	}
	return docURI(p.TextDocument.URI)
}

func newSnapshot(doc *document, version int32, text *position.Text) *snapshot {
	v := &snapshot{doc: doc, version: version, text: text, ready: make(chan struct{})}
	v.ctx, v.cancel = context.WithCancel(doc.ctx)
	return v
}

func (s *server) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	s.docs.mu.Lock()
	doc := s.docs.open[p.TextDocument.URI]
	s.docs.mu.Unlock()
	if doc == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	changes := make([]position.Change, len(p.ContentChanges))
	for i, c := range p.ContentChanges {
		switch c := c.(type) {
		case *protocol.TextDocumentContentChangePartial:
			changes[i] = position.Change{Start: pointOf(c.Range.Start), End: pointOf(c.Range.End), New: c.Text}
		case *protocol.TextDocumentContentChangeWholeDocument:
			changes[i] = position.Change{Whole: true, New: c.Text}
		default:
			return fmt.Errorf("change %d of %s is of no known form", i, p.TextDocument.URI)
		}
	}
	s.lookAround(doc, false)
	old := doc.newest()
	if p.TextDocument.Version < old.version {
		s.log.Warn("version goes back", "uri", doc.uri, "from", old.version, "to", p.TextDocument.Version)
	}
	doc.replace(p.TextDocument.Version, func(old *position.Text) *position.Text {
		return old.Apply(changes, s.caps.encoding)
	})
	return nil
}

// replace makes what change returns the document's newest version, and ends
// the work on the one before.
func (d *document) replace(version int32, change func(*position.Text) *position.Text) {
	d.mu.Lock()
	old := d.latest
	d.latest = newSnapshot(d, version, change(old.text))
	d.mu.Unlock()
	d.overtaken(old)
}

// again has a version looked at once more, if it is still the newest.
func (d *document) again(v *snapshot) {
	d.mu.Lock()
	if d.latest != v {
		d.mu.Unlock()
		return
	}
	d.latest = newSnapshot(d, v.version, v.text)
	d.mu.Unlock()
	d.overtaken(v)
}

// overtaken ends the work on a version that is no longer the newest.
func (d *document) overtaken(old *snapshot) {
	old.cancel()
	old.settle(nil)
	select {
	case d.wake <- struct{}{}:
	default: // it will see the newest when it looks
	}
}

// DidSave looks the base up again: who saves may have committed before, and
// not every client watches files.
func (s *server) DidSave(_ context.Context, p *protocol.DidSaveTextDocumentParams) error {
	s.docs.mu.Lock()
	doc := s.docs.open[p.TextDocument.URI]
	s.docs.mu.Unlock()
	if doc == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	s.saved.Add(1)
	s.lookAround(doc, true)
	s.sweeps.stir()
	s.spawn("look a base up again", func(ctx context.Context) error {
		doc.baseMu.Lock()
		old := doc.base
		doc.baseMu.Unlock()
		doc.baseAge.Add(1)
		fresh := s.baseOf(ctx, doc)
		same := old != nil && slices.EqualFunc(old.texts, fresh.texts, bytes.Equal)
		if !same {
			s.sweeps.forget()
			s.reconsider(doc)
		}
		return s.reviewRecords(ctx, doc)
	})
	if !s.caps.watch {
		// Nobody else says that a file of settings was written.
		s.forgetPlaces(false)
		if isProjectFile(doc) {
			s.recheck()
		} else {
			s.reconsider(doc)
		}
	}
	return nil
}

// reconsider has a document looked at again that was not edited.
func (s *server) reconsider(doc *document) {
	doc.again(doc.newest())
	s.refresh()
}

func (s *server) DidClose(_ context.Context, p *protocol.DidCloseTextDocumentParams) error {
	s.docs.mu.Lock()
	doc := s.docs.open[p.TextDocument.URI]
	if doc != nil {
		delete(s.docs.open, doc.uri)
		s.docs.closing[doc.uri] = doc
	}
	s.docs.mu.Unlock()
	if doc == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	doc.stop()
	s.sweeps.stir()
	return nil
}

func pointOf(p protocol.Position) position.Point {
	return position.Point{Line: p.Line, Character: p.Character}
}
