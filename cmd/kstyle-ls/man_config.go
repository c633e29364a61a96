// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"fmt"
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
)

const configurationHead = `# NAME

kstyle.toml - configuration of kstyle-ls

# DESCRIPTION

A project says in this file how **kstyle-ls**(1) is to judge it, on the command
line and in editors alike. The nearest one in the folder of a file or above it
holds, with what it *extends*; others further up do not count. Where there is
none, *kstyle/kstyle.toml* below **$XDG_CONFIG_HOME** (else *~/.config*) holds,
and over it the nearest *.checkpatch.conf* in the folder of the file or above it,
or else the one in the home folder. The command line is stronger than all.

The form is TOML. A setting that is not known, a type that does not exist, or a
value that makes no sense is an error that names the line. **kstyle-ls config
show** *PATH* tells what holds for a path and where each value comes from,
**kstyle-ls config verify** *PATH* what is wrong, and **kstyle-ls config schema**
prints a JSON schema for editors.

`

const configurationTail = `# PATTERNS

Patterns are those of **gitignore**(5), from the folder of the file: *drivers/*
is a folder and all below it, **\*.h** any header, */top.c* only the one beside the
file, *a/\*\*/b.c* at any depth. Of several the last that matches decides, and **!**
in front turns its meaning round.

# CHECKPATCH'S FILE

Of *.checkpatch.conf* these options are taken: **\-\-strict**, **\-\-types**, **\-\-ignore**,
**\-\-max-line-length**, **\-\-tab-size**, **\-\-min-conf-desc-length**, **\-\-kconfig-prefix**.
Others are about output, and are obeyed by **kstyle-ls checkpatch** only. One that
neither the script nor a known fork of it has is an error.

# EXAMPLE

    extends = "../kstyle.toml"
    strict = true
    ignore = ["FILE_PATH_CHANGES"]
    exclude = ["generated/"]

    [severity]
    LONG_LINE = "error"

    [[override]]
    paths = ["include/uapi/", "!include/uapi/local.h"]
    max-line-length = 80
    ignore = ["PREFER_KERNEL_TYPES"]

# SEE ALSO

**kstyle-ls**(1), **kstyle-ls-config**(1)
`

// configurationPage is kstyle.toml(5) in Markdown. The settings come from the
// schema.
func configurationPage() (string, error) {
	file, override, err := config.Documented()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(configurationHead + "# SETTINGS\n\n")
	for _, s := range file {
		b.WriteString(settingEntry(s))
	}
	b.WriteString("# OVERRIDES\n\n")
	for _, s := range override {
		b.WriteString(settingEntry(s))
	}
	b.WriteString(configurationTail)
	return b.String(), nil
}

func settingEntry(s config.Setting) string {
	text := markdown(s.Text)
	if len(s.Choice) > 0 {
		text += " One of " + strings.Join(s.Choice, ", ") + "."
	}
	if s.Default != "" {
		text += " Default: " + markdown(s.Default) + "."
	}
	return fmt.Sprintf("**%s**\n: %s\n\n", markdown(s.Key), text)
}
