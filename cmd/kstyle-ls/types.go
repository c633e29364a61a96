// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"slices"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

// pseudoTypes can be ignored and are never reported; checkpatch knows them.
var pseudoTypes = []string{"C99_COMMENT_TOLERANCE"}

// typeList reads a list of type names. An unknown one is an error: a filter
// that does nothing is a mistake nobody notices.
func typeList(all *analyzer.Analyzer, flag string, names []string) ([]string, error) {
	var list []string
	for _, name := range names {
		name = strings.ToUpper(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		if all.Rule(name) == nil && !slices.Contains(pseudoTypes, name) {
			return nil, usagef("%s: there is no type %s%s", flag, name, suggestion(all, name))
		}
		list = append(list, name)
	}
	return list, nil
}

// suggestion offers the type that was probably meant.
func suggestion(all *analyzer.Analyzer, name string) string {
	if s := config.Suggest(name, typeNames(all)); s != "" {
		return s
	}
	return "; see 'kstyle-ls rules'"
}
