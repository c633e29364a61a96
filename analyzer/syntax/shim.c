/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parse and flatten in one call.
 *
 * The parser is not fed text but tokens: each is one UTF-16 code unit that
 * carries its grammar symbol, and the lexer of the language is replaced, in a
 * copy of the language structure, by one that reads the symbol back. So
 * nothing is lexed twice, blanks cost nothing, no byte of the text can confuse
 * the grammar, and a token may stand for any range of the text.
 */
#include "shim.h"
#include "tree_sitter.h"

#include <stdlib.h>
#include <string.h>

/* The tokens of one parse. */
typedef struct {
	const uint32_t *start, *end, *change;
	uint32_t count;
} ks_input;

struct ks_parser {
	TSLanguage language;
	TSLexMode *lex_modes;
	TSParser *ts;
	size_t cancel;
};

int ks_check(const void *language)
{
	const TSLanguage *l = language;

	if (!l || ts_language_version(l) != 14 || l->version != 14)
		return 1;
	if (ts_language_symbol_count(l) != 355 + 3)
		return 2;
	if (l->symbol_count != 355 || l->alias_count != 3 || l->token_count != 157)
		return 3;
	if (ts_language_state_count(l) != 1981 || l->state_count != 1981)
		return 4;
	if (ts_language_field_count(l) != 39 || l->field_count != 39)
		return 5;
	if (l->external_token_count != 0 || l->keyword_capture_token != 1)
		return 6;
	return 0;
}

const char *ks_symbol_name(const void *language, uint16_t symbol)
{
	return ts_language_symbol_name(language, symbol);
}

const char *ks_field_name(const void *language, uint16_t field)
{
	return ts_language_field_name_for_id(language, field);
}

/*
 * Work left for the parse that runs on this thread. Error recovery can lex
 * the same token many times, so counting calls bounds the work, and unlike a
 * clock it gives the same answer every time.
 */
static __thread uint64_t budget_left;
static __thread size_t *budget_flag;

static bool lex_code(TSLexer *lexer, TSStateId state)
{
	(void)state;
	if (budget_left == 0)
		*budget_flag = 1;
	else
		budget_left--;
	if (lexer->lookahead < KS_CODE_BASE) {
		if (!lexer->eof(lexer))
			return false;
		lexer->result_symbol = 0;
		lexer->mark_end(lexer);
		return true;
	}
	lexer->result_symbol = (TSSymbol)(lexer->lookahead - KS_CODE_BASE);
	lexer->advance(lexer, false);
	lexer->mark_end(lexer);
	return true;
}

ks_parser *ks_parser_new(const void *language)
{
	const TSLanguage *l = language;
	ks_parser *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	/* One lex mode for all states, so that a token read once is reused. */
	p->lex_modes = calloc(l->state_count, sizeof(*p->lex_modes));
	if (!p->lex_modes) {
		free(p);
		return NULL;
	}
	p->language = *l;
	p->language.lex_modes = p->lex_modes;
	p->language.lex_fn = lex_code;
	p->language.keyword_lex_fn = lex_code;
	p->language.keyword_capture_token = 0;
	return p;
}

static void drop_parser(ks_parser *p)
{
	if (p->ts)
		ts_parser_delete(p->ts);
	p->ts = NULL;
}

void ks_parser_delete(ks_parser *p)
{
	if (!p)
		return;
	drop_parser(p);
	free(p->lex_modes);
	free(p);
}

static bool ready_parser(ks_parser *p)
{
	if (p->ts)
		return true;
	p->ts = ts_parser_new();
	if (!p->ts)
		return false;
	ts_parser_set_cancellation_flag(p->ts, &p->cancel);
	if (ts_parser_set_language(p->ts, &p->language))
		return true;
	drop_parser(p);
	return false;
}

/* Writes the range and the flags of a node that covers tokens [from, to). */
static void place(ks_node *n, const ks_input *in, uint32_t from, uint32_t to)
{
	if (from > in->count)
		from = in->count;
	if (to > in->count)
		to = in->count;
	if (from < to) {
		uint32_t before = in->change[from] >> 1;
		uint32_t last = in->change[to - 1];

		n->start = in->start[from];
		n->end = in->end[to - 1];
		if ((last >> 1) + (last & 1) != before)
			n->flags |= KS_MASKED;
	} else if (from > 0) {
		n->start = n->end = in->end[from - 1];
	} else {
		n->start = n->end = in->count ? in->start[0] : 0;
	}
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
	ts_tree_cursor_delete(&c);
	return n;
}

int64_t ks_parse(ks_parser *p, const uint16_t *code, const uint32_t *start,
		 const uint32_t *end, const uint32_t *change, uint32_t count,
		 uint64_t budget, ks_node *out, uint32_t cap)
{
	ks_input in = { start, end, change, count };
	int64_t nodes;
	TSTree *tree;
	TSNode root;

	if (!ready_parser(p))
		return KS_FAILED;
	p->cancel = 0;
	budget_left = budget;
	budget_flag = &p->cancel;
	tree = ts_parser_parse_string_encoding(p->ts, NULL, (const char *)code,
					       2 * count, TS_ENCODING_UTF16);
	if (!tree || p->cancel) {
		/* A parser that was stopped is never used again. */
		nodes = p->cancel ? KS_BUDGET : KS_FAILED;
		if (tree)
			ts_tree_delete(tree);
		drop_parser(p);
		return nodes;
	}
	root = ts_tree_root_node(tree);
	nodes = ts_node_descendant_count(root);
	if (nodes <= cap)
		nodes = flatten(root, &in, out);
	ts_tree_delete(tree);
	ts_parser_reset(p->ts);
	return nodes;
}
