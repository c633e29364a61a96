/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KSTYLE_ARENA_H
#define KSTYLE_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/*
 * An arena serves all that tree-sitter allocates during one parse, from the
 * parser itself to the tree. Nothing is given back one by one: the next parse
 * starts over. It is in effect between ks_arena_enter and ks_arena_leave, on
 * the calling thread only.
 */
typedef struct ks_block ks_block;

enum { KS_CLASSES = 64 };

typedef struct {
	ks_block *first, *current;
	char *at, *end;
	void *freed[KS_CLASSES];
	size_t used, limit;    /* bytes of all blocks in use; what may be used */
	uint64_t work, budget; /* bytes ever asked for; what may be asked for */
	jmp_buf out;           /* where to go when a limit is reached */
} ks_arena;

void ks_arena_install(void);
void ks_arena_enter(ks_arena *a, size_t limit, uint64_t budget);
void ks_arena_leave(void);
void ks_arena_release(ks_arena *a);

#endif
