// SPDX-License-Identifier: GPL-2.0-or-later

package vcs

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
)

// mostContent is the largest object that is read, in bytes.
const mostContent = 1 << 30

// answerPatience bounds the wait for one commit.
const answerPatience = 10 * time.Second

// History answers questions about commits. One git process, started with the
// first question, answers them all; each answer is kept. It is safe for
// concurrent use.
type History struct {
	repo *Repo

	mu      sync.Mutex
	known   map[string]known
	process *process
	broken  bool

	identity sync.Once
	name     string
	address  string
	named    bool
}

type known struct {
	commit facts.Commit
	found  bool
}

// History returns the answers of a repository. Close ends its process.
func (r *Repo) History() *History {
	return &History{repo: r, known: map[string]known{}}
}

// Present reports that there is a repository.
func (h *History) Present() bool { return true }

// Commit looks a full or abbreviated hash up. What is no hash is not found.
func (h *History) Commit(id string) (facts.Commit, bool) {
	if !isID(id) {
		return facts.Commit{}, false
	}
	id = strings.ToLower(id)
	h.mu.Lock()
	defer h.mu.Unlock()
	if k, ok := h.known[id]; ok {
		return k.commit, k.found
	}
	k, err := h.ask(id)
	if err != nil {
		// Without git there are no answers, and the checks stay silent.
		h.broken = true
		h.stop()
		return facts.Commit{}, false
	}
	h.known[id] = k
	return k.commit, k.found
}

// Identity is the name and address of whoever commits here.
func (h *History) Identity() (name, address string, ok bool) {
	h.identity.Do(func() { h.name, h.address, h.named = h.repo.Identity(context.Background()) })
	return h.name, h.address, h.named
}

// Forget has everything asked anew, as after a commit: what was not found may
// be there now.
func (h *History) Forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.known)
	h.broken = false
}

// Close ends the process. Questions after it start a new one.
func (h *History) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stop()
}

// process is git cat-file --batch.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	cancel context.CancelFunc
}

func (h *History) start() error {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := h.repo.command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		cancel()
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return err
	}
	h.process = &process{cmd: cmd, in: in, out: bufio.NewReader(out), cancel: cancel}
	return nil
}

func (h *History) stop() {
	if h.process == nil {
		return
	}
	h.process.in.Close()
	h.process.cancel()
	_ = h.process.cmd.Wait() // it was ended, so its status is no news
	h.process = nil
}

var errBroken = errors.New("git cat-file does not answer")

// ask looks a commit up.
func (h *History) ask(id string) (known, error) {
	words, text, err := h.object(id + "^{commit}")
	switch {
	case err != nil:
		return known{}, err
	case len(words) > 0 && words[len(words)-1] == "ambiguous":
		return known{facts.Commit{Ambiguous: true}, true}, nil
	case len(words) != 3 || words[1] != "commit":
		return known{}, nil // missing, or no commit
	}
	return known{facts.Commit{ID: words[0], Subject: subject(string(text))}, true}, nil
}

// Blob is the content of a file, by its full or abbreviated hash. It is not
// kept.
func (h *History) Blob(id string) ([]byte, bool) {
	if !isID(id) || strings.Trim(id, "0") == "" {
		return nil, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	words, text, err := h.object(strings.ToLower(id) + "^{blob}")
	if err != nil {
		h.broken = true
		h.stop()
		return nil, false
	}
	return text, len(words) == 3 && words[1] == "blob"
}

// object puts one question: what git says of an object, and its content. A
// process that hangs is ended, which fails the read.
func (h *History) object(object string) (words []string, text []byte, err error) {
	if h.broken {
		return nil, nil, errBroken
	}
	if h.process == nil {
		if err := h.start(); err != nil {
			return nil, nil, err
		}
	}
	timer := time.AfterFunc(answerPatience, h.process.cancel)
	defer timer.Stop()
	if _, err := io.WriteString(h.process.in, object+"\n"); err != nil {
		return nil, nil, err
	}
	head, err := h.process.out.ReadString('\n')
	if err != nil {
		return nil, nil, err
	}
	words = strings.Fields(head)
	if len(words) != 3 || words[2] == "missing" || words[2] == "ambiguous" {
		return words, nil, nil // there is no such object
	}
	size, err := strconv.Atoi(words[2])
	if err != nil || size < 0 {
		return nil, nil, errBroken
	}
	if size > mostContent {
		_, err := io.CopyN(io.Discard, h.process.out, int64(size)+1)
		return nil, nil, err
	}
	text = make([]byte, size+1) // with the line feed behind it
	if _, err := io.ReadFull(h.process.out, text); err != nil {
		return nil, nil, err
	}
	return words, text[:size], nil
}

// subject is the first paragraph of a commit's message as one line, as git
// shows it.
func subject(commit string) string {
	_, message, _ := strings.Cut(commit, "\n\n")
	message = strings.TrimLeft(message, "\n")
	paragraph, _, _ := strings.Cut(message, "\n\n")
	return strings.Join(strings.Fields(strings.ReplaceAll(paragraph, "\n", " ")), " ")
}

// Lazy is the History of the repository that a folder is in, looked for when
// the first question comes: most runs ask none, and git takes time to start.
// It is safe for concurrent use.
type Lazy struct {
	dir string

	mu     sync.Mutex
	looked bool
	repo   *History // nil if there is none
}

// LazyHistory prepares the history of the repository that dir is in.
func LazyHistory(dir string) *Lazy { return &Lazy{dir: dir} }

// Present reports whether there is a repository.
func (l *Lazy) Present() bool { return l.history() != nil }

func (l *Lazy) history() *History {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.looked {
		l.looked = true
		if repo, err := Open(context.Background(), l.dir); err == nil {
			l.repo = repo.History()
		}
	}
	return l.repo
}

// Commit is that of History, and finds nothing without a repository.
func (l *Lazy) Commit(id string) (facts.Commit, bool) {
	h := l.history()
	if h == nil {
		return facts.Commit{}, false
	}
	return h.Commit(id)
}

// Blob is that of History, and finds nothing without a repository.
func (l *Lazy) Blob(id string) ([]byte, bool) {
	h := l.history()
	if h == nil {
		return nil, false
	}
	return h.Blob(id)
}

// Identity is that of History, and unknown without a repository.
func (l *Lazy) Identity() (name, address string, ok bool) {
	h := l.history()
	if h == nil {
		return "", "", false
	}
	return h.Identity()
}

// Forget has everything asked anew, a missing repository included.
func (l *Lazy) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looked = l.repo != nil
	if l.repo != nil {
		l.repo.Forget()
	}
}

// Close ends git, if it was started.
func (l *Lazy) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.repo != nil {
		l.repo.Close()
	}
}
