// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// analysesAtOnce is how many documents are analysed at a time.
func analysesAtOnce() int { return max(1, runtime.GOMAXPROCS(0)) }

// A text that takes long to analyse is not analysed at every key: after an edit
// the work waits for half of what it took before, up to longestPause.
const (
	neverPause   = 20 * time.Millisecond // below this there is no pause
	longestPause = 250 * time.Millisecond
)

// attend is a document's one goroutine: it analyses the newest version, says
// what was found, and waits for the next, until the document is closed. before
// is a document of the same address that has to be finished first, so that its
// last words do not wipe out the first of this one.
func (s *server) attend(doc, before *document) {
	defer s.work.Done()
	defer s.finish(doc)
	if before != nil {
		<-before.done
	}
	var memory *analyzer.Memory
	var took time.Duration
	var saved int64
	for {
		v := doc.newest()
		if n := s.saved.Load(); n != saved && doc.form.form == analyzer.Patch {
			saved, memory = n, nil // a file that the patch changes may be another
		}
		began := time.Now()
		var finished bool
		if memory, finished = s.analyse(v, memory); finished {
			took = time.Since(began)
			s.collect()
		}
		select {
		case <-doc.wake:
		case <-doc.ctx.Done():
			return
		}
		s.pause(doc, took)
	}
}

// finish leaves nothing of a closed document behind.
func (s *server) finish(doc *document) {
	doc.newest().settle(nil)
	s.clear(doc)
	close(doc.done)
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	if s.docs.closing[doc.uri] == doc {
		delete(s.docs.closing, doc.uri)
	}
}

func (s *server) pause(doc *document, took time.Duration) {
	wait := min(took/2, longestPause)
	if set := s.placeOf(doc).settings.DebounceMs; set != nil {
		wait = time.Duration(*set) * time.Millisecond
	} else if took < neverPause {
		return
	}
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-doc.ctx.Done():
	}
}

// analyse has one version checked, settles it and publishes the result, unless
// a newer version comes meanwhile. It returns what helps the next check, and
// whether this one was finished.
func (s *server) analyse(v *snapshot, memory *analyzer.Memory) (*analyzer.Memory, bool) {
	select {
	case s.slots <- struct{}{}:
	case <-v.ctx.Done():
		return memory, false
	}
	findings, next, err := s.check(v, memory)
	<-s.slots
	if err != nil {
		return memory, false
	}
	r := &result{findings: findings, changes: changesSince(s.baseOf(v.doc.ctx, v.doc), v.text.Bytes())}
	if v.settle(r) && v.ctx.Err() == nil {
		s.publish(v)
	}
	return next, true
}

// check runs the engine on one version. An engine that panics has found
// nothing; it starts afresh the next time.
func (s *server) check(v *snapshot, memory *analyzer.Memory) (findings []*analyzer.Finding, next *analyzer.Memory, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("panic in an analysis", "uri", v.doc.uri, "version", v.version, "panic", p, "stack", string(debug.Stack()))
			findings, next, err = nil, nil, nil
		}
	}()
	p := s.placeOf(v.doc)
	if p.quiet || isProjectFile(v.doc) {
		return nil, nil, nil
	}
	r, next, err := s.engine.Recheck(v.ctx, memory, p.input(v), p.judgement.Options)
	if err != nil {
		return nil, nil, err
	}
	if p.settings.Verify {
		s.verify(v, p, r.Findings)
	}
	for _, name := range r.Broken {
		s.log.Error("a check failed and was left out", "uri", v.doc.uri, "version", v.version, "type", name)
	}
	return byPlace(s.withDoubts(v.doc, p.input(v), p.judgement.Adjust(r.Findings))), next, nil
}

// byPlace returns the findings in the order of the text.
func byPlace(findings []*analyzer.Finding) []*analyzer.Finding {
	order := func(a, b *analyzer.Finding) int {
		if n := cmp.Compare(a.Range.Start, b.Range.Start); n != 0 {
			return n
		}
		return cmp.Or(cmp.Compare(a.Range.End, b.Range.End), strings.Compare(a.Rule.Type, b.Rule.Type))
	}
	if slices.IsSortedFunc(findings, order) {
		return findings
	}
	out := slices.Clone(findings)
	slices.SortStableFunc(out, order)
	return out
}
