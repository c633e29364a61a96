" SPDX-License-Identifier: GPL-2.0-or-later
"
" ALE linter: Linux kernel coding style by kstyle-ls. Put editors/vim of
" kstyle-ls on the runtimepath; for other filetypes see README.md there.

call ale#Set('kstyle_executable', 'kstyle-ls')
call ale#Set('kstyle_init_options', {})

" The top of the tree: what is in kernel style, or the repository.
function! ale_linters#c#kstyle#Root(buffer) abort
    for l:marker in ['kstyle.toml', '.checkpatch.conf', 'scripts/checkpatch.pl']
        let l:found = ale#path#FindNearestFile(a:buffer, l:marker)
        if !empty(l:found)
            return fnamemodify(l:found[: -len(l:marker) - 1], ':p:h')
        endif
    endfor
    let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
    return !empty(l:git) ? fnamemodify(l:git, ':p:h:h') : expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('c', {
\   'name': 'kstyle',
\   'lsp': 'stdio',
\   'executable': {b -> ale#Var(b, 'kstyle_executable')},
\   'command': '%e lsp',
\   'project_root': function('ale_linters#c#kstyle#Root'),
\   'initialization_options': {b -> ale#Var(b, 'kstyle_init_options')},
\})
