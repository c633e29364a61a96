// SPDX-License-Identifier: GPL-2.0-or-later

package server

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

func (s *server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.caps = readCapabilities(&p.Capabilities)
	s.folders.set(foldersOf(p))
	if p.Trace != "" {
		s.trace.Store(p.Trace)
	}
	s.wishes.all = s.take(p.InitializationOptions, "initializationOptions")
	if p.ProcessID != nil {
		s.watchProcess(int(*p.ProcessID))
	}
	s.log.Info("initialize", "client", p.ClientInfo.Name, "encoding", encodingName(s.caps.encoding), "pull", s.caps.pull)
	s.phase.Store(phaseRunning)
	return &protocol.InitializeResult{
		Capabilities: s.offer(),
		ServerInfo:   protocol.ServerInfo{Name: "kstyle-ls", Version: protocol.NewOptional(s.opts.Version)},
	}, nil
}

// Initialized asks the client for what it offered to tell.
func (s *server) Initialized(context.Context, *protocol.InitializedParams) error {
	if s.caps.configuration {
		s.spawn("read the settings", s.askSettings)
	}
	s.offerWanted()
	if s.caps.watch {
		s.spawn("have files watched", s.watchFiles)
	}
	return nil
}

// Shutdown ends all work. The client may still say exit, and nothing else.
func (s *server) Shutdown(context.Context) error {
	s.phase.Store(phaseShutDown)
	s.docs.mu.Lock()
	defer s.docs.mu.Unlock()
	for _, doc := range s.docs.open {
		doc.stop()
	}
	s.flying.cancelAll()
	return nil
}

// Exit ends the session; what it returns is seen by nobody.
func (s *server) Exit(context.Context) error {
	switch s.phase.Load() {
	case phaseExitedCleanly, phaseExitedDirty:
		return nil
	case phaseShutDown:
		s.phase.Store(phaseExitedCleanly)
	default:
		s.phase.Store(phaseExitedDirty)
	}
	close(s.exit)
	return nil
}

func (s *server) SetTrace(_ context.Context, p *protocol.SetTraceParams) error {
	switch p.Value {
	case protocol.TraceValueOff, protocol.TraceValueMessages, protocol.TraceValueVerbose:
		s.trace.Store(p.Value)
		return nil
	}
	return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "no trace value %q", p.Value)
}

// defaultPoll is how often the client's process is looked for.
const defaultPoll = 5 * time.Second

// watchProcess ends the session when the process of the client has died
// without closing its end of the pipe. One that cannot be seen from the
// beginning, as from another container, is not watched.
func (s *server) watchProcess(pid int) {
	if !processLives(pid) {
		s.log.Info("the client's process cannot be seen from here", "pid", pid)
		return
	}
	every := s.opts.ProcessPoll
	if every <= 0 {
		every = defaultPoll
	}
	s.work.Add(1)
	go func() {
		defer s.work.Done()
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if !processLives(pid) {
					close(s.orphaned)
					return
				}
			case <-s.ctx.Done():
				return
			}
		}
	}()
}

// folders are the roots of the workspace, as paths.
type folders struct {
	mu    sync.Mutex
	paths []string
}

func (f *folders) set(paths []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.paths = paths
}

func (f *folders) list() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.paths)
}

// firstFolder is where documents without a file are taken to be; empty if the
// client has no folder open.
func (s *server) firstFolder() string {
	if all := s.folders.list(); len(all) > 0 {
		return all[0]
	}
	return ""
}

// foldersOf reads the folders that the client has open, in whichever of the
// three ways of the protocol it names them.
func foldersOf(p *protocol.InitializeParams) []string {
	var paths []string
	if list, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range list {
			if f.URI.IsFile() {
				paths = append(paths, f.URI.FsPath())
			}
		}
	}
	if len(paths) > 0 {
		return paths
	}
	//lint:ignore SA1019 older clients name their folder in no other way
	rootURI, rootPath := p.RootURI, p.RootPath
	if rootURI != nil && rootURI.IsFile() {
		return []string{rootURI.FsPath()}
	}
	if path, ok := rootPath.Get(); ok && filepath.IsAbs(path) {
		return []string{path}
	}
	return paths
}

func (s *server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	s.folders.mu.Lock()
	paths := slices.DeleteFunc(slices.Clone(s.folders.paths), func(path string) bool {
		return slices.ContainsFunc(p.Event.Removed, func(f protocol.WorkspaceFolder) bool { return f.URI.FsPath() == path })
	})
	for _, f := range p.Event.Added {
		if f.URI.IsFile() {
			paths = append(paths, f.URI.FsPath())
		}
	}
	s.folders.paths = paths
	s.folders.mu.Unlock()
	if s.caps.configuration {
		s.spawn("read the settings", s.askSettings)
		return nil
	}
	s.obey()
	return nil
}

// rootOf returns the innermost folder of the workspace that holds path.
func (s *server) rootOf(path string) string {
	s.folders.mu.Lock()
	defer s.folders.mu.Unlock()
	best := ""
	for _, folder := range s.folders.paths {
		rel, err := filepath.Rel(folder, path)
		if err == nil && filepath.IsLocal(rel) && len(folder) > len(best) {
			best = folder
		}
	}
	return best
}
