# SPDX-License-Identifier: GPL-2.0-or-later
#
# Linux kernel coding style in Kakoune, by its own lint commands: source this
# from your kakrc. Then :lint (or each write) shows what is found,
# :lint-next-message goes to the next, :kstyle-fix-all makes all safe fixes,
# :kstyle-explain says what the finding on this line is about.

declare-option -docstring 'the program kstyle-ls' str kstyle_program kstyle-ls
declare-option -docstring 'more of the command line of kstyle-ls check' str kstyle_arguments --strict

hook global WinSetOption filetype=(c|cpp|diff|git-commit|kconfig|makefile|gas|yaml|restructuredtext) %{
    # The text goes in by standard input, under the name that it has on disk.
    set-option window lintcmd "kstyle_lint() { %opt{kstyle_program} check %opt{kstyle_arguments} --exit-zero --quiet --format gcc --stdin-filename ""$kak_buffile"" - < ""$1""; }; kstyle_lint"
    hook -group kstyle window BufWritePost .* lint
    hook -once -always window WinSetOption filetype=.* %{ remove-hooks window kstyle }
}

define-command -docstring 'kstyle-fix-all: make all safe fixes in this buffer' kstyle-fix-all %{
    evaluate-commands -draft -no-hooks -save-regs '|' %{
        set-register '|' %{
            before=$(mktemp) after=$(mktemp)
            cat > "$before"
            # If it fails, the text stays as it is.
            "$kak_opt_kstyle_program" check $kak_opt_kstyle_arguments --exit-zero --quiet --fix \
                --stdin-filename "$kak_buffile" - < "$before" > "$after" || cp "$before" "$after"
            cat "$after"
            rm -f "$before" "$after"
        }
        execute-keys '%|<ret>'
    }
}

define-command -docstring 'kstyle-explain TYPE: say what a type of finding is about' -params 1 kstyle-explain %{
    info -title %arg{1} -- %sh{ "$kak_opt_kstyle_program" explain "$1" }
}
