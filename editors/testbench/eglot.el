;;; eglot.el --- drives eglot in a real Emacs  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: GPL-2.0-or-later
;; emacs -q --no-site-file --batch -l eglot.el ; SERVER, WORK and EDITORS from the environment

(package-initialize)                    ; Debian's elpa-eglot on 28; built in from 29 on
(add-to-list 'load-path (concat (getenv "EDITORS") "/emacs"))
(require 'kstyle)
(require 'eglot)
(require 'flymake)
(load (expand-file-name "steps.el" (file-name-directory load-file-name)) nil t)

(defun found ()
  "Positions of the blanks at line ends that the server reports."
  (sort (mapcar #'flymake-diagnostic-beg
                (seq-filter (lambda (d) (string-match-p "TRAILING_WHITESPACE\\|trailing" (flymake-diagnostic-text d))) (flymake-diagnostics)))
        #'<))

(setq eglot-sync-connect 10 eglot-autoshutdown t
      each-turn (lambda ()             ; that is how changes are sent
                  (when (and (eglot-current-server) (fboundp 'eglot--signal-textDocument/didChange)) (eglot--signal-textDocument/didChange))))
(open-sample "/* ä😀 */")
(call-interactively #'eglot)
(step "connection" #'eglot-current-server)
(flymake-start)
(step "squiggles at the exact places"
      (lambda () (equal (found) (list (save-excursion (goto-char (point-min)) (search-forward "a; ") (1- (point)))
                                      (save-excursion (goto-char (point-min)) (search-forward "b;\t") (1- (point)))))))
(goto-char (car (found)))
(cl-letf (((symbol-function 'completing-read)
           (lambda (_prompt table &rest _) (seq-find (lambda (c) (string-match-p "Remove" c)) (all-completions "" table)))))
  (eglot-code-actions (line-beginning-position) (line-end-position) "quickfix" t))
(step "quick fix" (lambda () (save-excursion (goto-char (point-min)) (search-forward "int a;\n" nil t))))
(flymake-start)
(step "one finding less" (lambda () (= 1 (length (found)))))
(kstyle-fix-all)
(step "fix all" (lambda () (save-excursion (goto-char (point-min)) (not (re-search-forward "[ \t]$" nil t)))))
(save-buffer)
(eglot-shutdown (eglot-current-server))
(finish nil)
