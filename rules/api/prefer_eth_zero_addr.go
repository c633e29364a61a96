// SPDX-License-Identifier: GPL-2.0-or-later

package api

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// PreferEthZeroAddr is reported for Ethernet addresses that are cleared.
var PreferEthZeroAddr = &analyzer.Rule{
	Type:   "PREFER_ETH_ZERO_ADDR",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "memset() of an Ethernet address to zero",
	Doc: `eth_zero_addr() is that memset() with a name. The fix is safe where the file includes
<linux/etherdevice.h> itself. The check is ours: checkpatch knows the type and never reports it.
Programs below tools/ have no such function.`,
	Bad:  "static void f(u8 *a)\n{\n\tmemset(a, 0, ETH_ALEN);\n}\n",
	Good: "static void f(u8 *a)\n{\n\teth_zero_addr(a);\n}\n",
	Link: "dev-tools/checkpatch.html#type-descriptions",
	Fix:  analyzer.FixSometimes,
}
