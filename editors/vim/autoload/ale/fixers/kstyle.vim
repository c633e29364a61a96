" SPDX-License-Identifier: GPL-2.0-or-later
"
" ALE fixer: all safe fixes of kstyle-ls, by standard input and output:
"   let g:ale_fixers = {'c': ['ale#fixers#kstyle#Fix']}

call ale#Set('kstyle_executable', 'kstyle-ls')

function! ale#fixers#kstyle#Fix(buffer) abort
    return {
    \   'command': ale#Escape(ale#Var(a:buffer, 'kstyle_executable'))
    \       . ' check --fix --strict --exit-zero --quiet --stdin-filename %s -',
    \}
endfunction
