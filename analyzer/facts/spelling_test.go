// SPDX-License-Identifier: GPL-2.0-or-later

package facts

import "testing"

func TestSpelling(t *testing.T) {
	s := NewSpelling(map[string]string{"teh": "the", "an user": "a user", "an userspace": "a userspace", "adress": "address"})
	for _, tt := range []struct {
		text       string
		end        int
		correction string
		size       int
	}{
		{"teh cat", 3, "the", 3},
		{"Teh", 3, "the", 3},
		{"then", 4, "", 0},
		{"an user", 2, "a user", 7},
		{"an userspace", 2, "a userspace", 12},
		{"an apple", 2, "", 0},
		{"ADRESS", 6, "address", 6},
	} {
		c, n := s.Fix([]byte(tt.text), tt.end)
		if c != tt.correction || n != tt.size {
			t.Errorf("%q: %q %d, want %q %d", tt.text, c, n, tt.correction, tt.size)
		}
		if !s.Maybe([]byte(tt.text[:tt.end])) && n > 0 {
			t.Errorf("%q: the filter rejects a word of the list", tt.text)
		}
	}
	var none *Spelling
	if c, n := none.Fix([]byte("teh"), 3); c != "" || n != 0 || none.Maybe([]byte("teh")) || none.Len() != 0 {
		t.Error("a nil list has no words")
	}
}
