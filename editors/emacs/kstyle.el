;;; kstyle.el --- Linux kernel coding style while you type  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: GPL-2.0-or-later
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; URL: https://github.com/kstyle-ls/kstyle-ls

;;; Commentary:

;; Starts kstyle-ls by eglot in C, headers, patches and commit messages:
;;
;;   (require 'kstyle)
;;   (add-hook 'c-mode-hook #'kstyle-ensure)
;;
;; With lsp-mode (not tried), put this in your configuration instead:
;;
;;   (lsp-register-client
;;    (make-lsp-client :new-connection (lsp-stdio-connection '("kstyle-ls" "lsp"))
;;                     :activation-fn (lsp-activate-on "c" "cpp" "diff" "git-commit")
;;                     :add-on? t :server-id 'kstyle))

;;; Code:

(require 'eglot)

(defgroup kstyle nil
  "Linux kernel coding style."
  :group 'tools)

(defcustom kstyle-program "kstyle-ls"
  "The program, by name or by path."
  :type 'string)

(defcustom kstyle-settings nil
  "What the server is told, as a property list, such as (:strict :json-false)."
  :type 'plist)

(defvar kstyle-modes '(c-mode c-ts-mode diff-mode makefile-gmake-mode dts-mode kconfig-mode)
  "Modes in which the server is offered.")

(defun kstyle--contact (&optional _interactive)
  "How the server is started."
  (append (list kstyle-program "lsp")
          (when kstyle-settings (list :initializationOptions kstyle-settings))))

(add-to-list 'eglot-server-programs (cons kstyle-modes #'kstyle--contact))

;;;###autoload
(defun kstyle-ensure ()
  "Start the server for this buffer, if the program is there."
  (interactive)
  (if (executable-find kstyle-program)
      (eglot-ensure)
    (message "kstyle: no program %s" kstyle-program)))

(defun kstyle-fix-all ()
  "Make all safe fixes in this buffer."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.kstyle" t))

(provide 'kstyle)
;;; kstyle.el ends here
