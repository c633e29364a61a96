// SPDX-License-Identifier: GPL-2.0-or-later
//
// The commands of the palette.

import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findServer } from './program';

const run = promisify(execFile);

// Makes the edit of the first action of a kind over the whole document.
export async function fixAll(kind = 'source.fixAll.kstyle'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const document = editor.document;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, kind, 1);
  const edit = actions.find(a => a.kind?.value === kind)?.edit;
  if (!edit) {
    void vscode.window.showInformationMessage('Kernel Style: nothing to fix that is safe to fix.');
    return;
  }
  await vscode.workspace.applyEdit(edit);
}

// Shows what the program says about a type, asking for one if none is given.
export async function explain(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, type?: string): Promise<void> {
  const program = await findServer(context);
  if (!program) return;
  try {
    const name = type ?? await chooseType(program);
    if (!name) return;
    const { stdout } = await run(program, ['explain', name]);
    const document = await vscode.workspace.openTextDocument({ content: stdout, language: 'plaintext' });
    await vscode.window.showTextDocument(document, { preview: true });
  } catch (err) {
    log.error(`explain: ${String(err)}`);
    void vscode.window.showErrorMessage('Kernel Style: the explanation could not be had; see the log.');
  }
}

async function chooseType(program: string): Promise<string | undefined> {
  const { stdout } = await run(program, ['rules', '--format', 'json'], { maxBuffer: 8 << 20 });
  const rules = JSON.parse(stdout) as { type: string; title: string }[];
  const here = vscode.window.activeTextEditor;
  const under = here ? vscode.languages.getDiagnostics(here.document.uri)
    .filter(d => d.source === 'kstyle' && d.range.intersection(here.selection)).map(d => codeOf(d)) : [];
  const items = rules.map(r => ({ label: r.type, description: r.title }));
  items.sort((a, b) => Number(under.includes(b.label)) - Number(under.includes(a.label)));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Which type of finding?', matchOnDescription: true });
  return chosen?.label;
}

function codeOf(d: vscode.Diagnostic): string {
  return String(typeof d.code === 'object' ? d.code.value : d.code);
}
