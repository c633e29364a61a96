// SPDX-License-Identifier: GPL-2.0-or-later

package source

import (
	"path"
	"strings"
)

// Kind is what sort of file a text is, by its path and name.
type Kind uint8

const (
	// Other is text of no kind that has rules of its own.
	Other Kind = iota
	C
	Header
	DTS          // .dts, .dtsi, .dtso
	Asm          // .s, .S
	Kconfig      // Kconfig and Kconfig.*
	Makefile     // Makefile, Kbuild and their fragments
	Maintainers  // MAINTAINERS at the root of a tree
	Script       // shell, Perl, Python, awk, tc: by suffix
	Rust         // .rs
	RST          // .rst
	YAML         // .yaml, .yml
	LinkerScript // .lds, .lds.S
	Patch        // a patch as a document
	Message      // a commit message being written
)

// KindSet is a set of kinds.
type KindSet uint32

// KindMask is the set of one kind.
func KindMask(k Kind) KindSet { return 1 << k }

// Sets that rules ask for.
const (
	CFiles  KindSet = 1<<C | 1<<Header
	CLike   KindSet = CFiles | 1<<DTS
	AnyFile KindSet = 1<<Patch - 1
)

// In reports whether the kind is in the set.
func (k Kind) In(s KindSet) bool { return s>>k&1 != 0 }

// String is the kind's name for people.
func (k Kind) String() string {
	names := [...]string{"text", "C", "C header", "device tree", "assembler", "Kconfig",
		"Makefile", "MAINTAINERS", "script", "Rust", "reStructuredText", "YAML",
		"linker script", "patch", "commit message"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// KindOf tells the kind of a file from its path, with forward slashes.
func KindOf(name string) Kind {
	base := path.Base(name)
	switch ext := path.Ext(base); ext {
	case ".c":
		return C
	case ".h":
		return Header
	case ".dts", ".dtsi", ".dtso":
		return DTS
	case ".s", ".S":
		if strings.HasSuffix(base, ".lds.S") {
			return LinkerScript
		}
		return Asm
	case ".lds":
		return LinkerScript
	case ".rs":
		return Rust
	case ".rst":
		return RST
	case ".yaml", ".yml":
		return YAML
	case ".sh", ".pl", ".py", ".awk", ".tc":
		return Script
	case ".patch", ".diff", ".mbox", ".eml":
		return Patch
	}
	switch {
	case strings.HasPrefix(base, "Kconfig"):
		return Kconfig
	case strings.HasPrefix(base, "Makefile"), strings.HasPrefix(base, "Kbuild"), strings.HasSuffix(base, ".mk"):
		return Makefile
	case base == "MAINTAINERS":
		return Maintainers
	case base == "COMMIT_EDITMSG", base == "MERGE_MSG", base == "TAG_EDITMSG", base == "SQUASH_MSG":
		return Message
	}
	return Other
}
