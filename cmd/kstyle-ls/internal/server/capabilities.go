// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"slices"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

// clientCapabilities is what the server needs to know of the client.
type clientCapabilities struct {
	encoding        position.Encoding
	documentChanges bool // edits may name the version they are meant for
	annotations     bool // edits may ask for confirmation
	resolveEdit     bool // a code action's edit may be asked for later
	disabled        bool // a code action may say why it cannot be done
	versionSupport  bool // diagnostics may name their version
	codeDescription bool
	markdown        bool // in hovers
	pull            bool // the client asks for diagnostics by itself
	refresh         bool // it can be told to ask again
	configuration   bool // it answers workspace/configuration
	watch           bool // it watches files if asked to
	progress        bool // it shows progress that it did not ask for
	applyEdit       bool
	ranges          bool // it formats several ranges at once
	laterFormat     bool // formatting may be offered and taken back later
	laterPull       bool // so may diagnostics
	workspace       bool // diagnostics of the whole workspace were offered at the start
	lens            bool // it shows code lenses
	lensRefresh     bool // it can be told to ask for them again
	tags            map[protocol.DiagnosticTag]bool
}

func isTrue(b *bool) bool { return b != nil && *b }

// of fills each part that is missing with an empty one.
func of[T any](part *T) *T {
	if part == nil {
		return new(T)
	}
	return part
}

func readCapabilities(c *protocol.ClientCapabilities) clientCapabilities {
	text, work := of(c.TextDocument), of(c.Workspace)
	publish, action, edit := of(text.PublishDiagnostics), of(text.CodeAction), of(work.WorkspaceEdit)
	caps := clientCapabilities{
		encoding:        chooseEncoding(of(c.General).PositionEncodings),
		documentChanges: isTrue(edit.DocumentChanges),
		annotations:     isTrue(edit.DocumentChanges) && edit.ChangeAnnotationSupport != nil,
		resolveEdit:     slices.Contains(action.ResolveSupport.Properties, "edit") && isTrue(action.DataSupport),
		disabled:        isTrue(action.DisabledSupport),
		versionSupport:  isTrue(publish.VersionSupport),
		markdown:        slices.Contains(of(text.Hover).ContentFormat, protocol.MarkupKindMarkdown),
		refresh:         isTrue(of(work.Diagnostics).RefreshSupport),
		configuration:   isTrue(work.Configuration),
		watch:           isTrue(of(work.DidChangeWatchedFiles).DynamicRegistration),
		progress:        isTrue(of(c.Window).WorkDoneProgress),
		applyEdit:       isTrue(work.ApplyEdit),
		ranges:          isTrue(of(text.RangeFormatting).RangesSupport),
		laterFormat:     isTrue(of(text.RangeFormatting).DynamicRegistration),
		lens:            text.CodeLens != nil,
		lensRefresh:     isTrue(of(work.CodeLens).RefreshSupport),
		tags:            map[protocol.DiagnosticTag]bool{},
	}
	caps.laterPull = isTrue(of(text.Diagnostic).DynamicRegistration)
	// A client that can pull but cannot be told to would not learn of new
	// settings or of a commit: it is sent diagnostics.
	caps.pull = text.Diagnostic != nil && caps.refresh
	shown := publish.DiagnosticsCapabilities
	if caps.pull {
		shown = text.Diagnostic.DiagnosticsCapabilities
	}
	caps.codeDescription = isTrue(shown.CodeDescriptionSupport)
	for _, tag := range shown.TagSupport.ValueSet {
		caps.tags[tag] = true
	}
	return caps
}

// encodings are the position encodings by the names of the protocol.
var encodings = map[protocol.PositionEncodingKind]position.Encoding{
	protocol.PositionEncodingKindUTF8:  position.UTF8,
	protocol.PositionEncodingKindUTF16: position.UTF16,
	protocol.PositionEncodingKindUTF32: position.UTF32,
}

// chooseEncoding takes the first that the client offers and we know: any costs
// us the same, and an editor that talks to several servers wants one for all.
func chooseEncoding(offered []protocol.PositionEncodingKind) position.Encoding {
	for _, name := range offered {
		if enc, ok := encodings[name]; ok {
			return enc
		}
	}
	return position.UTF16
}

func encodingName(enc position.Encoding) protocol.PositionEncodingKind {
	for name, e := range encodings {
		if e == enc {
			return name
		}
	}
	return protocol.PositionEncodingKindUTF16
}

// Kinds of code actions of our own.
const (
	kindFixAll     protocol.CodeActionKind = "source.fixAll.kstyle"
	kindFixChanged protocol.CodeActionKind = "source.fixAll.kstyle.changed"
)

// offer says what the server can do for the client.
func (s *server) offer() protocol.ServerCapabilities {
	yes := true
	sync := protocol.TextDocumentSyncKindIncremental
	offer := protocol.ServerCapabilities{
		PositionEncoding: encodingName(s.caps.encoding),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{OpenClose: &yes, Change: &sync, Save: protocol.Boolean(true)},
		HoverProvider:    protocol.Boolean(true),
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, kindFixAll, kindFixChanged},
			ResolveProvider: &s.caps.resolveEdit,
		},
		DocumentLinkProvider:   &protocol.DocumentLinkOptions{},
		DocumentSymbolProvider: protocol.Boolean(true),
		FoldingRangeProvider:   protocol.Boolean(true),
		CompletionProvider:     &protocol.CompletionOptions{TriggerCharacters: []string{":", " "}},
		ExecuteCommandProvider: protocol.ExecuteCommandOptions{Commands: commands},
		Workspace: &protocol.WorkspaceOptions{
			WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{Supported: &yes, ChangeNotifications: protocol.Boolean(true)},
		},
	}
	if s.wishes.all.Format && !s.caps.laterFormat {
		offer.DocumentRangeFormattingProvider = protocol.Boolean(true)
		if s.caps.ranges {
			offer.DocumentRangeFormattingProvider = &protocol.DocumentRangeFormattingOptions{RangesSupport: &yes}
		}
	}
	if s.caps.lens {
		offer.CodeLensProvider = &protocol.CodeLensOptions{}
	}
	if s.caps.pull {
		name := sourceName
		s.caps.workspace = s.wantsWorkspace()
		offer.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: &name, WorkspaceDiagnostics: s.caps.workspace}
	}
	return offer
}
