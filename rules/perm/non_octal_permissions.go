// SPDX-License-Identifier: GPL-2.0-or-later

package perm

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
)

// NonOctalPermissions is reported for permissions that do not read as such.
var NonOctalPermissions = &analyzer.Rule{
	Type:   "NON_OCTAL_PERMISSIONS",
	Levels: []analyzer.Level{analyzer.Error},
	Title:  "Permissions that are not four octal digits",
	Doc: `Permissions are read as four octal digits. 644 without the leading zero is another
number altogether, and 0 or 00644 make readers stop. The functions of debugfs, proc, sysfs
attributes and module parameters are known with the place of their argument. A plain 0 has a
meaning of its own for module parameters (not in sysfs) and for proc_create() (the default), and
passes there.`,
	Bad:  "module_param(a, int, 644);\n",
	Good: "module_param(a, int, 0644);\nmodule_param(b, int, 0);\n",
	Link: "dev-tools/checkpatch.html#permissions",
	Fix:  analyzer.FixSometimes,
}

var modes = &analyzer.Check{
	Rules:  []*analyzer.Rule{NonOctalPermissions, ExportedWorldWritable},
	Words:  names(modeArgument),
	OnWord: checkModes,
}

// iioModes looks at the group that cannot be listed.
var iioModes = &analyzer.Check{
	Rules:  []*analyzer.Rule{NonOctalPermissions, ExportedWorldWritable},
	OnText: checkIIOModes,
}

func checkModes(p *analyzer.Pass, tok int) {
	if use, _ := p.UseOf(tok); use != analyzer.Called {
		return
	}
	if m, ok := modeOf(p, tok); ok && m.number >= 0 {
		reportMode(p, &m, "")
	}
}

// reportMode judges the literal permissions of a call. narrower is why they are
// none, if so.
func reportMode(p *analyzer.Pass, m *mode, narrower string) {
	digits := string(p.Tokens.Text(p.Text.Clean, m.number))
	wrong := isNotOctal(digits) && (digits != "0" || !m.place.group.zeroIsFine())
	value, isOctal := octal(digits)
	writable := isOctal && value&02 != 0
	if !wrong && !writable {
		return
	}
	line, seen := m.seen(p)
	if !seen && narrower != "" {
		return
	}
	report := func(r *analyzer.Rule, format string, args ...any) *analyzer.Finding {
		f := p.Error(r, p.TokenRange(m.number), format, args...)
		switch {
		case !seen:
			return f.AtLine(p.TokenLine(m.call.Name)).DifferWider("the call is not the first of its statement, or not all arguments are simple")
		case narrower != "":
			f.DifferNarrower(narrower)
		}
		if !p.Parity() {
			line = p.TokenLine(m.call.Name)
		}
		return f.AtLine(line)
	}
	if wrong {
		offerOctal(p, report(NonOctalPermissions, "permissions are four octal digits"), m.number, digits)
	}
	if writable {
		report(ExportedWorldWritable, "everybody may write this file: %s", digits)
	}
}

// isNotOctal reports whether a number is decimal, or octal with more or less
// than four characters; a hexadecimal one is left alone.
func isNotOctal(digits string) bool {
	if strings.ContainsAny(digits, "xXbB.") {
		return false
	}
	if _, ok := octal(digits); ok {
		return len(digits) != 4
	}
	return true
}

// octal is the value of a number with a leading zero and a suffix, if any.
func octal(digits string) (uint64, bool) {
	bare := strings.TrimRight(digits, "uUlL")
	if len(bare) < 2 || bare[0] != '0' {
		return 0, false
	}
	v, err := strconv.ParseUint(bare, 8, 64)
	return v, err == nil
}

// offerOctal writes the same value with four octal digits. Decimal digits
// that would be permissions if they were octal are read as such instead, for a
// look.
func offerOctal(p *analyzer.Pass, f *analyzer.Finding, tok int, digits string) {
	bare := strings.TrimRight(digits, "uUlL")
	at := p.TokenRange(tok)
	if bare[0] != '0' {
		if v, err := strconv.ParseUint(bare, 8, 64); err == nil && len(bare) == 3 {
			want := fmt.Sprintf("%04o", v)
			f.MaybeFix("Write "+want, analyzer.Replace(at, want))
		}
		return
	}
	if v, err := strconv.ParseUint(bare, 8, 64); err == nil && v <= 07777 && bare == digits {
		want := fmt.Sprintf("%04o", v)
		f.Rewrite("Write "+want, analyzer.Replace(at, want))
	}
}

// checkIIOModes finds calls whose names share a prefix. Where the permissions
// really stand is not where checkpatch looks.
func checkIIOModes(p *analyzer.Pass) {
	p.EachName(iioPrefix, func(tok int) {
		m, ok := modeOf(p, tok)
		if use, _ := p.UseOf(tok); !ok || use != analyzer.Called {
			return
		}
		index, known := iioArgument[p.TokenText(tok)]
		if !known || index == 0 {
			if m.number >= 0 {
				reportMode(p, &m, "")
			}
			return
		}
		if m.number >= 0 {
			reportMode(p, &m, "the permissions are another argument")
		}
		if index < 0 {
			return
		}
		m.place.index = index
		if m.readArg(p); m.number >= 0 {
			m.place.group = groupUnseen
			reportMode(p, &m, "")
		}
	})
}
