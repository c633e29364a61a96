// SPDX-License-Identifier: GPL-2.0-or-later

package kernel

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompileCommand(t *testing.T) {
	const announced = `set -e; echo '# CC [M]  a/b.o'; echo '  gcc -DX='\''"b"'\'' -c -o a/b.o /k/a/b.c   ; ./objtool a/b.o';   trap 'rm -f a/b.o' HUP; `
	for _, test := range []struct {
		name, line string
		want       []string
	}{
		{"quotes are taken off", announced + `gcc -I/k/include -DX='"b"' -c -o a/b.o /k/a/b.c   ; ./objtool a/b.o`,
			[]string{"gcc", "-I/k/include", `-DX="b"`, "-c", "-o", "a/b.o", "/k/a/b.c"}},
		{"the semicolon touches", `echo '# CC a/b.o'; gcc -c -o a/b.o /k/a/b.c; true`,
			[]string{"gcc", "-c", "-o", "a/b.o", "/k/a/b.c"}},
		{"linking is none", `echo '# HOSTLD x'; gcc -o x x.o ; true`, nil},
		{"an open quote", `echo '# CC x; gcc -c x.c ; true`, nil},
		{"only announced", announced, nil},
	} {
		if diff := cmp.Diff(test.want, compileCommand(test.line)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
