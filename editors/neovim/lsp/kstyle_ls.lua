-- SPDX-License-Identifier: GPL-2.0-or-later
--
---@brief
--- https://github.com/kstyle-ls/kstyle-ls
---
--- Linux kernel coding style: what checkpatch.pl reports, and more, while you
--- type. For those who enable servers with vim.lsp.enable('kstyle_ls') alone,
--- and do not want the plugin's commands.

---@type vim.lsp.Config
return {
  cmd = { 'kstyle-ls', 'lsp' },
  filetypes = { 'c', 'cpp', 'asm', 'dts', 'kconfig', 'make', 'diff', 'gitcommit', 'gitsendemail', 'mail', 'rst', 'yaml' },
  root_markers = { { 'kstyle.toml', '.checkpatch.conf', 'scripts/checkpatch.pl' }, '.git' },
  init_options = {},
  settings = { kstyle = {} },
}
