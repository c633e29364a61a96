// SPDX-License-Identifier: GPL-2.0-or-later
//
// Checks what is not open: the changes of the workspace, a patch file. The
// program is run once, and what it finds goes to the Problems panel until the
// server speaks of the same file.

import * as vscode from 'vscode';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { findServer } from './program';
import { checkArguments } from './settings';

// What `kstyle-ls check --format json` prints, as far as it is needed here.
interface Finding {
  path: string;
  startOffset: number;
  endOffset: number;
  level: 'ERROR' | 'WARNING' | 'CHECK';
  type: string;
  message: string;
}

interface Report {
  findings: Finding[];
  summary: { findings: number; inputs: number; failures: number };
}

const severities = {
  ERROR: vscode.DiagnosticSeverity.Error,
  WARNING: vscode.DiagnosticSeverity.Warning,
  CHECK: vscode.DiagnosticSeverity.Information,
};

export class Checker implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection('kstyle-check');
  private readonly served = new Set<string>();

  constructor(private readonly context: vscode.ExtensionContext, private readonly log: vscode.LogOutputChannel) {}

  dispose(): void {
    this.shown.dispose();
  }

  // The server speaks of a document, or has nothing to say of it: no finding
  // is to be listed twice.
  serves(uri: vscode.Uri, speaks: boolean): void {
    if (speaks) {
      this.served.add(uri.toString());
      this.shown.delete(uri);
    } else {
      this.served.delete(uri.toString());
    }
  }

  closed(uri: vscode.Uri): void {
    this.served.delete(uri.toString());
  }

  // All that has changed since the base, in every folder of the workspace.
  async changes(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(f => f.uri.scheme === 'file');
    if (folders.length === 0) {
      void vscode.window.showInformationMessage('Kernel Style: no folder is open.');
      return;
    }
    await this.run('the changes of the workspace', folders.map(folder => ({
      cwd: folder.uri.fsPath,
      args: [...checkArguments(folder.uri), `--diff-base=${vscode.workspace.getConfiguration('kstyle', folder.uri).get('base', '') || 'HEAD'}`, '--', '.'],
    })));
  }

  // One patch file or mailbox: the one named, else the one in the editor, else
  // one that is chosen.
  async patch(uri?: vscode.Uri): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!uri && document?.languageId === 'diff' && document.uri.scheme === 'file') uri = document.uri;
    uri ??= (await vscode.window.showOpenDialog({
      title: 'Check a patch file', openLabel: 'Check', canSelectMany: false,
      filters: { 'Patches and mailboxes': ['patch', 'diff', 'mbox', 'mbx', 'eml'], 'All files': ['*'] },
    }))?.[0];
    if (uri?.scheme !== 'file') return;
    const path = uri.fsPath;
    await this.run(basename(path), [{ cwd: dirname(path), args: [...checkArguments(uri), '--patch', '--', path] }]);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  private async run(what: string, runs: { cwd: string; args: string[] }[]): Promise<void> {
    const program = await findServer(this.context);
    if (!program) {
      await vscode.commands.executeCommand('kstyle.restart'); // which says what to do
      return;
    }
    this.shown.clear();
    const options = { location: vscode.ProgressLocation.Notification, title: `Kernel Style: checking ${what}`, cancellable: true };
    try {
      const count = await vscode.window.withProgress(options, async (_progress, cancelled) => {
        let sum = 0;
        for (const { cwd, args } of runs) sum += await this.show(cwd, await this.report(program, args, cwd, cancelled));
        return sum;
      });
      void vscode.window.showInformationMessage(`Kernel Style: ${count === 0 ? 'nothing' : count} found in ${what}.`);
      if (count > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
    } catch (err) {
      if (err instanceof vscode.CancellationError) return;
      this.log.error(`check: ${String(err)}`);
      const choice = await vscode.window.showErrorMessage(`Kernel Style: ${err instanceof Error ? err.message : String(err)}`, 'Show the log');
      if (choice) this.log.show();
    }
  }

  private report(program: string, args: string[], cwd: string, cancelled: vscode.CancellationToken): Promise<Report> {
    this.log.info(`running ${[program, ...args].join(' ')} in ${cwd}`);
    return new Promise((done, fail) => {
      const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
      const out: Buffer[] = [];
      let complaint = '';
      cancelled.onCancellationRequested(() => child.kill());
      child.stdout.on('data', (data: Buffer) => out.push(data));
      child.stderr.on('data', (data: Buffer) => { complaint += data.toString(); });
      child.on('error', fail);
      child.on('close', status => {
        if (complaint !== '') this.log.warn(complaint.trimEnd());
        if (cancelled.isCancellationRequested) return fail(new vscode.CancellationError());
        // 0 and 1 are no and some findings; 3 is some of both and a complaint.
        const text = Buffer.concat(out).toString();
        if (status === 2 || status === null || text === '') return fail(new Error(complaint.trim().split('\n')[0] || `the program ended with ${status}`));
        try {
          done(JSON.parse(text) as Report);
        } catch (err) {
          fail(err instanceof Error ? err : new Error(String(err)));
        }
      });
    });
  }

  // Places are counted in bytes there and in UTF-16 units here, so that the
  // files are read again. Changes are named from the top of their repository.
  private async show(cwd: string, report: Report): Promise<number> {
    const byPath = new Map<string, Finding[]>();
    for (const f of report.findings) byPath.set(f.path, [...byPath.get(f.path) ?? [], f]);
    for (const [path, findings] of byPath) {
      const uri = vscode.Uri.file(resolve(topOf(cwd), path));
      if (this.served.has(uri.toString())) continue;
      const place = placesIn(await readFile(uri.fsPath));
      this.shown.set(uri, findings.map(f => {
        const d = new vscode.Diagnostic(new vscode.Range(place(f.startOffset), place(f.endOffset)), f.message, severities[f.level]);
        d.source = 'kstyle';
        d.code = f.type;
        return d;
      }));
    }
    return report.findings.length;
  }
}

function topOf(dir: string): string {
  for (let at = dir; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return dir;
}

// Returns what turns an offset in bytes into a position.
function placesIn(text: Buffer): (offset: number) => vscode.Position {
  const starts = [0];
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) starts.push(at + 1);
  return offset => {
    let low = 0, high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return new vscode.Position(low, text.toString('utf8', starts[low], offset).length);
  };
}
