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
  -- Not root_markers: for scripts/checkpatch.pl they would name scripts.
  root_dir = function(bufnr, on_dir)
    local file = vim.api.nvim_buf_get_name(bufnr)
    local function holds_script(name, path)
      return name == 'scripts' and vim.uv.fs_stat(path .. '/scripts/checkpatch.pl') ~= nil
    end
    on_dir(vim.fs.root(file, { 'kstyle.toml', '.checkpatch.conf' }) or vim.fs.root(file, holds_script) or vim.fs.root(file, '.git') or vim.fs.dirname(file))
  end,
  init_options = {},
  settings = { kstyle = {} },
}
