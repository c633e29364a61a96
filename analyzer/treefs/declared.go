// SPDX-License-Identifier: GPL-2.0-or-later

package treefs

import (
	"regexp"
	"strings"
)

// shape are the lines that define a name: what stands before it, the name,
// and what must follow.
var (
	defineShape = regexp.MustCompile(`^[ \t]*#[ \t]*define\s+(\w+)`)
	tagShape    = regexp.MustCompile(`^\s*(?:union|struct|enum)\s+(\w+)\s*[;{]`)
	plainShape  = regexp.MustCompile(`^([ \t]*typedef\s+)?\s*([\w \t]*[\w*][\s*]+?)(\w+)\s*([(\[,;]|$)`)
)

// definedName is the name that a line defines, or empty. apart is false where
// the name directly follows a star, which checkpatch does not read.
func definedName(line string) (name string, apart bool) {
	if m := defineShape.FindStringSubmatch(line); m != nil {
		return m[1], true
	}
	if m := tagShape.FindStringSubmatch(line); m != nil {
		return m[1], true
	}
	m := plainShape.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
	if m == nil || m[1] == "" && m[4] == "" || !isType(m[2]) {
		return "", false
	}
	return m[3], !strings.HasSuffix(m[2], "*")
}

// storage are words that may stand before and within a type.
var storage = wordSet(`extern static asmlinkage inline __always_inline noinline __inline __inline__
	const volatile __user __kernel __force __iomem __must_check __rcu __percpu __private __maybe_unused __weak __pure`)

// plainTypes are types of one word or more.
var plainTypes = wordSet(`void char short int long signed unsigned float double bool FILE
	u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __s8 __s16 __s32 __s64
	be16 be32 be64 le16 le32 le64 __be8 __be16 __be32 __be64 __le8 __le16 __le32 __le64
	u_char u_short u_int u_long unchar ushort uint ulong`)

// isType reports whether words and stars are a type as checkpatch knows them
// without having read anything else.
func isType(s string) bool {
	named, tagged := false, false
	for _, w := range strings.Fields(strings.ReplaceAll(s, "*", " ")) {
		switch {
		case storage[w]:
		case tagged:
			tagged, named = false, true
		case !named && (w == "struct" || w == "union" || w == "enum"):
			tagged = true
		case plainTypes[w], !named && (strings.HasSuffix(w, "_t") || strings.HasSuffix(w, "_handler") || strings.HasSuffix(w, "_handler_fn")):
			named = true
		default:
			return false
		}
	}
	return named && !tagged
}

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
