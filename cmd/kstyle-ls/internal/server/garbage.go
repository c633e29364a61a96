// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"runtime"
	"runtime/metrics"
)

// smallHeap is a goal of the collector, in bytes, below which a collection
// takes no time that anybody would notice.
const smallHeap = 16 << 20

// collect has garbage collected in the pause behind a key, if it is half of
// what may gather: the next key would have to share its processor time with
// that.
func (s *server) collect() {
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	live, goal, now := heap[0].Value.Uint64(), heap[1].Value.Uint64(), heap[2].Value.Uint64()
	if goal < smallHeap || now < live+(goal-min(live, goal))/2 || !s.collecting.CompareAndSwap(false, true) {
		return
	}
	s.spawn("collect garbage", func(context.Context) error {
		defer s.collecting.Store(false)
		runtime.GC()
		return nil
	})
}
