// SPDX-License-Identifier: GPL-2.0-or-later

package main

import "net/url"

// jobURL is the page of the job that the program runs in, as far as the
// surroundings tell: GitLab's, Jenkins', GitHub's.
func jobURL(getenv func(string) string) string {
	for _, name := range []string{"CI_JOB_URL", "BUILD_URL"} {
		if u := getenv(name); isWebAddress(u) {
			return u
		}
	}
	repository, run := getenv("GITHUB_REPOSITORY"), getenv("GITHUB_RUN_ID")
	u, err := url.JoinPath(getenv("GITHUB_SERVER_URL"), repository, "actions", "runs", run)
	if err != nil || repository == "" || run == "" || !isWebAddress(u) {
		return ""
	}
	return u
}

// isWebAddress tells if a text is the address of a page.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
