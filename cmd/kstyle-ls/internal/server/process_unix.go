// SPDX-License-Identifier: GPL-2.0-or-later

//go:build unix

package server

import (
	"errors"
	"syscall"
)

// processLives reports whether there is a process of that number. One that
// belongs to somebody else is one.
func processLives(pid int) bool {
	if pid <= 0 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
