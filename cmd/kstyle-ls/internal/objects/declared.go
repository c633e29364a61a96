// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// declared are the types whose safe fixes make other code on purpose, and why
// that means the same. An object cannot prove them: they are left out where
// objects are compared, and then have to compile.
func declared() map[string]string {
	return map[string]string{
		"ALLOC_ARRAY_ARGS":     "the product of count and size is the same either way",
		"CONST_READ_MOSTLY":    "constant data goes to a read-only section",
		"INIT_ATTRIBUTE":       "constant data of initialisation goes to its own section",
		"LIKELY_MISUSE":        "only the hint to the compiler is another",
		"NEEDLESS_IF":          "the function that is called does nothing for NULL",
		"PREFER_ETHTOOL_PUTS":  "without a format it prints the same",
		"PREFER_ETH_ZERO_ADDR": "six bytes are cleared either way",
		"PREFER_SEQ_PUTS":      "without a format it prints the same",
		"RETURN_VOID":          "a return in front of the last brace does nothing; the compiler may order blocks otherwise",
		"STRLCPY":              "the result of neither is looked at, and what is copied is the same",
	}
}

// compareFlags restrict kstyle-ls to the types that were asked for, and to
// what objects can prove.
func (p *proof) compareFlags() []string {
	return append(p.typeFlags(), "--ignore", strings.Join(slices.Sorted(maps.Keys(declared())), ","))
}

// tryDeclared makes the fixes of the declared types, and those alone, and
// wants the text to compile.
func (p *proof) tryDeclared() error {
	return p.each(p.subjects, func(s *subject) error {
		var types []string
		for _, typ := range slices.Sorted(maps.Keys(p.fixesIn(s))) {
			if _, ok := declared()[typ]; ok {
				types = append(types, typ)
			}
		}
		if len(types) == 0 {
			return nil
		}
		dir := filepath.Join(p.alone, strings.ReplaceAll(s.path, "/", "_"))
		how, _, err := p.try(s, s.parts, dir, "--types", strings.Join(types, ","))
		if strings.HasPrefix(how, noObject) {
			s.declared = how
		}
		return err
	})
}

// reportDeclared counts the fixes that were declared and tells if all files
// compile with them.
func (p *proof) reportDeclared(w io.Writer) bool {
	good, seen, counts := true, map[string]bool{}, map[string]int{}
	for _, s := range p.subjects {
		if s.declared != "" {
			fmt.Fprintf(w, "\n%s with fixes that change code on purpose: %s\n", s.path, p.head(s.declared))
			good = false
		}
		for _, part := range s.parts {
			if seen[part] {
				continue
			}
			seen[part] = true
			for typ, n := range p.offers[part] {
				counts[typ] += n
			}
		}
	}
	for _, typ := range slices.Sorted(maps.Keys(declared())) {
		if counts[typ] > 0 {
			fmt.Fprintf(w, "%d fixes of %s change code on purpose: %s\n", counts[typ], typ, declared()[typ])
		}
	}
	return good
}
