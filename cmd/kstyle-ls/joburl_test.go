// SPDX-License-Identifier: GPL-2.0-or-later

package main

import "testing"

func TestJobURL(t *testing.T) {
	tests := []struct {
		env  map[string]string
		want string
	}{
		{nil, ""},
		{map[string]string{"CI_JOB_URL": "https://gitlab.example.org/-/jobs/1"}, "https://gitlab.example.org/-/jobs/1"},
		{map[string]string{"BUILD_URL": "not an address"}, ""},
		{map[string]string{"BUILD_URL": "http://jenkins.example.org/1/"}, "http://jenkins.example.org/1/"},
		{map[string]string{"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_RUN_ID": "7"}, "https://github.com/a/b/actions/runs/7"},
		{map[string]string{"GITHUB_SERVER_URL": "https://github.com"}, ""},
	}
	for _, test := range tests {
		if got := jobURL(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%v: %q, want %q", test.env, got, test.want)
		}
	}
}
