// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// pseudoTypes can be ignored and are never reported; checkpatch knows them.
var pseudoTypes = []string{"C99_COMMENT_TOLERANCE"}

// typeSet reads a list of type names. An unknown one is an error: a filter
// that does nothing is a mistake nobody notices.
func typeSet(all *analyzer.Analyzer, flag string, names []string) (map[string]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	set := map[string]bool{}
	for _, name := range names {
		name = strings.ToUpper(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		if all.Rule(name) == nil && !slices.Contains(pseudoTypes, name) {
			return nil, usagef("%s: there is no type %s%s", flag, name, suggestion(all, name))
		}
		set[name] = true
	}
	return set, nil
}

// mostEdits is how far a name may be off to be offered instead.
const mostEdits = 4

// suggestion offers the type that was probably meant.
func suggestion(all *analyzer.Analyzer, name string) string {
	best, least := "", mostEdits+1
	for _, r := range all.Rules() {
		n := levenshtein.ComputeDistance(name, r.Type)
		if strings.Contains(r.Type, name) || strings.Contains(name, r.Type) {
			n = min(n, mostEdits)
		}
		if n < least {
			best, least = r.Type, n
		}
	}
	if best == "" {
		return "; see 'kstyle-ls rules'"
	}
	return "; did you mean " + best + "?"
}

func indexOf(list []string, name string) (int, bool) {
	i := slices.Index(list, name)
	return i, i >= 0
}
