// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// PreferEtherAddrEqual is reported for comparisons of Ethernet addresses.
var PreferEtherAddrEqual = &analyzer.Rule{
	Type:   "PREFER_ETHER_ADDR_EQUAL",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "memcmp() of Ethernet addresses",
	Doc: `ether_addr_equal() says what it asks, and is true for equal addresses where memcmp() is 0. It
wants both addresses aligned to two bytes, so only members are looked at that are known to be:
those of struct net_device, struct ethhdr and the headers of wireless frames. The check is ours:
checkpatch knows the type and never reports it. Programs below tools/ have no such function.`,
	Bad:  "static int f(struct ethhdr *a, struct net_device *b)\n{\n\treturn !memcmp(a->h_dest, b->dev_addr, ETH_ALEN);\n}\n",
	Good: "static int f(struct ethhdr *a, struct net_device *b)\n{\n\treturn ether_addr_equal(a->h_dest, b->dev_addr);\n}\n",
	Link: "core-api/unaligned-memory-access.html",
	Fix:  analyzer.FixSometimes,
}
