// SPDX-License-Identifier: GPL-2.0-or-later

package tree

import "strings"

// License reports whether an SPDX expression is well formed and names only
// licences and exceptions that LICENSES/ holds. It is not known without that
// folder.
func (t *Tree) License(expression string) (valid, known bool) {
	ids := t.licences()
	if len(ids) == 0 {
		return false, false
	}
	p := &expressionParser{words: splitExpression(expression), ids: ids}
	return p.or() && p.at == len(p.words), true
}

// splitExpression cuts an expression into words and parentheses.
func splitExpression(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "(", " ( "), ")", " ) ")
	return strings.Fields(s)
}

// expressionParser is a recursive-descent parser of SPDX expressions.
type expressionParser struct {
	words []string
	at    int
	depth int
	ids   map[string]bool
}

func (p *expressionParser) take(word string) bool {
	if p.at < len(p.words) && strings.EqualFold(p.words[p.at], word) {
		p.at++
		return true
	}
	return false
}

func (p *expressionParser) or() bool {
	if !p.and() {
		return false
	}
	for p.take("OR") {
		if !p.and() {
			return false
		}
	}
	return true
}

func (p *expressionParser) and() bool {
	if !p.with() {
		return false
	}
	for p.take("AND") {
		if !p.with() {
			return false
		}
	}
	return true
}

func (p *expressionParser) with() bool {
	if !p.one() {
		return false
	}
	if p.take("WITH") {
		return p.id()
	}
	return true
}

// nesting bounds how deep parentheses may stand.
const nesting = 50

func (p *expressionParser) one() bool {
	if p.take("(") {
		p.depth++
		return p.depth < nesting && p.or() && p.take(")")
	}
	return p.id()
}

func (p *expressionParser) id() bool {
	if p.at >= len(p.words) {
		return false
	}
	id := p.words[p.at]
	p.at++
	return p.ids[id] || p.ids[strings.TrimSuffix(id, "+")]
}
