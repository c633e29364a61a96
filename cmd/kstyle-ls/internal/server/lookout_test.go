// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"testing"
	"time"
)

// TestLookoutForWhoWatchesNothing changes files beside a document: the next key
// has the findings follow, without a save.
func TestLookoutForWhoWatchesNothing(t *testing.T) {
	w := newWorkTree(t)
	w.put("a.c", "a \n")
	w.git("add", ".")
	w.git("commit", "-qm", "x")
	s := connect(t, Options{LookPause: time.Nanosecond})
	s.initializeIn(w.uri(""), modern, "null")
	u := w.uri("a.c")
	s.open(u, "c", 1, "a \naa\n")
	if got := shown(s.diagnostics(u, 1)); got != "0:1-2 TRAILING, 1:0-2 DOUBLE" {
		t.Fatalf("at first: %s", got)
	}
	version := int32(1)
	// Keys come until the findings are as they should be, as keys do.
	follows := func(what string, as func() bool) {
		t.Helper()
		s.eventually(what, func() bool {
			version++
			s.change(u, int(version), `{"text":"a \naa\n"}`)
			s.diagnostics(u, version)
			return as()
		})
	}
	follows("what is seen before", func() bool { return shown(s.diagnostics(u, version)) != "" })
	w.put("kstyle.toml", "ignore = [\"TRAILING\"]\n")
	follows("new settings of the project", func() bool { return shown(s.diagnostics(u, version)) == "1:0-2 DOUBLE" })
	w.put("kstyle.toml", "")
	follows("the old settings", func() bool { return shown(s.diagnostics(u, version)) == "0:1-2 TRAILING, 1:0-2 DOUBLE" })
	w.put("a.c", "a \naa\n")
	w.git("commit", "-qam", "y")
	follows("hints behind a commit", func() bool {
		ds := s.diagnostics(u, version)
		return len(ds) == 2 && ds[1].Severity == 4
	})
}

// TestLookoutSaysWhatChanged counts files that come, change and go.
func TestLookoutSaysWhatChanged(t *testing.T) {
	w := newWorkTree(t)
	l := &lookout{seen: map[string]stamp{}}
	step := func(what string, any, beyond bool) {
		t.Helper()
		if a, b := l.look(w.dir); a != any || b != beyond {
			t.Errorf("%s: %v %v, want %v %v", what, a, b, any, beyond)
		}
	}
	step("the first look", false, false)
	step("nothing", false, false)
	w.put("x.c", "x")
	step("another file", false, false)
	w.git("add", "x.c")
	step("the index", true, false)
	w.put(".checkpatch.conf", "--strict\n")
	step("settings", true, true)
	w.git("-c", "core.logAllRefUpdates=true", "commit", "-qm", "x")
	step("a commit", true, true)
	step("nothing more", false, false)
}
