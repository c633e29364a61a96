// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/kernel"
)

// bench is the work on one set of files.
type bench struct {
	ours  kernel.Ours
	files []string
	// The folders that hold the files before, and fixed by layout fixes and by
	// all safe ones.
	before, layout, all string
}

// runs fixes the copies and looks at tokens and second runs. The copies in
// layout and all are what the first run made.
func (b *bench) runs() (good bool, err error) {
	good = true
	for _, way := range []struct {
		dir, title string
		flags      []string
		keeps      bool
	}{
		{b.layout, "fixes of layout alone", []string{"--keep-tokens"}, true},
		{b.all, "all safe fixes", nil, false},
	} {
		if err := b.ours.Fix(way.dir, b.files, way.flags...); err != nil {
			return false, err
		}
		first, err := b.read(way.dir)
		if err != nil {
			return false, err
		}
		changed, differ, braces, err := b.tokens(first, way.keeps)
		if err != nil {
			return false, err
		}
		if err := b.ours.Fix(way.dir, b.files, way.flags...); err != nil {
			return false, err
		}
		second, err := b.read(way.dir)
		if err != nil {
			return false, err
		}
		again := 0
		for i := range first {
			if !bytes.Equal(first[i], second[i]) {
				again++
				fmt.Printf("%s: the second run changes it\n", b.files[i])
				if err := os.WriteFile(filepath.Join(way.dir, b.files[i]), first[i], 0o644); err != nil {
					return false, err
				}
			}
		}
		fmt.Printf("%s: %d of %d files changed; other tokens in %d (apart from braces in %d); changed by a second run: %d\n",
			way.title, changed, len(b.files), differ, differ-braces, again)
		good = good && again == 0 && (differ == 0 || !way.keeps)
	}
	fmt.Println()
	return good, nil
}

func (b *bench) read(dir string) ([][]byte, error) {
	var all [][]byte
	for _, file := range b.files {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// tokens compares the files with what they were: how many changed, how many
// of those have other tokens, and in how many of these only braces differ.
func (b *bench) tokens(now [][]byte, tell bool) (changed, differ, braces int, err error) {
	was, err := b.read(b.before)
	for i := range was {
		if bytes.Equal(was[i], now[i]) {
			continue
		}
		changed++
		x, y := lexemes(was[i]), lexemes(now[i])
		at := firstDifference(x, y)
		if at < 0 {
			continue
		}
		differ++
		if firstDifference(without(x, "{", "}"), without(y, "{", "}")) < 0 {
			braces++
		}
		if tell {
			fmt.Printf("%s:%d: the tokens differ from here\n", b.files[i], append(x, lexeme{})[at].line)
		}
	}
	return changed, differ, braces, err
}

// compare asks the judge about the texts before and after all safe fixes.
func (b *bench) compare(judge func(dir string) ([]kernel.Finding, error)) (*table, error) {
	offers, err := b.offers()
	if err != nil {
		return nil, err
	}
	before, err := judge(b.before)
	if err != nil {
		return nil, err
	}
	after, err := judge(b.all)
	if err != nil {
		return nil, err
	}
	was, err := b.read(b.before)
	if err != nil {
		return nil, err
	}
	now, err := b.read(b.all)
	if err != nil {
		return nil, err
	}
	byFile := func(all []kernel.Finding) map[string][]kernel.Finding {
		m := map[string][]kernel.Finding{}
		for _, f := range all {
			m[f.Path] = append(m[f.Path], f)
		}
		return m
	}
	olds, news := byFile(before), byFile(after)
	t := &table{}
	for i, file := range b.files {
		x, y := lexemes(was[i]), lexemes(now[i])
		places := align(x, y)
		t.add(file,
			version{olds[file], spans(x, bytes.Count(was[i], []byte{'\n'}), func(k int) int { return k })},
			version{news[file], spans(y, bytes.Count(now[i], []byte{'\n'}), func(k int) int { return places[k] })},
			offers[file])
	}
	return t, nil
}

// offers are the findings before for which kstyle-ls has a safe fix, by file.
func (b *bench) offers() (map[string]offer, error) {
	all := map[string]offer{}
	for _, file := range b.files {
		all[file] = offer{}
	}
	offers, err := b.ours.Offers(b.before, b.files)
	for _, f := range offers {
		all[f.Path][offerKey(f.Line, f.Type)]++
	}
	return all, err
}

// quick is what kstyle-ls says in the script's place.
func (b *bench) quick(dir string) ([]kernel.Finding, error) {
	var all []kernel.Finding
	err := b.ours.Check(dir, b.files, func(out []byte) error {
		all = append(all, kernel.ParseTerse(out)...)
		return nil
	}, "--parity", "--format", "terse")
	return all, err
}
