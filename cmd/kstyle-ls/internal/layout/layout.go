// SPDX-License-Identifier: GPL-2.0-or-later

// Package layout holds the tests over the source tree as a whole: who may
// import whom, what code under rules and analyzer may not use, and how long
// files and functions may grow. It knows the names of the packages and
// nothing of what they do; nothing imports it.
package layout
