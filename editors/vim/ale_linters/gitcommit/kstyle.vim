" SPDX-License-Identifier: GPL-2.0-or-later
"
" As for C; Vim calls headers cpp.

runtime! ale_linters/c/kstyle.vim
call ale#linter#Define('gitcommit', {
\   'name': 'kstyle',
\   'lsp': 'stdio',
\   'executable': {b -> ale#Var(b, 'kstyle_executable')},
\   'command': '%e lsp',
\   'language': 'gitcommit',
\   'project_root': function('ale_linters#c#kstyle#Root'),
\   'initialization_options': {b -> ale#Var(b, 'kstyle_init_options')},
\})
