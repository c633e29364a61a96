-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- The commands. Each speaks to the server by the protocol, never by a rule.

local M = {}

-- The one client of a buffer, or nil with a word to the user.
local function client_of(bufnr)
  local client = require('kstyle').clients(bufnr)[1]
  if not client then
    vim.notify('kstyle: no server is attached to this buffer; see :checkhealth kstyle', vim.log.levels.WARN)
  end
  return client
end

-- Asks a client and waits. Neovim 0.11 turned its functions into methods.
local function ask(client, method, params, bufnr)
  local answer, err
  if vim.fn.has('nvim-0.11') == 1 then
    answer, err = client:request_sync(method, params, 5000, bufnr)
  else
    answer, err = client.request_sync(method, params, 5000, bufnr)
  end
  if not answer then
    vim.notify(('kstyle: %s: %s'):format(method, err or 'no answer'), vim.log.levels.ERROR)
    return nil
  end
  if answer.err then
    vim.notify(('kstyle: %s: %s'):format(method, answer.err.message), vim.log.levels.ERROR)
    return nil
  end
  return answer.result
end

local function whole(bufnr)
  return { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 } }
end

-- The server's findings on a line, in the protocol's terms: code and place are
-- all that it wants back.
local function reported(client, bufnr, line)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(bufnr, { lnum = line })) do
    local lsp = d.user_data and d.user_data.lsp
    local code = d.code or (lsp and lsp.code)
    if d.source == 'kstyle' and code then
      local text = vim.api.nvim_buf_get_lines(bufnr, d.lnum, d.lnum + 1, false)[1] or ''
      local character = d.col
      if (client.offset_encoding or 'utf-16') == 'utf-16' then
        character = select(2, vim.str_utfindex(text, math.min(d.col, #text)))
      end
      local start = { line = d.lnum, character = character }
      table.insert(found, { range = { start = start, ['end'] = start }, code = code, message = d.message })
    end
  end
  return found
end

-- Makes the edits of the first action of a kind.
function M.apply(kind, bufnr)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local client = client_of(bufnr)
  if not client then
    return false
  end
  local actions = ask(client, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = whole(bufnr),
    context = { diagnostics = {}, only = { kind } },
  }, bufnr)
  local action = actions and actions[1]
  if not action then
    if actions then
      vim.notify('kstyle: nothing to fix', vim.log.levels.INFO)
    end
    return false
  end
  if not action.edit then
    action = ask(client, 'codeAction/resolve', action, bufnr)
  end
  if not action or not action.edit then
    return false
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding or 'utf-16')
  return true
end

function M.fix_all()
  return M.apply('source.fixAll.kstyle')
end

function M.fix_changed()
  return M.apply('source.fixAll.kstyle.changed')
end

-- Keeps a finding on the cursor's line as it is: the server writes the record,
-- here is only asked which one.
function M.silence(reason, bufnr)
  bufnr = bufnr or vim.api.nvim_get_current_buf()
  local client = client_of(bufnr)
  if not client then
    return
  end
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local actions = ask(client, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = { line = line, character = 0 }, ['end'] = { line = line, character = 0 } },
    context = { diagnostics = reported(client, bufnr, line), only = { 'quickfix' } },
  }, bufnr)
  local offered = vim.tbl_filter(function(action)
    return type(action.command) == 'table' and action.command.command == 'kstyle.silence'
  end, actions or {})
  if #offered == 0 then
    vim.notify('kstyle: nothing to silence on this line: no finding, or no git repository for the record', vim.log.levels.INFO)
    return
  end
  local function keep(action)
    if action then
      local argument = vim.tbl_extend('force', action.command.arguments[1], { reason = reason })
      ask(client, 'workspace/executeCommand', { command = action.command.command, arguments = { argument } }, bufnr)
    end
  end
  if #offered == 1 then
    return keep(offered[1])
  end
  vim.ui.select(offered, {
    prompt = 'Which finding?',
    format_item = function(action)
      return action.title
    end,
  }, keep)
end

-- Shows what the program knows of a type; without one, that under the cursor.
function M.explain(type)
  if not type or type == '' then
    local line = vim.api.nvim_win_get_cursor(0)[1] - 1
    for _, d in ipairs(vim.diagnostic.get(0, { lnum = line })) do
      if d.source == 'kstyle' then
        type = d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code)
        break
      end
    end
  end
  if not type or type == '' then
    vim.notify('kstyle: nothing is reported on this line', vim.log.levels.INFO)
    return
  end
  local program = require('kstyle').options.cmd[1]
  local text = vim.fn.systemlist({ program, 'explain', type })
  vim.lsp.util.open_floating_preview(text, 'text', { border = 'single', focus_id = 'kstyle' })
end

-- Ends the server and starts it again for the buffers that it had.
function M.restart()
  require('kstyle').restart()
end

function M.define()
  local command = vim.api.nvim_create_user_command
  command('KstyleFixAll', M.fix_all, { desc = 'Make all safe fixes in this buffer' })
  command('KstyleChanged', M.fix_changed, { desc = 'Make all safe fixes on changed lines' })
  command('KstyleExplain', function(a)
    M.explain(a.args)
  end, { nargs = '?', desc = 'Explain a type of finding, or that under the cursor' })
  command('KstyleSilence', function(a)
    M.silence(a.args)
  end, { nargs = '*', desc = 'Keep a finding on this line as it is, for a reason' })
  command('KstyleRestart', M.restart, { desc = 'Start the server anew' })
end

return M
