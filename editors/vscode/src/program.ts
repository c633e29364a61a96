// SPDX-License-Identifier: GPL-2.0-or-later
//
// Finds the server's program.

import * as vscode from 'vscode';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

const name = process.platform === 'win32' ? 'kstyle-ls.exe' : 'kstyle-ls';

// The program by setting, else the one that was packed with the extension,
// else the first on PATH, else where go and make install it. A workspace that is not trusted has no say.
export async function findServer(context: vscode.ExtensionContext): Promise<string | undefined> {
  const found = vscode.workspace.getConfiguration('kstyle').inspect<string>('path');
  const set = vscode.workspace.isTrusted
    ? found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue
    : found?.globalValue;
  if (set) return (await isProgram(expand(set))) ? expand(set) : undefined;
  const packed = context.asAbsolutePath(join('bin', name));
  if (await isProgram(packed)) return packed;
  const home = homedir();
  const usual = [process.env['GOBIN'] ?? join(home, 'go', 'bin'), join(home, '.local', 'bin')];
  for (const dir of [...(process.env['PATH'] ?? '').split(delimiter), ...usual]) {
    const candidate = join(dir, name);
    if (isAbsolute(candidate) && (await isProgram(candidate))) return candidate;
  }
  return undefined;
}

// A path in a setting may begin at the home folder or the workspace.
function expand(path: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder) path = path.replace('${workspaceFolder}', folder);
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not ours to run
  }
}
