// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"fmt"
	"reflect"

	"go.lsp.dev/protocol"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// verify compares what was found step by step with what a fresh check of the
// whole text finds. It is for finding faults of the engine, and slow.
func (s *server) verify(v *snapshot, p *place, found []*analyzer.Finding) {
	fresh, err := s.engine.Check(v.ctx, p.input(v), p.judgement.Options)
	if err != nil {
		return // overtaken by an edit
	}
	differs := unlike(found, fresh.Findings)
	if differs == "" {
		s.log.Debug("verified", "uri", v.doc.uri, "version", v.version, "findings", len(found))
		return
	}
	s.log.Error("the result differs from that of a fresh check", "uri", v.doc.uri, "version", v.version, "difference", differs)
	s.tell(protocol.MessageTypeError, "kstyle: version "+fmt.Sprint(v.version)+" was not judged as a whole would be; this is a bug, see the log")
}

// unlike says what the first difference of two lists of findings is, fixes
// included; nothing if there is none.
func unlike(got, want []*analyzer.Finding) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return "lacks " + described(want[i])
		case i >= len(want):
			return "has " + described(got[i])
		}
		a, b := *got[i], *want[i]
		if a.Rule != b.Rule || a.Level != b.Level || a.Range != b.Range || a.Line != b.Line || a.Path != b.Path || a.FileLine != b.FileLine || a.Message != b.Message {
			return described(got[i]) + " is " + described(want[i])
		}
		if len(a.Fixes)+len(b.Fixes) > 0 && !reflect.DeepEqual(a.Fixes, b.Fixes) {
			return described(got[i]) + " has other fixes"
		}
	}
	return ""
}

func described(f *analyzer.Finding) string {
	return fmt.Sprintf("%s %s of line %d at %d-%d, %q", f.Level, f.Rule.Type, f.Line, f.Range.Start, f.Range.End, f.Message)
}
