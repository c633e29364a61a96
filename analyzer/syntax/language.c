/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar as the shim uses it: a copy of the language structure with one
 * lex mode for all states, a lexer that reads symbols instead of text, and one
 * dense parse table in place of a dense and a compressed one. All of it is the
 * published interface between tree-sitter and a generated parser (ABI 14).
 */
#include "language.h"
#include "shim.h"

#include <stdlib.h>
#include <string.h>

__thread ks_work ks_now;

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

static bool lex_code(TSLexer *lexer, TSStateId state)
{
	(void)state;
	if (ks_now.lexed++ >= ks_now.budget)
		longjmp(ks_now.arena->out, 1);
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

/*
 * The compressed part of the table lists, for each state, groups of symbols
 * that share a value. Finding a symbol in it is a linear search and was 12 %
 * of the time; the dense table takes 1.4 MB and a millisecond to make.
 */
static uint16_t *dense_table(const TSLanguage *l)
{
	size_t row = l->symbol_count;
	uint16_t *table = calloc((size_t)l->state_count * row, sizeof(*table));

	if (!table)
		return NULL;
	memcpy(table, l->parse_table, (size_t)l->large_state_count * row * sizeof(*table));
	for (uint32_t state = l->large_state_count; state < l->state_count; state++) {
		const uint16_t *data = l->small_parse_table +
			l->small_parse_table_map[state - l->large_state_count];
		uint16_t groups = *data++;

		while (groups-- > 0) {
			uint16_t value = *data++;
			uint16_t symbols = *data++;

			while (symbols-- > 0) {
				uint16_t symbol = *data++;

				if (symbol < row)
					table[state * row + symbol] = value;
			}
		}
	}
	return table;
}

uint32_t ks_table_differences(const void *original, const void *language, uint32_t step)
{
	const TSLanguage *l = original;
	uint32_t differences = 0, at = 0;

	for (TSStateId state = 0; state < l->state_count; state++)
		for (; at < (uint32_t)(state + 1) * l->symbol_count; at += step) {
			TSSymbol symbol = at % l->symbol_count;

			if (ts_language_next_state(original, state, symbol) !=
			    ts_language_next_state(language, state, symbol))
				differences++;
		}
	return differences;
}

const void *ks_language_new(const void *original)
{
	TSLanguage *l = malloc(sizeof(*l));
	TSLexMode *modes;
	uint16_t *table;

	if (!l)
		return NULL;
	*l = *(const TSLanguage *)original;
	modes = calloc(l->state_count, sizeof(*modes));
	if (!modes) {
		free(l);
		return NULL;
	}
	/* With one mode for all states a token that was read once is reused. */
	l->lex_modes = modes;
	l->lex_fn = lex_code;
	l->keyword_lex_fn = lex_code;
	l->keyword_capture_token = 0;
	table = dense_table(l);
	if (table) {
		const uint16_t *compressed = l->parse_table;
		uint32_t large = l->large_state_count;

		l->parse_table = table;
		l->large_state_count = l->state_count;
		/* A prime step: a thousand probes all over the table. */
		if (ks_table_differences(original, l, 683) != 0) {
			l->parse_table = compressed;
			l->large_state_count = large;
			free(table);
		}
	}
	ks_arena_install();
	return l;
}
