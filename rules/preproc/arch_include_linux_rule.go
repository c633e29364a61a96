// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// ArchIncludeLinux is the same for the code of a machine, where it is milder.
var ArchIncludeLinux = &analyzer.Rule{
	Type:   "ARCH_INCLUDE_LINUX",
	Levels: []analyzer.Level{analyzer.Strict},
	Title:  "<asm/x.h> below arch/ where <linux/x.h> exists",
	Doc: `A header below include/linux that includes its namesake of the machine is usually the
one to include, below arch/ as well; but there the part of the machine may be just what is
wanted, so the level is CHECK. The kernel tree says which headers do so; without a tree
nothing is reported. Names with irq, memory, time or reboot in them are left alone.`,
	Bad:     "#include <asm/x.h>\n",
	Good:    "#include <linux/x.h>\n#include <asm/y.h>\n",
	Example: "arch/x86/kernel/a.c",
	Tree:    map[string]string{"include/linux/x.h": "#include <asm/x.h>\n", "include/linux/y.h": ""},
	Link:    "dev-tools/checkpatch.html#api-usage",
	Fix:     analyzer.FixAlways,
}
