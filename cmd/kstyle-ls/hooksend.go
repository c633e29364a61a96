// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/google/renameio/v2"
)

// seenFile, in git's folder, holds the mails of the series that is being sent,
// each with a NUL behind it: the hook is called for one after the other.
const seenFile = "kstyle/sendemail"

// sendemailValidate checks one mail, and with the last of them the series. Only
// a git that counts them tells which one is the last.
func (h *hookRun) sendemailValidate() (int, error) {
	if len(h.args) == 0 {
		return exitUsage, usagef("sendemail-validate wants the file of a mail")
	}
	if _, err := os.Stat(h.args[0]); err != nil {
		return exitFailed, failed(errors.New(h.args[0] + ": there is no such mail"))
	}
	mails := h.args[:1]
	if total := number("GIT_SENDEMAIL_FILE_TOTAL"); total > 1 {
		all, err := h.remember(mails[0], number("GIT_SENDEMAIL_FILE_COUNTER"), total)
		if err != nil {
			fmt.Fprintf(h.cmd.ErrOrStderr(), "kstyle-ls: the series is not checked as a whole: %v\n", err)
		} else if len(all) == total {
			mails, h.check.series = all, true
		}
	}
	h.check.asPatch = true
	return h.checkNow(mails, "nothing is sent; 'git send-email --no-validate' sends all the same")
}

// number is a variable that git sets to one, 0 without it.
func number(name string) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// remember notes a mail as number n of a series and returns those that have
// been there so far. The last call forgets them.
func (h *hookRun) remember(mail string, n, total int) ([]string, error) {
	mail, err := filepath.Abs(mail)
	if err != nil {
		return nil, err
	}
	dir, err := h.repo.Hooks(h.cmd.Context())
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir.Common, filepath.FromSlash(seenFile))
	var seen []string
	if n > 1 {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		seen = strings.FieldsFunc(string(text), func(c rune) bool { return c == 0 })
		if len(seen) != n-1 {
			return nil, fmt.Errorf("of %d mails before this one %d have been seen", n-1, len(seen))
		}
	}
	seen = append(seen, mail)
	if n == total {
		return seen, os.Remove(name)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	return seen, renameio.WriteFile(name, []byte(strings.Join(seen, "\x00")+"\x00"), 0o644)
}
