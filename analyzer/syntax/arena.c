/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"

#include <stdlib.h>
#include <string.h>

/* Published by tree-sitter's API. */
void ts_set_allocator(void *(*new_malloc)(size_t), void *(*new_calloc)(size_t, size_t),
		      void *(*new_realloc)(void *, size_t), void (*new_free)(void *));

struct ks_block {
	ks_block *next;
	size_t size; /* bytes behind this header */
};

/* In front of each allocation: its size, rounded up. */
typedef struct {
	size_t size;
} header;

enum {
	GRAIN = 16,
	FIRST_BLOCK = 256 << 10,
	LARGEST_BLOCK = 16 << 20,
	KEPT = 4 << 20, /* bytes that survive from one parse to the next */
};

static __thread ks_arena *active;

static void use_block(ks_arena *a, ks_block *b)
{
	a->current = b;
	a->at = (char *)(b + 1);
	a->end = a->at + b->size;
	a->used += b->size;
}

/* Makes room for size bytes, or leaves by longjmp. */
static void more(ks_arena *a, size_t size)
{
	ks_block *b = a->current ? a->current->next : a->first;
	size_t want = a->current ? a->current->size * 2 : FIRST_BLOCK;

	if (want > LARGEST_BLOCK)
		want = LARGEST_BLOCK;
	if (want < size)
		want = size;
	if (!b || b->size < size) {
		ks_block *fresh;

		if (a->used + want > a->limit)
			longjmp(a->out, 1);
		fresh = malloc(sizeof(*fresh) + want);
		if (!fresh)
			longjmp(a->out, 1);
		fresh->size = want;
		fresh->next = b;
		if (a->current)
			a->current->next = fresh;
		else
			a->first = fresh;
		b = fresh;
	}
	use_block(a, b);
}

static void *take(ks_arena *a, size_t size)
{
	size_t class;
	header *h;

	if (size > SIZE_MAX / 2)
		longjmp(a->out, 1);
	size = (size + GRAIN - 1) & ~(size_t)(GRAIN - 1);
	if (size == 0)
		size = GRAIN;
	a->work += size;
	if (a->work > a->budget)
		longjmp(a->out, 1);
	class = size / GRAIN;
	if (class < KS_CLASSES && a->freed[class]) {
		void *p = a->freed[class];

		memcpy(&a->freed[class], p, sizeof(void *));
		return p;
	}
	if ((size_t)(a->end - a->at) < size + sizeof(*h))
		more(a, size + sizeof(*h));
	h = (header *)a->at;
	h->size = size;
	a->at += size + sizeof(*h);
	return h + 1;
}

static void give(ks_arena *a, void *p)
{
	size_t class = ((header *)p - 1)->size / GRAIN;

	if (class < KS_CLASSES) {
		memcpy(p, &a->freed[class], sizeof(void *));
		a->freed[class] = p;
	}
}

static void *arena_malloc(size_t size)
{
	return active ? take(active, size) : malloc(size);
}

static void *arena_calloc(size_t count, size_t size)
{
	void *p;

	if (!active)
		return calloc(count, size);
	if (size && count > SIZE_MAX / 2 / size)
		longjmp(active->out, 1);
	p = take(active, count * size);
	return memset(p, 0, count * size);
}

static void *arena_realloc(void *old, size_t size)
{
	size_t had;
	void *p;

	if (!active)
		return realloc(old, size);
	if (!old)
		return take(active, size);
	had = ((header *)old - 1)->size;
	if (size <= had)
		return old;
	p = take(active, size);
	memcpy(p, old, had);
	give(active, old);
	return p;
}

static void arena_free(void *p)
{
	if (!active)
		free(p);
	else if (p)
		give(active, p);
}

void ks_arena_install(void)
{
	ts_set_allocator(arena_malloc, arena_calloc, arena_realloc, arena_free);
}

void ks_arena_enter(ks_arena *a, size_t limit, uint64_t budget)
{
	size_t kept = 0;
	ks_block **link = &a->first;

	while (*link && kept + (*link)->size <= KEPT) {
		kept += (*link)->size;
		link = &(*link)->next;
	}
	while (*link) {
		ks_block *b = *link;

		*link = b->next;
		free(b);
	}
	memset(a->freed, 0, sizeof(a->freed));
	a->current = NULL;
	a->at = a->end = NULL;
	a->used = 0;
	a->limit = limit;
	a->work = 0;
	a->budget = budget;
	active = a;
}

void ks_arena_leave(void)
{
	active = NULL;
}

void ks_arena_release(ks_arena *a)
{
	while (a->first) {
		ks_block *b = a->first;

		a->first = b->next;
		free(b);
	}
	a->current = NULL;
	a->at = a->end = NULL;
}
