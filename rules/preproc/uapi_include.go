// SPDX-License-Identifier: GPL-2.0-or-later

package preproc

import (
	"bytes"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// UapiInclude is reported for headers of user space that do not find others.
var UapiInclude = &analyzer.Rule{
	Type:   "UAPI_INCLUDE",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "uapi/ in the include of an exported header",
	Doc: `The headers below include/uapi are installed without that prefix: a program that
includes one looks for <linux/x.h>, not for <uapi/linux/x.h>, which it does not have. Other files
of the kernel may use the prefix.`,
	Bad:     "#include <uapi/linux/types.h>\n",
	Good:    "#include <linux/types.h>\n",
	Example: "include/uapi/linux/a.h",
	Link:    "dev-tools/checkpatch.html#api-usage",
	Fix:     analyzer.FixAlways,
}

var uapiInclude = &analyzer.Check{
	Rules:  []*analyzer.Rule{UapiInclude},
	Words:  includeWords,
	OnWord: checkUapiInclude,
}

func checkUapiInclude(p *analyzer.Pass, tok int) {
	if !isUapi(p.Text.Path) {
		return
	}
	line, from, _, _, ok := included(p, hashBefore(p, tok))
	if !ok || !bytes.HasPrefix(p.Raw(line)[from:], []byte("uapi/")) {
		return
	}
	at := p.Columns(line, from, from+len("uapi/"))
	p.Error(UapiInclude, at, "an exported header is included without uapi/").
		MaybeFix("Remove uapi/", analyzer.Delete(at))
}

// isUapi tells paths with the folders include/uapi in them.
func isUapi(path string) bool {
	return strings.HasPrefix(path, "include/uapi/") || strings.Contains(path, "/include/uapi/")
}
