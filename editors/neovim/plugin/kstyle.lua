-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- Starts with the defaults unless g:kstyle_no_setup is set or setup() was
-- called from the user's own configuration before.

if vim.g.loaded_kstyle or vim.g.kstyle_no_setup then
  return
end
vim.g.loaded_kstyle = 1
require('kstyle').setup(vim.g.kstyle or {})
