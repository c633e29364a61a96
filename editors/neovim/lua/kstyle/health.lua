-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- :checkhealth kstyle

local M = {}

function M.check()
  local health = vim.health or require('health')
  local start = health.start or health.report_start
  local ok = health.ok or health.report_ok
  local warn = health.warn or health.report_warn
  local bad = health.error or health.report_error
  local kstyle = require('kstyle')

  start('kstyle')
  local program = kstyle.options.cmd[1]
  if vim.fn.executable(program) == 0 then
    bad(("no program '%s'"):format(program), { 'install it: go install github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls@latest', "or give its path: require('kstyle').setup({ cmd = { '/path/to/kstyle-ls', 'lsp' } })" })
    return
  end
  ok(vim.trim(vim.fn.system({ program, 'version' })))
  local clients = kstyle.clients()
  if #clients == 0 then
    warn('no server runs', { 'open a file of one of these types: ' .. table.concat(kstyle.options.filetypes, ', ') })
    return
  end
  for _, client in ipairs(clients) do
    ok(('client %d: %d buffers, root %s, positions in %s'):format(client.id,
      #kstyle.buffers_of(client), client.config.root_dir or 'none', client.offset_encoding or 'utf-16'))
  end
end

return M
