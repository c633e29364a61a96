// SPDX-License-Identifier: GPL-2.0-or-later

package batch

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long a run is silent before a bar appears: most are
// over by then.
const progressDelay = 400 * time.Millisecond

// progress is the bar on standard error, or nothing. How many inputs there
// are is not known while folders are still being read, so it counts.
type progress struct {
	bar   *progressbar.ProgressBar
	began time.Time
	count int
	drawn bool
}

func newProgress(q Request) *progress {
	if !q.Progress {
		return &progress{}
	}
	return &progress{began: time.Now(), bar: progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(q.Stderr),
		progressbar.OptionSetDescription("checking"),
		progressbar.OptionSetItsString("files"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionClearOnFinish(),
	)}
}

// advance counts one input.
func (p *progress) advance() {
	p.count++
	if p.bar == nil || time.Since(p.began) < progressDelay {
		return
	}
	p.drawn = true
	_ = p.bar.Set(p.count) // a bar that cannot be drawn is no reason to stop
}

// hide takes the bar away so that findings can be written where it was.
func (p *progress) hide() {
	if p.drawn {
		_ = p.bar.Clear() // see advance
	}
}

// finish takes the bar away for good.
func (p *progress) finish() {
	if p.drawn {
		_ = p.bar.Finish() // see advance
	}
}
