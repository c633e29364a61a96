// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"slices"
	"sync"

	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// attic keeps versions of documents of which an edit made a large part into
// something else, such as the rest of a header behind the opening of a comment.
// A few keys later the comment is closed; what comes then differs less from the
// version in the attic than from the last.
type attic struct {
	mu   sync.Mutex
	kept []*layers // the newest last
}

const (
	// atticPieces is how many pieces must be lost at once for a version to be
	// worth keeping.
	atticPieces = 32
	// atticAge is how many versions of its document it is kept for.
	atticAge = 100
	// mostInAttic is how many are kept, of all documents.
	mostInAttic = 2
)

// of is the version kept of a document of which this is the last, nil if there
// is none. It belongs to whoever the last belongs to.
func (k *attic) of(last *layers) *layers {
	k.mu.Lock()
	defer k.mu.Unlock()
	if i := slices.IndexFunc(k.kept, last.sameDocument); i >= 0 {
		return k.kept[i]
	}
	return nil
}

// put takes a version in. Others make room for it.
func (k *attic) put(l *layers) {
	k.drop(l)
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) == mostInAttic {
		k.kept = slices.Delete(k.kept, 0, 1)
	}
	l.age = 0
	k.kept = append(k.kept, l)
}

// drop throws out what is kept of the document of a version.
func (k *attic) drop(l *layers) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = slices.DeleteFunc(k.kept, l.sameDocument)
}

func (l *layers) sameDocument(o *layers) bool { return l.onces == o.onces }

// nearest is the version that the next is to be made of: the last or, if most
// of the text had to be read anew then and not otherwise, the one in the attic.
func (a *Analyzer) nearest(last *layers, raw []byte, mode source.Mode) *layers {
	if last == nil {
		return nil
	}
	if kept := a.attic.of(last); kept != nil && !last.text.Near(raw, mode) && kept.text.Near(raw, mode) {
		return kept
	}
	return last
}

// retire is called when a version was made of base and took the place of the
// last, of which nobody knows any more then.
func (a *Analyzer) retire(last, base, now *layers) {
	kept := a.attic.of(last)
	switch {
	case now.lost >= atticPieces:
		a.attic.put(base)
	case base == kept:
		a.attic.drop(base)
		a.spares.give(base)
	case kept != nil:
		if kept.age++; kept.age > atticAge {
			a.attic.drop(kept)
		}
	default:
		now.onces.tidy()
	}
	if last == base && now.lost >= atticPieces {
		now.c.Idle(nil)
		return
	}
	now.c.Idle(last.c)
	a.spares.give(last)
}
