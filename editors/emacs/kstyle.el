;;; kstyle.el --- Linux kernel coding style while you type  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: GPL-2.0-or-later
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; URL: https://github.com/kstyle-ls/kstyle-ls

;;; Commentary:

;; Starts kstyle-ls in C, headers, patches and other texts of the kernel, by
;; eglot:
;;
;;   (require 'kstyle)
;;   (add-hook 'c-mode-hook #'kstyle-ensure)
;;
;; or by lsp-mode, where it runs beside clangd:
;;
;;   (require 'kstyle)
;;   (add-hook 'c-mode-hook #'lsp-deferred)

;;; Code:

(defgroup kstyle nil
  "Linux kernel coding style."
  :group 'tools)

(defcustom kstyle-program "kstyle-ls"
  "The program, by name or by path."
  :type 'string)

(defcustom kstyle-settings nil
  "What the server is told, as a property list, such as (:strict :json-false)."
  :type 'plist)

(defvar kstyle-modes
  '(c-mode c-ts-mode diff-mode makefile-gmake-mode dts-mode kconfig-mode git-commit-mode)
  "Modes in which the server is offered.")

;; Eglot

(defvar eglot-server-programs)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-code-actions "eglot")
(declare-function eglot-reconnect "eglot")

(defun kstyle--contact (&optional _interactive)
  "How eglot starts the server."
  (append (list kstyle-program "lsp")
          (when kstyle-settings (list :initializationOptions kstyle-settings))))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons kstyle-modes #'kstyle--contact)))

;;;###autoload
(defun kstyle-ensure ()
  "Start the server for this buffer by eglot, if the program is there."
  (interactive)
  (if (executable-find kstyle-program)
      (eglot-ensure)
    (message "kstyle: no program %s; install it with: go install github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls@latest" kstyle-program)))

;; lsp-mode

(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-execute-code-action-by-kind "lsp-mode")
(declare-function lsp-workspace-restart "lsp-mode")
(defvar lsp-language-id-configuration)

(with-eval-after-load 'lsp-mode
  (dolist (mode '((diff-mode . "diff") (makefile-gmake-mode . "makefile") (dts-mode . "dts")
                  (kconfig-mode . "kconfig") (git-commit-mode . "git-commit")))
    (add-to-list 'lsp-language-id-configuration mode t))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () (list kstyle-program "lsp")))
    :major-modes kstyle-modes
    :initialization-options (lambda () (or kstyle-settings (make-hash-table)))
    :add-on? t
    :server-id 'kstyle)))

;; Commands, for either

(defun kstyle-fix-all ()
  "Make all safe fixes in this buffer."
  (interactive)
  (kstyle--fix "source.fixAll.kstyle"))

(defun kstyle-fix-changed ()
  "Make all safe fixes on the lines of this buffer that were changed."
  (interactive)
  (kstyle--fix "source.fixAll.kstyle.changed"))

(defun kstyle--fix (kind)
  "Make the edit of the code action of KIND."
  (if (bound-and-true-p lsp-mode)
      (lsp-execute-code-action-by-kind kind)
    (eglot-code-actions (point-min) (point-max) kind t)))

(defun kstyle-explain (type)
  "Say what a TYPE of finding is about."
  (interactive (list (completing-read "Type: " (process-lines kstyle-program "rules") nil nil (thing-at-point 'symbol))))
  (with-help-window "*kstyle*"
    (princ (with-output-to-string
             (call-process kstyle-program nil standard-output nil "explain" (car (split-string type)))))))

(provide 'kstyle)
;;; kstyle.el ends here
