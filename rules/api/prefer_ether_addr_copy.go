// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// PreferEtherAddrCopy is reported for copies of Ethernet addresses.
var PreferEtherAddrCopy = &analyzer.Rule{
	Type:   "PREFER_ETHER_ADDR_COPY",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "memcpy() of an Ethernet address",
	Doc: `ether_addr_copy() copies the six bytes in two or three steps, which wants both addresses
aligned to two bytes. So only members are looked at that are known to be: those of struct
net_device, struct ethhdr and the headers of wireless frames. The check is ours: checkpatch
knows the type and never reports it. Programs below tools/ have no such function.`,
	Bad:  "static void f(struct ethhdr *a, struct net_device *b)\n{\n\tmemcpy(a->h_dest, b->dev_addr, ETH_ALEN);\n}\n",
	Good: "static void f(struct ethhdr *a, struct net_device *b)\n{\n\tether_addr_copy(a->h_dest, b->dev_addr);\n}\n",
	Link: "core-api/unaligned-memory-access.html",
	Fix:  analyzer.FixSometimes,
}
