// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the user set, for the server and for a run of the program.

import * as vscode from 'vscode';

export const section = 'kstyle';

// Settings that are the extension's own business.
const own = new Set(['path', 'args', 'trace.server']);

// The names of all settings that the server is told, from the manifest, so
// that there is no second list to keep.
export function serverSettings(manifest: { contributes: { configuration: { properties: object } } }): string[] {
  return Object.keys(manifest.contributes.configuration.properties)
    .map(name => name.slice(section.length + 1)).filter(name => !own.has(name));
}

// Only what was set, so that the project's own files decide the rest.
export function readSettings(names: string[], scope?: vscode.Uri): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration(section, scope);
  const out: Record<string, unknown> = { status: true };
  for (const name of names) {
    const found = settings.inspect(name);
    const value = settings.get(name);
    const said = found && [found.globalValue, found.workspaceValue, found.workspaceFolderValue].some(v => v !== undefined);
    if (said && value !== null && value !== '') out[name] = value;
  }
  return out;
}

// The same wishes as a command line of `kstyle-ls check`.
export function checkArguments(scope?: vscode.Uri): string[] {
  const settings = vscode.workspace.getConfiguration(section, scope);
  const args = ['check', '--format', 'json', '--quiet'];
  if (settings.get('strict', true)) args.push('--strict');
  const list = (flag: string, names: string[]) => { if (names.length > 0) args.push(`${flag}=${names.join(',')}`); };
  list('--types', settings.get<string[]>('types', []));
  list('--ignore', settings.get<string[]>('ignore', []));
  const number = (flag: string, value: number | null | undefined) => { if (typeof value === 'number') args.push(`${flag}=${value}`); };
  number('--max-line-length', settings.get('maxLineLength'));
  number('--tab-size', settings.get('tabSize'));
  if (settings.get('noTree', false)) args.push('--no-tree');
  else if (settings.get('tree', '') !== '') args.push(`--root=${settings.get('tree', '')}`);
  return args;
}
