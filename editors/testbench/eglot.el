;;; eglot.el --- drives eglot in a real Emacs  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: GPL-2.0-or-later
;; emacs -q --no-site-file --batch -l eglot.el ; SERVER, WORK and EDITORS from the environment

(package-initialize)                    ; Debian's elpa-eglot on 28; built in from 29 on
(add-to-list 'load-path (concat (getenv "EDITORS") "/emacs"))
(require 'kstyle)
(require 'flymake)

(defvar passed 0)
(defun say (format &rest args) (send-string-to-terminal (concat (apply #'format format args) "\n")))

(defun finish (why)
  (if why (say "FAIL %s" why))
  (say "%d passed, %d failed" passed (if why 1 0))
  (kill-emacs (if why 1 0)))

(defun step (name pred)
  "Wait until PRED holds, or end with NAME as what failed."
  (let ((end (+ (float-time) 10)))
    (while (and (not (funcall pred)) (< (float-time) end))
      ;; No idle timer runs in batch, and that is how changes are sent.
      (when (and (eglot-current-server) (fboundp 'eglot--signal-textDocument/didChange)) (eglot--signal-textDocument/didChange))
      (accept-process-output nil 0.05))
    (if (funcall pred) (setq passed (1+ passed)) (finish name))))

(defun found ()
  "Positions of the blanks at line ends that the server reports."
  (sort (mapcar #'flymake-diagnostic-beg
                (seq-filter (lambda (d) (string-match-p "TRAILING_WHITESPACE\\|trailing" (flymake-diagnostic-text d))) (flymake-diagnostics)))
        #'<))

(setq make-backup-files nil create-lockfiles nil eglot-sync-connect 10 eglot-autoshutdown t
      enable-local-variables :safe kstyle-program (getenv "SERVER"))
(let* ((work (getenv "WORK")) (file (concat work "/a.c")))
  (write-region "" nil (concat work "/kstyle.toml") nil 'quiet)
  (write-region "// SPDX-License-Identifier: GPL-2.0\n\n/* ä😀 */ int a; \nint b;\t\n" nil file nil 'quiet)
  (find-file file)
  (call-interactively #'eglot)
  (step "connection" #'eglot-current-server)
  (flymake-start)
  (step "squiggles at the exact places"
        (lambda () (equal (found) (list (save-excursion (goto-char (point-min)) (search-forward "a; ") (1- (point)))
                                        (save-excursion (goto-char (point-min)) (search-forward "b;\t") (1- (point)))))))
  (goto-char (car (found)))
  (setq last-nonmenu-event ?x)          ; the menu is asked for by key, not by mouse
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
  (finish nil))
