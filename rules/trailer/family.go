// SPDX-License-Identifier: GPL-2.0-or-later

// Package trailer judges sign-offs, tags and links at the end of a message.
package trailer

import "github.com/kstyle-ls/kstyle-ls/analyzer"

// Checks are the checks of the family, sorted by name.
var Checks = []*analyzer.Check{
	badFixesTag,
	badSignOff,
	gerritChangeID,
	missingFixesTag,
	signOff,
}

// example makes a patch with trailers, for the examples of rules.
func example(trailers string) string {
	return "From: Jane Doe <jane@example.org>\nSubject: [PATCH] foo: change bar\n\nBar has to change.\n\n" +
		trailers + "---\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"
}
