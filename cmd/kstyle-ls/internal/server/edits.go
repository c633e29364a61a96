// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// needsLook is the annotation of an edit that may change what the text means.
const needsLook protocol.ChangeAnnotationIdentifier = "kstyle.unsafe"

// workspaceEdit puts edits of one version into the form that the client takes.
// The version goes with them, if it can, so that an editor that is a key ahead
// refuses them. Unsafe ones ask to be confirmed, if that can be said.
func (s *server) workspaceEdit(v *snapshot, edits []position.Edit, safe bool, label string) *protocol.WorkspaceEdit {
	plain := make([]protocol.TextEdit, len(edits))
	for i, e := range edits {
		e = aroundLineEnds(v.text.Bytes(), e)
		plain[i] = protocol.TextEdit{Range: s.rangeOf(v.text, e.Span), NewText: e.New}
	}
	if !s.caps.documentChanges {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{v.doc.spelled: plain}}
	}
	out := &protocol.WorkspaceEdit{}
	elements := make([]protocol.TextDocumentEditElement, len(plain))
	for i := range plain {
		if safe || !s.caps.annotations {
			elements[i] = &plain[i]
			continue
		}
		elements[i] = &protocol.AnnotatedTextEdit{TextEdit: plain[i], AnnotationID: needsLook}
	}
	if !safe && s.caps.annotations {
		confirm, why := true, "The change may alter what the code means."
		out.ChangeAnnotations = map[protocol.ChangeAnnotationIdentifier]protocol.ChangeAnnotation{
			needsLook: {Label: label, NeedsConfirmation: &confirm, Description: &why},
		}
	}
	version := v.version
	id := protocol.OptionalVersionedTextDocumentIdentifier{Version: &version}
	id.URI = v.doc.spelled
	out.DocumentChanges = []protocol.DocumentChange{&protocol.TextDocumentEdit{TextDocument: id, Edits: elements}}
	return out
}

// aroundLineEnds widens an edit that begins or ends between '\r' and '\n': the
// protocol has no name for that place.
func aroundLineEnds(text []byte, e position.Edit) position.Edit {
	splits := func(at int) bool {
		return at > 0 && at < len(text) && text[at-1] == '\r' && text[at] == '\n'
	}
	if splits(e.Start) {
		e.Start, e.New = e.Start-1, "\r"+e.New
	}
	if splits(e.End) {
		e.End, e.New = e.End+1, e.New+"\n"
	}
	return e
}
