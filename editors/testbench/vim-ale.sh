#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# vim-ale.sh [PREFIX] : a real Vim with ALE, of this machine or of another suite of Debian under PREFIX; SERVER, WORK and
# EDITORS from the environment.
set -u
: > "$WORK/kstyle.toml"
printf '%s\n\nint a; \nint b;\n' '// SPDX-License-Identifier: GPL-2.0' > "$WORK/a.c"
cat > "$WORK/drive.vim" <<'V'
set nocompatible hidden noswapfile
filetype plugin on
exe 'set runtimepath+=' . $EDITORS . '/vim'
let g:ale_linters = {'c': ['kstyle']}
let g:ale_linters_explicit = 1
let g:ale_kstyle_executable = $SERVER
let g:ale_fixers = {'c': ['ale#fixers#kstyle#Fix']}
if exists('$ALE') | exe 'set packpath^=' . $ALE | endif
packadd ale
let s:out = []
let s:passed = 0
function! s:Step(name, cond) abort
  for i in range(500)
    if eval(a:cond)
      let s:passed += 1
      return
    endif
    sleep 20m
  endfor
  call s:End('FAIL ' . a:name)
endfunction
function! s:End(why) abort
  if !empty(a:why) | call add(s:out, a:why) | endif
  call add(s:out, s:passed . ' passed, ' . (empty(a:why) ? 0 : 1) . ' failed')
  call writefile(s:out, $WORK . '/out')
  execute empty(a:why) ? 'qall!' : 'cquit'
endfunction
function! S() abort
  return map(filter(copy(get(get(g:ale_buffer_info, bufnr('%'), {}), 'loclist', [])), {_, d -> get(d, 'code', '') ==# 'TRAILING_WHITESPACE'}), {_, d -> d.lnum . ':' . d.col})
endfunction
execute 'edit' fnameescape($WORK . '/a.c')
call s:Step('a finding at the exact place', 'S() ==# ["3:7"]')
call cursor(3, 1)
call feedkeys("1\<CR>", 't')
ALECodeAction
call s:Step('quick fix', 'getline(3) ==# "int a;"')
call setline(4, 'int b;  ')
doautocmd TextChanged
call s:Step('findings follow edits', 'S() ==# ["4:7"]')
ALEFix
call s:Step('the fixer', 'getline(4) ==# "int b;"')
call s:Step('nothing left', 'S() ==# []')
silent write
call s:Step('on disk', 'readfile($WORK . "/a.c")[2:] ==# ["int a;", "int b;"]')
call s:End('')
V
vim=vim
if [ $# -gt 0 ]; then
	vim=$1/usr/bin/vim.basic
	export VIM=$1/usr/share/vim ALE=$1/usr/share/vim/vimfiles
	VIMRUNTIME=$(echo "$VIM"/vim9*)
	export VIMRUNTIME
fi
"$vim" -N -u NONE -i NONE -n -es -S "$WORK/drive.vim"
cat "$WORK/out"
