// SPDX-License-Identifier: GPL-2.0-or-later

package dropin

// Usage is the help text. Its form is the script's, since some callers look
// for the version in it; its words are our own.
const Usage = `Usage: checkpatch [OPTION]... [FILE]...
Version: 0.32

Options:
  -q, --quiet                say less; twice for the summary of clean inputs
  -v, --verbose              describe each type once
  --no-tree                  use no kernel tree
  --no-signoff               ask for no Signed-off-by
  --no-fixes-tag             ask for no Fixes
  --patch                    inputs are patches (default)
  --emacs                    findings begin with FILE:LINE of the input
  --terse                    one line a finding
  --showfile                 findings begin with FILE:LINE of what a patch changes
  -g, --git                  inputs are commits: REV, REV-COUNT, A..B, A...B
  -f, --file                 inputs are source files
  --subjective, --strict     show CHECK as well
  --list-types               list all types
  --types TYPE(,TYPE2...)    show only these
  --ignore TYPE(,TYPE2...)   leave these out
  --show-types               name the type of each finding
  --max-line-length=n        longest line (default 100)
  --min-conf-desc-length=n   least lines of help in Kconfig (default 4)
  --tab-size=n               width of a tab (default 8)
  --root=PATH                top of the kernel tree
  --no-summary               no line of totals
  --mailback                 say nothing of clean inputs
  --summary-file             name the input in the line of totals
  --debug KEY=[0|1]          accepted: values, possible, type, attr
  --test-only=WORD           only findings whose text contains WORD
  --fix                      write a fixed copy beside the input
  --fix-inplace              write the fixes into the input
  --ignore-perl-version      accepted
  --codespell                use codespell's dictionary as well
  --codespellfile            where it is
  --typedefsfile             further names of types
  --color[=WHEN]             always, never, auto (default)
  --kconfig-prefix=WORD      prefix of Kconfig symbols (default CONFIG_)
  -h, --help, --version      this text

When FILE is - read standard input.

Options of forks that are accepted: Zephyr's --exclude leaves paths out that
begin with its value; QEMU's --branch is --git, ranges need no option, and
QEMU's tree needs no --no-tree; U-Boot's --u-boot and OpenOCD's
--spdx-cxx-comments do nothing.

Differences from the kernel's script, on purpose: every input is read to the
end, also behind an empty, missing, clean or unreadable one; what is missing or
cannot be read is named on standard error and makes the exit status 3; names
with blanks work; --git --fix-inplace is refused, not written into a file called
like the commit; --fix-inplace of standard input is --fix; a kernel tree is
found above the current folder as well.
`
