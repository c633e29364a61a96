// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"strings"
	"testing"
)

func TestCheckpatchFile(t *testing.T) {
	f, problems := ParseCheckpatch(".checkpatch.conf", []byte("# ours\n--no-tree --max-line-length=80\n\t--ignore LONG_LINE,NO_SUCH --strict # --tab-size 4\n--nosummary --u-boot --exclude x\n"), two{})
	if len(problems) > 0 || *f.MaxLineLength != 80 || !*f.Strict || f.TabSize != nil || len(f.Ignore) != 1 || f.Ignore[0] != "LONG_LINE" {
		t.Errorf("%+v, %v", f, problems)
	}
	for text, want := range map[string]string{
		"--strict\n --max-line-lenght=80\n": "c:2:2: checkpatch has no option --max-line-lenght; did you mean max-line-length?",
		"--tab-size=x\n":                    `c:1:1: --tab-size is "x", which is no number`,
		"--no-types\n":                      "c:1:1: checkpatch has no option --no-types",
		"--tree --types":                    "c:1:8: --types needs a value",
	} {
		_, problems := ParseCheckpatch("c", []byte(text), two{})
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), want) {
			t.Errorf("%q: %v, want %s", text, problems, want)
		}
	}
}
