// SPDX-License-Identifier: GPL-2.0-or-later

package alloc

// slabCalls are the functions that take a size in bytes as first argument.
var slabCalls = []string{
	"kmalloc",
	"kmalloc_node",
	"kvmalloc",
	"kvmalloc_node",
	"kvzalloc",
	"kvzalloc_node",
	"kzalloc",
	"kzalloc_node",
	"vmalloc",
	"vmalloc_node",
	"vzalloc",
	"vzalloc_node",
}

// managedCalls take the size behind the device.
var managedCalls = []string{
	"devm_kmalloc",
	"devm_kzalloc",
}

// arrayCalls are the functions that take a count and a size, in this order;
// the managed ones have the device in front.
var arrayCalls = []string{
	"calloc",
	"calloc_node",
	"devm_calloc",
	"devm_calloc_node",
	"devm_kcalloc",
	"devm_kcalloc_node",
	"devm_kmalloc_array",
	"devm_kmalloc_array_node",
	"devm_kvcalloc",
	"devm_kvcalloc_node",
	"devm_kvmalloc_array",
	"devm_kvmalloc_array_node",
	"devm_malloc_array",
	"devm_malloc_array_node",
	"kcalloc",
	"kcalloc_node",
	"kmalloc_array",
	"kmalloc_array_node",
	"kvcalloc",
	"kvcalloc_node",
	"kvmalloc_array",
	"kvmalloc_array_node",
	"malloc_array",
	"malloc_array_node",
}
