// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"golang.org/x/sync/errgroup"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/walk"
)

// sweeps is what outlives one walk over the workspace.
type sweeps struct {
	mu      sync.Mutex
	age     int             // how often all was forgotten
	seen    map[string]seen // by path
	stirred chan struct{}   // closed when a file may have become another
}

// seen is what a file was like when it was checked, and what was said of it.
type seen struct {
	size    int64
	changed time.Time
	id      string // of the report
	clean   bool
}

func (w *sweeps) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.age, w.seen = w.age+1, map[string]seen{}
	close(w.stirred)
	w.stirred = make(chan struct{})
}

// recall returns what is remembered of a file, and the age to keep more by.
func (w *sweeps) recall(path string) (seen, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[path], w.age
}

// keep remembers what was said of a file, unless all was forgotten meanwhile.
func (w *sweeps) keep(path string, age int, what seen) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if age == w.age {
		w.seen[path] = what
	}
}

// stir has a client that waits for news answered.
func (w *sweeps) stir() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.stirred)
	w.stirred = make(chan struct{})
}

func (w *sweeps) news() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stirred
}

const (
	// streamItems is how many reports are sent at a time, and streamPause how
	// long one may wait for others.
	streamItems = 64
	streamPause = 200 * time.Millisecond
	// restFactor is how much longer than a walk that brought no news the
	// answer to it takes: some clients ask again and again.
	restFactor = 20
)

// sweep is one walk over the workspace for one request.
type sweep struct {
	s        *server
	token    protocol.ProgressToken // of partial results; nil: all in one answer
	progress *progress
	bases    bases
	open     map[string]*document // by path

	mu       sync.Mutex
	previous map[docURI]string // ids that the client has; those met are taken out
	items    []protocol.WorkspaceDocumentDiagnosticReport
	sent     time.Time
	files    int
	fresh    int // reports that are news to the client
}

// wantsWorkspace reports whether somebody wants to know of files that are not
// open.
func (s *server) wantsWorkspace() bool {
	return s.wishes.any(func(w *Settings) bool { return w.Workspace })
}

// DiagnosticWorkspace checks all files of the workspace for those who want it:
// there are 60,000 in a kernel tree. For the others it is about what is open.
func (s *server) DiagnosticWorkspace(ctx context.Context, p *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	if !s.caps.pull {
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, "diagnostics are published")
	}
	w := &sweep{s: s, token: p.PartialResultToken, open: map[string]*document{}, previous: map[docURI]string{}, sent: time.Now(), progress: &progress{s: s}}
	w.bases.s = s
	for _, known := range p.PreviousResultIds {
		w.previous[known.URI] = known.Value
	}
	s.docs.mu.Lock()
	for _, doc := range s.docs.open {
		w.open[pathOf(doc.uri)] = doc
	}
	s.docs.mu.Unlock()
	news := s.sweeps.news()
	detach(ctx)
	work, cancel := context.WithCancel(ctx)
	defer cancel()
	began := time.Now()
	again := len(w.previous) > 0
	if p.WorkDoneToken != nil || !again {
		w.progress = s.begin(work, p.WorkDoneToken, "Checking kernel style", cancel)
	}
	err := w.run(work)
	w.progress.end(fmt.Sprintf("%d files", w.files))
	switch {
	case err != nil && ctx.Err() == nil && work.Err() != nil:
		return nil, stopped("stopped by the user")
	case err != nil:
		return nil, err
	}
	if again && w.fresh == 0 {
		linger(ctx, news, restFactor*time.Since(began))
	}
	s.log.Debug("walked over the workspace", "files", w.files, "news", w.fresh, "took", time.Since(began))
	return &protocol.WorkspaceDiagnosticReport{Items: w.left()}, ctx.Err()
}

// linger waits for news, for the end of the request, or until a time is over.
func linger(ctx context.Context, news <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-news:
	case <-ctx.Done():
	case <-timer.C:
	}
}

// stopped is the answer to a request that was given up, and is not to be put
// again at once.
func stopped(why string) error {
	data, err := json.Marshal(protocol.DiagnosticServerCancellationData{RetriggerRequest: false})
	if err != nil {
		return err
	}
	return &jsonrpc2.Error{Code: jsonrpc2.Code(protocol.LSPErrorCodesServerCancelled), Message: why, Data: data}
}

// run reports on what is open, on the files below the folders of the
// workspace, and on those that were reported on before and are gone.
func (w *sweep) run(ctx context.Context) error {
	for _, doc := range w.open {
		if err := w.openDocument(ctx, doc); err != nil {
			return err
		}
	}
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(max(1, runtime.GOMAXPROCS(0)/2)) // documents that are open go first
	done := map[string]bool{}
	for _, folder := range w.s.folders.list() {
		if !w.s.wantsWorkspace() {
			break
		}
		walk.Files(folder, func(f walk.File) bool {
			if f.Err != nil {
				w.s.log.Warn("a folder cannot be read", "folder", f.Name, "err", f.Err)
			}
			// Folders of a workspace may lie in each other.
			if f.Disk != "" && w.open[f.Disk] == nil && !done[f.Disk] {
				done[f.Disk] = true
				group.Go(func() error { return w.file(working, f.Disk) })
			}
			return working.Err() == nil
		})
	}
	if err := cmp.Or(group.Wait(), ctx.Err()); err != nil {
		return err
	}
	return w.gone()
}

// openDocument reports on a document in the version that the editor has.
func (w *sweep) openDocument(ctx context.Context, doc *document) error {
	v, err := doc.newest().wait(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		w.pass(doc.uri) // overtaken by an edit or closed: the client asks again
		return nil
	}
	items := w.s.diagnostics(v)
	id, err := resultID(items)
	if err != nil {
		return err
	}
	w.report(doc.uri, doc.spelled, &v.version, id, items)
	return nil
}

// pass leaves a document as the client has it.
func (w *sweep) pass(u docURI) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.previous, u)
}

// file reports on a file, from memory if it is what it was. One that cannot be
// read has nothing to report.
func (w *sweep) file(ctx context.Context, path string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxPulled {
		return nil
	}
	u := uri.File(path)
	last, age := w.s.sweeps.recall(path)
	if last.size == info.Size() && last.changed.Equal(info.ModTime()) && w.unchanged(u, last) {
		return nil
	}
	items, err := w.check(ctx, u, path)
	if err != nil {
		return err
	}
	id, err := resultID(items)
	if err != nil {
		return err
	}
	w.s.sweeps.keep(path, age, seen{info.Size(), info.ModTime(), id, len(items) == 0})
	w.report(u, u, nil, id, items)
	return nil
}

// check checks one closed file. What is not text has no style.
func (w *sweep) check(ctx context.Context, u docURI, path string) ([]protocol.Diagnostic, error) {
	doc := &document{uri: u, form: formOf("", u)}
	p := w.s.placeOf(doc)
	none := []protocol.Diagnostic{}
	if p.quiet || p.judgement.Settings.Excluded || !p.settings.Workspace {
		return none, nil
	}
	text, err := os.ReadFile(path)
	if err != nil || bytes.IndexByte(text[:min(len(text), binaryWindow)], 0) >= 0 {
		return none, nil
	}
	return w.s.checkClosed(ctx, doc, text, func() *base { return w.bases.of(ctx, p, path, text) })
}

// binaryWindow is where a NUL byte is looked for, as git does.
const binaryWindow = 8000

// unchanged reports that a file is what it was, if the client was told, or
// there is nothing to tell.
func (w *sweep) unchanged(u docURI, last seen) bool {
	w.mu.Lock()
	has, told := w.previous[u]
	w.mu.Unlock()
	if told && has == last.id || !told && last.clean {
		w.report(u, u, nil, last.id, nil)
		return true
	}
	return false
}

// report hands one report on. A file without findings is passed over, unless
// the client believes that it has some.
func (w *sweep) report(u, spelled docURI, version *int32, id string, items []protocol.Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files++
	w.progress.report(fmt.Sprintf("%d files", w.files))
	has, told := w.previous[u]
	delete(w.previous, u)
	switch {
	case told && has == id:
		r := &protocol.WorkspaceUnchangedDocumentDiagnosticReport{URI: spelled, Version: version}
		r.Kind, r.ResultID = string(protocol.DocumentDiagnosticReportKindUnchanged), id
		w.items = append(w.items, r)
	case told || len(items) > 0:
		w.fresh++
		r := &protocol.WorkspaceFullDocumentDiagnosticReport{URI: spelled, Version: version}
		r.Kind, r.ResultID, r.Items = string(protocol.DocumentDiagnosticReportKindFull), &id, items
		w.items = append(w.items, r)
	}
	if w.token != nil && len(w.items) > 0 && (len(w.items) >= streamItems || time.Since(w.sent) > streamPause) {
		w.s.sendProgress(w.token, &protocol.WorkspaceDiagnosticReportPartialResult{Items: w.items})
		w.items, w.sent = nil, time.Now()
	}
}

// gone takes back what was said of files that are no more.
func (w *sweep) gone() error {
	none := []protocol.Diagnostic{}
	id, err := resultID(none)
	if err != nil {
		return err
	}
	for _, u := range w.unmet() {
		w.report(u, u, nil, id, none)
	}
	return nil
}

func (w *sweep) unmet() []docURI {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []docURI
	for u := range w.previous {
		list = append(list, u)
	}
	slices.Sort(list)
	return list
}

// left are the reports for the answer itself: all, or what was not streamed.
// Where some were, the rest goes the same way, as the protocol wants it.
func (w *sweep) left() []protocol.WorkspaceDocumentDiagnosticReport {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.token != nil && len(w.items) > 0 {
		w.s.sendProgress(w.token, &protocol.WorkspaceDiagnosticReportPartialResult{Items: w.items})
		w.items = nil
	}
	if w.items == nil {
		return []protocol.WorkspaceDocumentDiagnosticReport{}
	}
	return w.items
}
