// SPDX-License-Identifier: GPL-2.0-or-later

//go:build !unix

package server

// processLives reports that there is nothing to be seen: the end of the input
// tells that the client is gone.
func processLives(int) bool { return false }
