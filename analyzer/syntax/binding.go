// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

// #include "shim.h"
import "C"

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/c"
)

// original returns the C grammar as it was generated, or an error if it is not
// the one this package was written for.
var original = sync.OnceValues(func() (unsafe.Pointer, error) {
	language := *(*unsafe.Pointer)(unsafe.Pointer(c.GetLanguage()))
	if failed := C.ks_check(language); failed != 0 {
		return nil, fmt.Errorf("unexpected C grammar (check %d)", failed)
	}
	return language, nil
})

// grammar returns the C grammar as the parsers use it.
var grammar = sync.OnceValues(func() (unsafe.Pointer, error) {
	from, err := original()
	if err != nil {
		return nil, err
	}
	language := unsafe.Pointer(C.ks_language_new(from))
	if language == nil {
		return nil, errNoParser
	}
	return language, nil
})

// The binding's parser is not used: the C side owns its parser. The binding is
// imported for its objects and its grammar only.
var _ = (*sitter.Language)(nil)

var (
	errNoParser = errors.New("no parser")
	errBudget   = errors.New("too much work")
)

// native is a parser on the C side.
type native struct{ p *C.ks_parser }

func newNative() (native, error) {
	language, err := grammar()
	if err != nil {
		return native{}, err
	}
	p := C.ks_parser_new(language)
	if p == nil {
		return native{}, errNoParser
	}
	return native{p}, nil
}

func (n *native) close() {
	if n.p != nil {
		C.ks_parser_delete(n.p)
		n.p = nil
	}
}

// parse returns the nodes of out's tokens, using the memory of nodes if it is
// large enough.
func (n *native) parse(o *output, nodes []Node) ([]Node, error) {
	if n.p == nil {
		return nodes[:0], errNoParser
	}
	count := len(o.code)
	if count == 0 {
		return nodes[:0], nil
	}
	want := max(cap(nodes), count*5/2+64)
	for {
		if cap(nodes) < want {
			nodes = make([]Node, 0, want)
		}
		full := nodes[:cap(nodes)]
		got := int64(C.ks_parse(n.p,
			(*C.uint16_t)(unsafe.Pointer(unsafe.SliceData(o.code))),
			(*C.uint32_t)(unsafe.Pointer(unsafe.SliceData(o.start))),
			(*C.uint32_t)(unsafe.Pointer(unsafe.SliceData(o.end))),
			(*C.uint32_t)(unsafe.Pointer(unsafe.SliceData(o.change))),
			C.uint32_t(count), C.uint64_t(workBudget(count)),
			(*C.ks_node)(unsafe.Pointer(unsafe.SliceData(full))), C.uint32_t(len(full))))
		switch {
		case got == C.KS_BUDGET:
			return nodes[:0], errBudget
		case got < 0:
			return nodes[:0], errNoParser
		case got <= int64(len(full)):
			return full[:got], nil
		}
		want = int(got)
	}
}

// workBudget is how often the lexer may be called for count tokens. Clean code
// needs little more than once per token, since a token once read is reused.
func workBudget(count int) int { return 8*count + 4096 }

func symbolName(symbol uint16) string {
	language, err := original()
	if err != nil {
		return ""
	}
	return C.GoString(C.ks_symbol_name(language, C.uint16_t(symbol)))
}

func fieldName(field uint8) string {
	language, err := original()
	if err != nil || field == 0 {
		return ""
	}
	return C.GoString(C.ks_field_name(language, C.uint16_t(field)))
}

// tableDifferences compares every step'th entry of the parse table in use with
// the one that was generated.
func tableDifferences(step uint32) int {
	from, err := original()
	if err != nil {
		return -1
	}
	to, err := grammar()
	if err != nil {
		return -1
	}
	return int(C.ks_table_differences(from, to, C.uint32_t(step)))
}
