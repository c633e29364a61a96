module github.com/kstyle-ls/kstyle-ls

go 1.26
