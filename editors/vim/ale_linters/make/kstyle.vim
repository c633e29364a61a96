" SPDX-License-Identifier: GPL-2.0-or-later
"
" As for C; Vim calls headers cpp.

runtime! ale_linters/c/kstyle.vim
call ale#linter#Define('make', {
\   'name': 'kstyle',
\   'lsp': 'stdio',
\   'executable': {b -> ale#Var(b, 'kstyle_executable')},
\   'command': '%e lsp',
\   'language': 'make',
\   'project_root': function('ale_linters#c#kstyle#Root'),
\   'initialization_options': {b -> ale#Var(b, 'kstyle_init_options')},
\})
