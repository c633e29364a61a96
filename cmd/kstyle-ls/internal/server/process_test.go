// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"os/exec"
	"testing"
)

// sleeper is a process that stands for the client's.
type sleeper struct {
	pid  int
	kill func()
}

func startSleeper(t *testing.T) sleeper {
	t.Helper()
	cmd := exec.Command("sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Skipf("no process to watch: %v", err)
	}
	done := false
	kill := func() {
		if !done {
			done = true
			_ = cmd.Process.Kill() // it is gone already, or goes now
			_ = cmd.Wait()         // killed, as was wanted
		}
	}
	t.Cleanup(kill)
	return sleeper{cmd.Process.Pid, kill}
}
