// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"context"
	"testing"
)

// TestListingAgreesWithContent asks for every file both ways.
func TestListingAgreesWithContent(t *testing.T) {
	r, git := repository(t)
	put(t, r.Top, "a.c", "two\n")
	put(t, r.Top, "new.c", "n\n")
	git("add", "a.c", "new.c")
	git("mv", "sub/b c.c", "c.c")
	put(t, r.Top, "a.c", "three\n")
	put(t, r.Top, "untracked.c", "u\n")
	h := r.History()
	defer h.Close()
	for _, base := range []Base{Head, Index, "main"} {
		l, err := r.Listing(context.Background(), base)
		if err != nil {
			t.Fatalf("%s: %v", base, err)
		}
		for _, name := range []string{"a.c", "new.c", "c.c", "sub/b c.c", "untracked.c"} {
			want, err := r.Content(context.Background(), base, name)
			id, ok := l.Blob(name)
			if ok != (err == nil) {
				t.Errorf("%s of %s: listed %v, content %v", name, base, ok, err)
			}
			if !ok {
				continue
			}
			if got, _ := h.Blob(id); string(got) != string(want) {
				t.Errorf("%s of %s is %q, want %q", name, base, got, want)
			}
			if !Same(id, want) || Same(id, append(want, 'x')) {
				t.Errorf("%s of %s: %s is not told from another content", name, base, id)
			}
		}
	}
	if _, err := r.Listing(context.Background(), "--all"); err == nil {
		t.Error("an option is a base")
	}
}
