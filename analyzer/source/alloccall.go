// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "bytes"

// IsAllocation reports whether a function of this name allocates memory and
// says so in the log by itself when it fails. The names in the second answer
// are those that checkpatch does not know.
func IsAllocation(name []byte) (is, beyond bool) {
	rest, managed := bytes.CutPrefix(name, []byte("devm_"))
	switch string(rest) {
	case "kmemdup", "kmemdup_nul", "kstrdup", "kstrdup_const":
		return true, managed
	case "dma_alloc_coherent":
		return !managed, false
	}
	if bytes.HasSuffix(cutEnd(name, "_ip_align"), []byte("alloc_skb")) {
		return true, false
	}
	return isSlabCall(rest), false
}

// isSlabCall tells kmalloc and its variants: for physically or virtually
// contiguous memory, cleared or not, an array, on a node.
func isSlabCall(name []byte) bool {
	name = cutEnd(cutEnd(name, "_node"), "_array")
	i := bytes.IndexByte(name, 'v')
	switch {
	case i == 0 && len(name) > 1 && name[1] != 'v':
		name = name[1:]
	case i == 1 && name[0] == 'k':
		name = name[2:]
	case i < 0 && len(name) > 0 && name[0] == 'k':
		name = name[1:]
	default:
		return false
	}
	switch string(name) {
	case "calloc", "malloc", "zalloc":
		return true
	}
	return false
}
