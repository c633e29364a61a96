#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# emacs-in-suite.sh PREFIX ARGS... : an Emacs that debian-suite.sh unpacked, which looks for its own files elsewhere.
prefix=$1
shift
version=$(basename "$(ls -d "$prefix"/usr/share/emacs/[0-9]*)")
export EMACSLOADPATH=$prefix/usr/share/emacs/$version/lisp EMACSDATA=$prefix/usr/share/emacs/$version/etc
EMACSPATH=$(echo "$prefix/usr/libexec/emacs/$version/"*)
export EMACSPATH
exec "$prefix"/usr/bin/emacs-nox --dump-file "$(ls "$EMACSPATH"/*.pdmp)" "$@"
