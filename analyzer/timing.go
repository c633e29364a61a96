// SPDX-License-Identifier: GPL-2.0-or-later

package analyzer

import (
	"reflect"
	"runtime"
	"strings"
	"time"
)

// What a run does besides running checks, as Result.Timing calls it. The
// layers are shared: whoever asks for one first has it made for all, so that
// its cost is nobody's own.
const (
	LayerLines  = "(lines)"  // lines, their features, the sanitised view
	LayerTokens = "(tokens)" // the tokens of the view
	LayerModel  = "(model)"  // what checkpatch would make of them
	LayerParse  = "(parse)"  // trees, for checks that ask for them
	LayerFacts  = "(facts)"  // reading files of the tree, once in a process
	LayerWalk   = "(walk)"   // choosing checks, sorting and filtering findings
)

// meter measures a run, if it is asked for. A nil meter measures nothing.
type meter struct {
	took map[string]time.Duration
	// checks is what each check took.
	checks map[*Check]time.Duration
	// inside is what layers took that were made while a check ran.
	inside time.Duration
	// tick is what reading the clock adds to what is measured, whole what
	// measuring takes altogether, and calls how often that was done.
	tick, whole time.Duration
	calls       int
	began       time.Time
}

func newMeter() *meter {
	m := &meter{took: map[string]time.Duration{}, checks: map[*Check]time.Duration{}, tick: time.Hour}
	for range 64 {
		m.tick = min(m.tick, time.Since(time.Now()))
	}
	const times = 128
	m.began = time.Now()
	for range times {
		m.stop(LayerWalk, m.start())
	}
	m.whole = time.Since(m.began) / times
	m.calls = 0
	clear(m.took)
	m.began = time.Now()
	return m
}

// instant is a point in time.
type instant struct {
	at     time.Time
	inside time.Duration
}

func (m *meter) start() instant {
	if m == nil {
		return instant{}
	}
	return instant{time.Now(), m.inside}
}

// since is what passed since an instant and is not a layer's.
func (m *meter) since(began instant) time.Duration {
	m.calls++
	return max(0, time.Since(began.at)-m.tick-(m.inside-began.inside))
}

// stop bills to a part of the run what is not a layer's since an instant.
func (m *meter) stop(name string, began instant) {
	if m != nil {
		m.took[name] += m.since(began)
	}
}

// leave bills it to a check.
func (m *meter) leave(c *Check, began instant) {
	if m != nil {
		m.checks[c] += m.since(began)
	}
}

// layer bills a layer that may be made while a check runs.
func (m *meter) layer(name string, since instant) {
	if m != nil {
		took := time.Since(since.at)
		m.took[name] += took
		m.inside += took
	}
}

// finish bills what nobody was billed for, and returns all.
func (m *meter) finish() map[string]time.Duration {
	if m == nil {
		return nil
	}
	for c, took := range m.checks {
		m.took[c.title()] += took
	}
	rest := time.Since(m.began) - time.Duration(m.calls)*m.whole
	for _, took := range m.took {
		rest -= took
	}
	m.took[LayerWalk] = max(0, rest)
	return m.took
}

// title tells a check from others of its type, by the name of its hook.
func (c *Check) title() string {
	for _, hook := range []any{c.OnLine, c.OnWord, c.OnToken, c.OnNode, c.OnText} {
		if f := reflect.ValueOf(hook); !f.IsNil() {
			path := runtime.FuncForPC(f.Pointer()).Name()
			return c.name() + " " + path[strings.LastIndexByte(path, '/')+1:]
		}
	}
	return c.name()
}
