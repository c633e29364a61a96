;;; lsp-mode.el --- drives lsp-mode in a real Emacs  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: GPL-2.0-or-later
;; emacs -q --no-site-file --batch -l lsp-mode.el ; SERVER, WORK and EDITORS from the environment

(package-initialize)                    ; Debian's elpa-lsp-mode
(add-to-list 'load-path (concat (getenv "EDITORS") "/emacs"))
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'flymake)
(require 'kstyle)
(load (expand-file-name "steps.el" (file-name-directory load-file-name)) nil t)

(setq lsp-diagnostics-provider :flymake lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-idle-delay 0.1
      lsp-restart 'ignore lsp-enable-suggest-server-download nil lsp-log-io nil lsp-warn-no-matched-clients nil)

;; It runs the compiler, by a makefile that is not there.
(advice-add 'flymake-cc :override #'ignore)

(defun found ()
  "Lines and columns, from zero, of the blanks at line ends that the server reports."
  (sort (mapcar (lambda (d) (let ((start (gethash "start" (gethash "range" d)))) (cons (gethash "line" start) (gethash "character" start))))
                (seq-filter (lambda (d) (equal (gethash "code" d) "TRAILING_WHITESPACE"))
                            (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics))))
        (lambda (a b) (< (car a) (car b)))))

(open-sample "/* ä */") ; lsp-mode 8 counts characters where the protocol counts UTF-16 units: no emoji
(lsp)
(step "connection" (lambda () (and (lsp-workspaces) (eq 'initialized (lsp--workspace-status (car (lsp-workspaces)))))))
(step "diagnostics at the exact places" (lambda () (equal (found) '((2 . 14) (3 . 6)))))
(goto-char (point-min))
(forward-line 2)
(end-of-line)
(backward-char 1)
(let ((action (seq-find (lambda (a) (string-match-p "Remove the trailing" (gethash "title" a))) (lsp-code-actions-at-point))))
  (unless action (finish "no quick fix is offered"))
  (lsp-execute-code-action action))
(step "quick fix" (lambda () (save-excursion (goto-char (point-min)) (search-forward "int a;\n" nil t))))
(step "one finding less" (lambda () (equal (found) '((3 . 6)))))
(kstyle-fix-all)
(step "fix all" (lambda () (save-excursion (goto-char (point-min)) (not (re-search-forward "[ \t]$" nil t)))))
(save-buffer)
(ignore-errors (lsp-workspace-shutdown (car (lsp-workspaces))))
(finish nil)
