-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- kstyle: Linux kernel coding style while you type. This file starts the
-- server and keeps the settings; commands are in commands.lua.

local M = {}

-- Filetypes that the server is asked about. Neovim calls headers cpp.
M.filetypes = {
  'c', 'cpp', 'asm', 'dts', 'kconfig', 'make', 'diff', 'gitcommit', 'gitsendemail', 'mail', 'rst', 'yaml',
}

-- What marks the top of a tree, the surest first.
M.root_markers = { 'kstyle.toml', '.checkpatch.conf', 'scripts/checkpatch.pl', '.git' }

local defaults = {
  cmd = { 'kstyle-ls', 'lsp' },
  filetypes = M.filetypes,
  root_markers = M.root_markers,
  settings = {}, -- see :help kstyle-settings
  on_attach = nil, -- function(client, bufnr)
  autostart = true,
}

M.options = vim.deepcopy(defaults)

-- The program is looked for on PATH, then where "go install" and "make install"
-- put it.
local function find(cmd)
  if cmd[1] ~= 'kstyle-ls' or vim.fn.executable(cmd[1]) == 1 then
    return cmd
  end
  for _, dir in ipairs({ vim.env.GOBIN or '~/go/bin', '~/.local/bin' }) do
    local program = vim.fn.expand(dir) .. '/kstyle-ls'
    if vim.fn.executable(program) == 1 then
      return vim.list_extend({ program }, vim.list_slice(cmd, 2))
    end
  end
  return cmd
end

-- Whether this Neovim has vim.lsp.config and vim.lsp.enable.
local modern = vim.fn.has('nvim-0.11') == 1

function M.capabilities()
  return vim.lsp.protocol.make_client_capabilities()
end

-- The folder that the server is to take for the top of a file's tree.
function M.root_of(file)
  local dir = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs(M.options.root_markers) do
    local from = dir
    while true do
      local candidate = from .. '/' .. marker
      if vim.fn.filereadable(candidate) == 1 or vim.fn.isdirectory(candidate) == 1 then
        return from
      end
      local parent = vim.fn.fnamemodify(from, ':h')
      if parent == from then
        break
      end
      from = parent
    end
  end
  return dir
end

-- The configuration of the client, as vim.lsp.start and its elders take it.
function M.client_config(bufnr)
  local o = M.options
  return {
    name = 'kstyle',
    cmd = o.cmd,
    root_dir = M.root_of(vim.api.nvim_buf_get_name(bufnr)),
    init_options = o.settings,
    settings = { kstyle = o.settings },
    capabilities = M.capabilities(),
    on_attach = o.on_attach,
  }
end

-- The buffers that wait for the end of the old clients, while there is a
-- restart: until then Neovim would have them join those.
local waiting

-- Ends the clients, and starts new ones for their buffers and for those that
-- are opened meanwhile.
function M.restart()
  local old = M.clients()
  local under_way = waiting ~= nil
  waiting = waiting or {}
  for _, client in ipairs(old) do
    for _, b in ipairs(M.buffers_of(client)) do
      waiting[b] = true
    end
    M.stop(client)
  end
  if under_way then
    return
  end
  local tries = 0
  local function go_on()
    tries = tries + 1
    if #M.clients() > 0 and tries < 250 then
      return vim.defer_fn(go_on, 20)
    end
    local buffers = waiting
    waiting = nil
    for b in pairs(buffers) do
      if vim.api.nvim_buf_is_loaded(b) then
        M.start(b)
      end
    end
  end
  vim.defer_fn(go_on, 20)
end

-- Clients of Neovim 0.7, which has no vim.lsp.start, by their root.
local started = {}

-- Starts the server for a buffer, or joins the one that has its root.
function M.start(bufnr)
  if not bufnr or bufnr == 0 then
    bufnr = vim.api.nvim_get_current_buf()
  end
  if waiting then
    waiting[bufnr] = true
    return
  end
  if vim.fn.executable(M.options.cmd[1]) == 0 then
    if not M.complained then
      M.complained = true
      vim.notify(("kstyle: no program '%s'; see :help kstyle-install"):format(M.options.cmd[1]), vim.log.levels.WARN)
    end
    return
  end
  local config = M.client_config(bufnr)
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = bufnr })
  end
  local id = started[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    started[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
  return id
end

-- The buffers of a client, and its end, by whichever way this Neovim has.
function M.buffers_of(client)
  if client.attached_buffers then
    return vim.tbl_keys(client.attached_buffers)
  end
  return vim.lsp.get_buffers_by_client_id(client.id)
end

function M.stop(client)
  if modern then
    client:stop(true)
  else
    vim.lsp.stop_client(client.id, true)
  end
end

-- The running clients; with a buffer, only those that it is attached to.
function M.clients(bufnr)
  if bufnr == 0 then
    bufnr = vim.api.nvim_get_current_buf()
  end
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local found = {}
  for _, client in pairs(get()) do
    if client.name == 'kstyle' then
      local here = not bufnr
      for _, b in ipairs(M.buffers_of(client)) do
        here = here or b == bufnr
      end
      if here then
        table.insert(found, client)
      end
    end
  end
  return found
end

-- What the user has said by vim.lsp.config before.
local said

-- Reads the user's options and starts the server for what is open and will be.
function M.setup(options)
  M.options = vim.tbl_deep_extend('force', vim.deepcopy(defaults), options or {})
  M.options.cmd = find(M.options.cmd)
  M.complained = false
  require('kstyle.commands').define()
  if not M.options.autostart then
    return
  end
  if modern then
    -- A second call must not find the settings of the first.
    said = said or vim.lsp.config.kstyle or {}
    vim.lsp.config.kstyle = vim.tbl_deep_extend('force', said, {
      cmd = M.options.cmd,
      filetypes = M.options.filetypes,
      root_dir = function(bufnr, on_dir)
        on_dir(M.root_of(vim.api.nvim_buf_get_name(bufnr)))
      end,
      init_options = M.options.settings,
      settings = { kstyle = M.options.settings },
      on_attach = M.options.on_attach,
    })
    vim.lsp.enable('kstyle')
    return
  end
  local group = vim.api.nvim_create_augroup('kstyle', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options.filetypes,
    callback = function(args)
      M.start(args.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local filetype = vim.api.nvim_buf_get_option(bufnr, 'filetype')
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(M.options.filetypes, filetype) then
      M.start(bufnr)
    end
  end
end

return M
