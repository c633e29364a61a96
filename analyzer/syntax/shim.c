/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parse and flatten in one call, on memory that lives as long as the call.
 *
 * The parser is not fed text but tokens: each is one UTF-16 code unit that
 * carries its grammar symbol, and the lexer of the language is replaced, in a
 * copy of the language structure, by one that reads the symbol back. So
 * nothing is lexed twice, blanks cost nothing, no byte of the text can confuse
 * the grammar, and a token may stand for any range of the text.
 */
#include "language.h"
#include "shim.h"

#include <stdlib.h>

/* The tokens of one parse. */
typedef struct {
	const uint32_t *start, *end, *change;
	uint32_t count;
} ks_input;

struct ks_parser {
	const TSLanguage *language;
	ks_arena arena;
};

ks_parser *ks_parser_new(const void *language)
{
	ks_parser *p = calloc(1, sizeof(*p));

	if (p)
		p->language = language;
	return p;
}

void ks_parser_delete(ks_parser *p)
{
	if (p)
		ks_arena_release(&p->arena);
	free(p);
}

/* Writes the range and the flags of a node that covers tokens [from, to). */
static void place(ks_node *n, const ks_input *in, uint32_t from, uint32_t to)
{
	if (from > in->count)
		from = in->count;
	if (to > in->count)
		to = in->count;
	if (from < to) {
		uint32_t before = in->change[from] >> 2;
		uint32_t last = in->change[to - 1];

		n->start = in->start[from];
		n->end = in->end[to - 1];
		if ((last >> 2) + (last >> 1 & 1) != before)
			n->flags |= KS_MASKED;
		if (last & 1 && n->kind == KS_TRUE)
			n->kind = KS_IDENTIFIER;
		else if (last & 1 && n->kind == KS_PRIMITIVE_TYPE)
			n->kind = KS_TYPE_IDENTIFIER;
	} else if (from > 0) {
		n->start = n->end = in->end[from - 1];
	} else {
		n->start = n->end = in->count ? in->start[0] : 0;
	}
}

/* An empty node lies where its parent does, which it may stand at the edge of. */
static void clamp(ks_node *n, const ks_node *parent)
{
	if (n->start < parent->start)
		n->start = n->end = parent->start;
	if (n->start > parent->end)
		n->start = n->end = parent->end;
}

static void record(ks_node *n, const ks_input *in, TSNode node, uint32_t parent,
		   TSFieldId field)
{
	n->parent = parent;
	n->kind = ts_node_symbol(node);
	n->field = (uint8_t)field;
	n->flags = 0;
	if (ts_node_is_named(node))
		n->flags |= KS_NAMED;
	if (ts_node_is_extra(node))
		n->flags |= KS_EXTRA;
	if (ts_node_is_missing(node))
		n->flags |= KS_MISSING;
	if (n->kind == UINT16_MAX)
		n->flags |= KS_ERROR;
	place(n, in, ts_node_start_byte(node) / 2, ts_node_end_byte(node) / 2);
}

static uint32_t flatten(TSNode root, const ks_input *in, ks_node *out)
{
	TSTreeCursor c = ts_tree_cursor_new(root);
	uint32_t n = 0, parent = 0;
	bool more = true;

	while (more) {
		uint32_t me = n++;

		record(&out[me], in, ts_tree_cursor_current_node(&c), parent,
		       ts_tree_cursor_current_field_id(&c));
		if (out[me].start == out[me].end && me > 0)
			clamp(&out[me], &out[parent]);
		if (ts_tree_cursor_goto_first_child(&c)) {
			parent = me;
			continue;
		}
		out[me].next = n;
		while (!ts_tree_cursor_goto_next_sibling(&c)) {
			if (!ts_tree_cursor_goto_parent(&c)) {
				more = false;
				break;
			}
			out[parent].next = n;
			parent = out[parent].parent;
		}
	}
	return n;
}

/*
 * Limits of a parse. They are counted, not timed, so that a text has the same
 * tree on every machine. Clean code asks for 125 to 210 bytes to a token all
 * in all, over 22,000 chunks of the kernel; error recovery can make it
 * quadratic, and then 20 times as much is where patience ends.
 */
static size_t memory_limit(uint32_t count)
{
	return ((size_t)8 << 20) + (size_t)count * 1024;
}

static uint64_t work_limit(uint32_t count)
{
	return ((uint64_t)1 << 20) + (uint64_t)count * 4000;
}

static int64_t parse(ks_parser *p, const uint16_t *code, const ks_input *in,
		     ks_node *out, uint32_t cap)
{
	TSParser *ts = ts_parser_new();
	int64_t nodes;
	TSTree *tree;
	TSNode root;

	if (!ts_parser_set_language(ts, p->language))
		return KS_FAILED;
	tree = ts_parser_parse_string_encoding(ts, NULL, (const char *)code,
					       2 * in->count, TS_ENCODING_UTF16);
	if (!tree)
		return KS_FAILED;
	root = ts_tree_root_node(tree);
	nodes = ts_node_descendant_count(root);
	if (nodes <= cap)
		nodes = flatten(root, in, out);
	return nodes;
}

int64_t ks_parse(ks_parser *p, const uint16_t *code, const uint32_t *start,
		 const uint32_t *end, const uint32_t *change, uint32_t count,
		 uint64_t budget, ks_node *out, uint32_t cap)
{
	ks_input in = { start, end, change, count };
	volatile int64_t nodes = KS_BUDGET;

	ks_arena_enter(&p->arena, memory_limit(count), work_limit(count));
	ks_now.arena = &p->arena;
	ks_now.lexed = 0;
	ks_now.budget = budget;
	/*
	 * All that tree-sitter made is in the arena, so it can be left at any
	 * point of the parse: nothing leaks and nothing is used again.
	 */
	if (setjmp(p->arena.out) == 0)
		nodes = parse(p, code, &in, out, cap);
	ks_arena_leave();
	return nodes;
}
