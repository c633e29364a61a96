// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"path/filepath"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/fix"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/server/position"
)

func spanOf(r source.Range) position.Span {
	return position.Span{Start: int(r.Start), End: int(r.End)}
}

// editsOf turns the engine's edits into those of the document's text.
func editsOf(edits []fix.Edit) []position.Edit {
	out := make([]position.Edit, len(edits))
	for i, e := range edits {
		out[i] = position.Edit{Span: position.Span{Start: int(e.Start), End: int(e.End)}, New: e.New}
	}
	return out
}

// form says how a document is read: as a patch, as a message, or as a file.
type form struct {
	form analyzer.Form
	kind source.Kind
}

// languages says what the language ids of the editors mean. Editors call
// headers cpp, so that id says no more than C; a .h is told by its name.
var languages = map[string]source.Kind{
	"c": source.C, "cpp": source.C, "objective-c": source.C,
	"asm": source.Asm, "nasm": source.Asm, "gas": source.Asm,
	"dts": source.DTS, "devicetree": source.DTS,
	"kconfig": source.Kconfig,
	"make":    source.Makefile, "makefile": source.Makefile,
	"rust": source.Rust, "rst": source.RST, "restructuredtext": source.RST, "yaml": source.YAML,
	"diff": source.Patch, "patch": source.Patch, "mail": source.Patch, "mbox": source.Patch, "gitsendemail": source.Patch,
	"git-commit": source.Message, "gitcommit": source.Message, "git_commit_message": source.Message,
}

// formOf tells how to read a document: by the name of its file where that is
// telling, by the editor's language id where it is not.
func formOf(language string, u docURI) form {
	name := filepath.ToSlash(pathOf(u))
	kind := source.KindOf(name)
	said, ok := languages[strings.ToLower(language)]
	if ok && (kind == source.Other || said == source.Patch || said == source.Message) {
		kind = said
	}
	switch kind {
	case source.Patch:
		return form{analyzer.Patch, kind}
	case source.Message:
		return form{analyzer.Message, kind}
	}
	return form{analyzer.File, kind}
}

// pathOf returns the path of a file's address, and of any other what stands in
// its place: untitled:Untitled-1 has the path Untitled-1.
func pathOf(u docURI) string {
	if u.IsFile() {
		return u.FsPath()
	}
	if p := u.Path(); p != "" {
		return p
	}
	_, rest, _ := strings.Cut(string(u), ":")
	return rest
}

// input says what the engine is to know of a version.
func (p *place) input(v *snapshot) analyzer.Input {
	path := pathOf(v.doc.uri)
	in := analyzer.Input{
		Name: filepath.ToSlash(path), Path: filepath.ToSlash(path),
		Form: v.doc.form.form, Kind: v.doc.form.kind, Bytes: v.text.Bytes(),
	}
	if rel, err := filepath.Rel(p.root, path); p.root != "" && v.doc.uri.IsFile() && err == nil && filepath.IsLocal(rel) {
		in.Path = filepath.ToSlash(rel)
	}
	return in
}
