;;; steps.el --- what the lanes of Emacs share  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: GPL-2.0-or-later

(defvar passed 0)
(defun say (format &rest args) (send-string-to-terminal (concat (apply #'format format args) "\n")))

(defun finish (why)
  (if why (say "FAIL %s" why))
  (say "%d passed, %d failed" passed (if why 1 0))
  (kill-emacs (if why 1 0)))

(defvar each-turn #'ignore "What is to be done while waiting; no idle timer runs in batch.")

(defun step (name pred)
  "Wait until PRED holds, or end with NAME as what failed."
  (let ((end (+ (float-time) 10)))
    (while (and (not (funcall pred)) (< (float-time) end))
      (funcall each-turn)
      (accept-process-output nil 0.05))
    (if (funcall pred) (setq passed (1+ passed)) (finish name))))

(setq native-comp-enable-subr-trampolines nil ; Debian's library compiler is not unpacked
      make-backup-files nil create-lockfiles nil enable-local-variables :safe last-nonmenu-event ?x
      kstyle-program (getenv "SERVER"))

(defun open-sample (comment)
  "Open a file with two findings, one behind COMMENT."
  (let* ((work (getenv "WORK")) (file (concat work "/a.c")) (coding-system-for-write 'utf-8-unix))
    (write-region "" nil (concat work "/kstyle.toml") nil 'quiet)
    (write-region (concat "// SPDX-License-Identifier: GPL-2.0\n\n" comment " int a; \nint b;\t\n") nil file nil 'quiet)
    (find-file file)))
