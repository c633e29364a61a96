// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "testing"

func TestIsAllocation(t *testing.T) {
	for name, want := range map[string]bool{
		"kmalloc": true, "kzalloc": true, "kcalloc": true, "kvmalloc_array": true, "vzalloc_node": true,
		"devm_kcalloc": true, "devm_kvmalloc_array_node": true, "vmalloc": true, "kmalloc_node": true,
		"alloc_skb": true, "netdev_alloc_skb_ip_align": true, "kstrdup_const": true, "devm_kmemdup": true,
		"dma_alloc_coherent": true, "malloc": false, "kvvmalloc": false, "kalloc": false, "kmalloc_caches": false,
		"devm_dma_alloc_coherent": false, "zalloc": false, "krealloc": false, "v": false, "k": false, "": false,
	} {
		if got, _ := IsAllocation([]byte(name)); got != want {
			t.Errorf("IsAllocation(%q) = %v", name, got)
		}
	}
	if _, beyond := IsAllocation([]byte("devm_kstrdup")); !beyond {
		t.Error("devm_kstrdup is not known to checkpatch")
	}
}
