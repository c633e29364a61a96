/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KSTYLE_SHIM_H
#define KSTYLE_SHIM_H

#include <stdbool.h>
#include <stdint.h>

/* One tree node; the twin of Go's Node, and as large: 20 bytes. */
typedef struct {
	uint32_t start, end;   /* bytes of the text */
	uint32_t parent, next; /* indices of nodes */
	uint16_t kind;
	uint8_t field, flags;
} ks_node;

enum {
	KS_NAMED = 1,
	KS_EXTRA = 2,
	KS_MISSING = 4,
	KS_ERROR = 8,
	KS_MASKED = 16,
};

/* Symbols that stand for identifiers, and what they are in the tree. */
enum {
	KS_TRUE = 152,
	KS_PRIMITIVE_TYPE = 91,
	KS_IDENTIFIER = 1,
	KS_TYPE_IDENTIFIER = 357,
};

enum {
	KS_FAILED = -1,  /* no parser or no tree */
	KS_BUDGET = -2,  /* given up: too much work for this text */
};

#define KS_CODE_BASE 0x100

typedef struct ks_parser ks_parser;

/*
 * ks_check returns 0 if the language is the one this file was written for,
 * and otherwise the number of the first expectation that does not hold.
 */
int ks_check(const void *language);
const char *ks_symbol_name(const void *language, uint16_t symbol);
const char *ks_field_name(const void *language, uint16_t field);

/*
 * ks_language_new makes what parsers need of the grammar. It is never freed;
 * one is made for the process. It also points tree-sitter to the arena.
 */
const void *ks_language_new(const void *original);

/*
 * ks_table_differences compares every step'th entry of the parse tables of two
 * languages.
 */
uint32_t ks_table_differences(const void *original, const void *language, uint32_t step);

/* A parser belongs to one thread at a time. */
ks_parser *ks_parser_new(const void *language);
void ks_parser_delete(ks_parser *p);

/*
 * ks_parse writes the tree of count tokens to out, in pre-order, and returns
 * the number of its nodes. If that is more than cap nothing useful was written
 * and the call must be repeated with more room. The masker describes a token
 * by its code (KS_CODE_BASE + symbol), its first byte in the text, the byte
 * behind its last, and change: how many changes were made in front of it,
 * shifted left by two, plus two if the token itself was rewritten, plus one if
 * it is an identifier under another symbol.
 */
int64_t ks_parse(ks_parser *p, const uint16_t *code, const uint32_t *start,
		 const uint32_t *end, const uint32_t *change, uint32_t count,
		 uint64_t budget, ks_node *out, uint32_t cap);

#endif
