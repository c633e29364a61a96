// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// PreferEtherAddrCopy is reported for copies of Ethernet addresses.
var PreferEtherAddrCopy = &analyzer.Rule{
	Type:   "PREFER_ETHER_ADDR_COPY",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "memcpy() of an Ethernet address",
	Doc: `ether_addr_copy() copies the six bytes in two or three steps, which wants both addresses
aligned to two bytes: that is true of nearly all members of structs, and nobody can see here
whether it is of this one. The check is ours: checkpatch knows the type and never reports it.
Programs below tools/ have no such function.`,
	Bad:  "static void f(u8 *a, u8 *b)\n{\n\tmemcpy(a, b, ETH_ALEN);\n}\n",
	Good: "static void f(u8 *a, u8 *b)\n{\n\tether_addr_copy(a, b);\n}\n",
	Fix:  analyzer.FixSometimes,
}
