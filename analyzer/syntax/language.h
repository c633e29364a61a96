/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KSTYLE_LANGUAGE_H
#define KSTYLE_LANGUAGE_H

#include "arena.h"
#include "tree_sitter.h"

/* The parse that runs on this thread. */
typedef struct {
	ks_arena *arena;
	uint64_t lexed, budget;
} ks_work;

extern __thread ks_work ks_now;

#endif
