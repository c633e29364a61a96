// SPDX-License-Identifier: GPL-2.0-or-later
//
// The commands of the palette that act at the cursor.

import * as vscode from 'vscode';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findServer } from './program';

const run = promisify(execFile);

function actionsOf(editor: vscode.TextEditor, range: vscode.Range, kind: string, resolved: number): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', editor.document.uri, range, kind, resolved);
}

// Makes the edit of the first action of a kind over the whole document.
export async function fixAll(kind = 'source.fixAll.kstyle'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const actions = await actionsOf(editor, whole, kind, 1);
  const edit = actions.find(a => a.kind?.value === kind)?.edit;
  if (!edit) {
    void vscode.window.showInformationMessage('Kernel Style: nothing to fix that is safe to fix.');
    return;
  }
  await vscode.workspace.applyEdit(edit);
}

// Has a finding at the cursor kept silent, with a reason if one is given. The
// server keeps the record; here is only asked which and why.
export async function silenceHere(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const actions = await actionsOf(editor, editor.selection, vscode.CodeActionKind.QuickFix.value, 0);
  const offered = actions.flatMap(({ title, command }) => (command?.command === 'kstyle.silence' ? [{ label: title, command }] : []));
  const [first] = offered;
  if (!first) {
    void vscode.window.showInformationMessage('Kernel Style: nothing to silence here: there is no finding, or no git repository to keep the record in.');
    return;
  }
  const chosen = offered.length === 1 ? first : await vscode.window.showQuickPick(offered, { placeHolder: 'Which finding?' });
  if (!chosen) return;
  const reason = await vscode.window.showInputBox({ title: chosen.label, prompt: 'Why is it to stay as it is? (may be left empty)' });
  if (reason === undefined) return;
  const [argument] = (chosen.command.arguments ?? []) as [object?];
  await vscode.commands.executeCommand(chosen.command.command, { ...argument, reason: reason.trim() });
}

// The scheme of the pages that explain a type.
const pages = 'kstyle-rule';

export function servePages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(pages, {
    provideTextDocumentContent: async uri => {
      const program = await findServer(context);
      return program ? (await run(program, ['explain', uri.path.slice(1)])).stdout : 'The program kstyle-ls was not found.';
    },
  });
}

// Shows what the program says about a type, asking for one if none is given.
export async function explain(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, type?: string): Promise<void> {
  const program = await findServer(context);
  if (!program) {
    await vscode.commands.executeCommand('kstyle.restart'); // which says what to do
    return;
  }
  try {
    const name = type ?? await chooseType(program);
    if (!name) return;
    const page = vscode.Uri.from({ scheme: pages, path: `/${name}` });
    const document = await vscode.workspace.openTextDocument(page);
    await vscode.window.showTextDocument(document, { preview: true });
  } catch (err) {
    log.error(`explain: ${String(err)}`);
    void vscode.window.showErrorMessage('Kernel Style: the explanation could not be had; see the log.');
  }
}

// Those under the cursor come first.
async function chooseType(program: string): Promise<string | undefined> {
  const { stdout } = await run(program, ['rules', '--format', 'json'], { maxBuffer: 8 << 20 });
  const rules = JSON.parse(stdout) as { type: string; title: string }[];
  const editor = vscode.window.activeTextEditor;
  const under = editor ? vscode.languages.getDiagnostics(editor.document.uri)
    .filter(d => d.source === 'kstyle' && d.range.intersection(editor.selection)).map(codeOf) : [];
  const items = rules.map(r => ({ label: r.type, description: r.title }));
  items.sort((a, b) => Number(under.includes(b.label)) - Number(under.includes(a.label)));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Which type of finding?', matchOnDescription: true });
  return chosen?.label;
}

function codeOf(d: vscode.Diagnostic): string {
  return String(typeof d.code === 'object' ? d.code.value : d.code);
}
