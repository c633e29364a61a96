// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import "github.com/kstyle-ls/kstyle-ls/analyzer/facts"

// timedTree bills answers from the files of the tree to their own layer: the
// first to ask has the tree read for all.
type timedTree struct {
	facts.Tree
	m *meter
}

// timed asks a question and bills the answer.
func timed[T any](m *meter, ask func() T) T {
	defer m.layer(LayerFacts, m.start())
	return ask()
}

func (t timedTree) File(path string) []byte {
	return timed(t.m, func() []byte { return t.Tree.File(path) })
}

func (t timedTree) IncludesAsm(name string) bool {
	return timed(t.m, func() bool { return t.Tree.IncludesAsm(name) })
}

func (t timedTree) KernelParameter(name string) (documented, known bool) {
	defer t.m.layer(LayerFacts, t.m.start())
	return t.Tree.KernelParameter(name)
}

func (t timedTree) DeprecatedCalls() map[string]string { return timed(t.m, t.Tree.DeprecatedCalls) }
func (t timedTree) Spelling() *facts.Spelling          { return timed(t.m, t.Tree.Spelling) }
func (t timedTree) ConstStructs() map[string]bool      { return timed(t.m, t.Tree.ConstStructs) }
func (t timedTree) CamelCase() map[string]bool         { return timed(t.m, t.Tree.CamelCase) }

func (t timedTree) CamelCaseOf(path string) map[string]bool {
	return timed(t.m, func() map[string]bool { return t.Tree.CamelCaseOf(path) })
}

func (t timedTree) VendorPrefix(vendor string) bool {
	return timed(t.m, func() bool { return t.Tree.VendorPrefix(vendor) })
}

func (t timedTree) Compatible(compatible string) bool {
	return timed(t.m, func() bool { return t.Tree.Compatible(compatible) })
}

func (t timedTree) Obsolete(path string) bool {
	return timed(t.m, func() bool { return t.Tree.Obsolete(path) })
}
