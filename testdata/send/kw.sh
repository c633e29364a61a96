# SPDX-License-Identifier: GPL-2.0-or-later
#
# kw codestyle runs 'perl scripts/checkpatch.pl' of the tree. Perl hands a
# script over to what its first line names, so that two lines of shell do.

if part kw kw kworkflow; then
	repository kw
	mkdir -p scripts arch block crypto Documentation drivers fs include init ipc kernel lib mm net samples security sound tools usr virt
	touch COPYING CREDITS Kbuild MAINTAINERS Makefile README
	printf '#!/bin/sh\nexec kstyle-ls checkpatch "$@"\n' >scripts/checkpatch.pl
	session 0 kw codestyle drivers/x
	says 'a\.c:2:'
	says 'TRAILING_WHITESPACE|trailing'
fi
