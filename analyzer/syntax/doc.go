// SPDX-License-Identifier: GPL-2.0-or-later

// Package syntax gives each top-level piece of a C text as an array of tree
// nodes. It is the only package that knows tree-sitter or uses cgo, and it
// knows nothing of rules, files, patches or lines beyond newlines.
//
// A text takes three steps:
//
//   - Chunks cuts it into top-level pieces by balanced tokens (chunk*.go).
//   - The masker rewrites the tokens of a piece where only the macros of the
//     kernel make it legal C: reader.go is its state, collect.go picks the
//     tokens that count, mask_cond.go follows conditionals one way, and the
//     other mask_*.go files read declarations, statements, expressions and
//     lists by recursive descent and write what the grammar accepts.
//   - The C side (shim.c, language.c, arena.c) has tree-sitter parse these
//     tokens, not the text, and writes all nodes in one call.
//
// Since tree-sitter is fed tokens, one code unit each, a token can stand for
// any range of the text: struct foo * as an argument of a macro becomes one
// identifier that covers all of it, and what is missing, such as a semicolon,
// is put in with no width. Every node carries offsets of the text; one that
// contains something rewritten is Masked.
//
// To teach the masker a new attribute, add the word to mask_attr_words.go. To
// teach it a new construct, add a case to maskCases in mask_test.go, see where
// it goes wrong, and change the mask_*.go file that reads that place; then let
// internal/cleanshare say what it does to a tree of sources.
package syntax
