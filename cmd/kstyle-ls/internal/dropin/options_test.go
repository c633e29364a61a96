// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

import (
	"maps"
	"slices"
	"testing"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// TestOptionsAreKnownToTheirFile holds what the command line takes to what
// .checkpatch.conf may hold.
func TestOptionsAreKnownToTheirFile(t *testing.T) {
	o := defaults()
	ours := slices.Concat(slices.Collect(maps.Keys(o.switches())), slices.Collect(maps.Keys(o.values())), []string{"color", "h", "help", "q", "quiet", "version"})
	slices.Sort(ours)
	if theirs := config.CheckpatchOptions(); !slices.Equal(ours, theirs) {
		t.Errorf("the command line has\n%v\nthe file\n%v", ours, theirs)
	}
}

// TestOptionsAreReadAsGetoptDoes gives spellings that the script takes, and some
// that it refuses.
func TestOptionsAreReadAsGetoptDoes(t *testing.T) {
	for _, good := range [][]string{
		{"-terse"}, {"--TERSE"}, {"-F"}, {"--no-terse"}, {"--noterse"}, {"--types", "-q"}, {"--types=A"}, {"--tab-size=+4"}, {"--color"}, {"--color=ALWAYS"},
		{"a.c", "--strict", "-", "--", "--no-such"}, {"-q", "-q"}, {"--debug", "type=1"}, {"--u-boot"},
	} {
		if err := defaults().parse(good); err != nil {
			t.Errorf("%v: %v", good, err)
		}
	}
	for _, bad := range [][]string{
		{"--ter"}, {"---strict"}, {"--strict=1"}, {"--quiet=2"}, {"--no-quiet"}, {"--no-types"}, {"--nohelp"}, {"--types"}, {"--types="}, {"--tab-size=x"},
		{"--max-line-length=0x10"}, {"--debug=values"}, {"-qq"}, {"--nofixinplace"}, {"--no-no-tree"},
	} {
		if err := defaults().parse(bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	o := defaults()
	if err := o.parse([]string{"--terse", "a.c", "--no-terse", "--types", "a", "b.c", "--types=b,c"}); err != nil || o.terse || len(o.types) != 2 || !slices.Equal(o.inputs, []string{"a.c", "b.c"}) {
		t.Errorf("%+v, %v", o, err)
	}
}
