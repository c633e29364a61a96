// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "bytes"

// IsLogCall reports whether a function or macro of this name writes a message:
// printk and its kin, the many prefix_level forms such as dev_err and
// net_dbg_ratelimited, WARN, panic, the MODULE_ macros and seq_printf.
func IsLogCall(name []byte) bool {
	switch string(name) {
	case "printk", "printk_ratelimited", "printk_once", "printk_deferred", "printk_deferred_once",
		"TP_printk", "WARN", "WARN_RATELIMIT", "WARN_ONCE", "panic",
		"seq_vprintf", "seq_printf", "seq_puts":
		return true
	}
	if rest, ok := bytes.CutPrefix(name, []byte("MODULE_")); ok {
		return len(rest) > 0 && onlyBytes(rest, isUpperUnder)
	}
	if bytes.IndexByte(name, '_') <= 0 {
		return false
	}
	return isLevelCall(name) || isLevelCall(cutEnd(name, "_ratelimited")) || isLevelCall(cutEnd(name, "_once"))
}

func cutEnd(name []byte, end string) []byte {
	rest, _ := bytes.CutSuffix(name, []byte(end))
	return rest
}

// isLevelCall reports whether one or two prefixes and a level make up a name.
func isLevelCall(name []byte) bool {
	i := bytes.LastIndexByte(name, '_')
	if i <= 0 {
		return false
	}
	switch string(name[i+1:]) {
	case "printk", "emerg", "alert", "crit", "err", "warning", "warn", "notice", "info",
		"debug", "dbg", "vdbg", "devel", "cont", "WARN":
	default:
		return false
	}
	first, second, two := bytes.Cut(name[:i], []byte{'_'})
	return len(first) > 0 && onlyBytes(first, isLowerDigit) &&
		(!two || len(second) > 0 && onlyBytes(second, isLowerDigit))
}

func onlyBytes(b []byte, in func(byte) bool) bool {
	for _, c := range b {
		if !in(c) {
			return false
		}
	}
	return true
}

func isUpperUnder(c byte) bool { return c == '_' || 'A' <= c && c <= 'Z' }

func isLowerDigit(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) }
