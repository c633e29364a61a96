// SPDX-License-Identifier: GPL-2.0-or-later
//
// The item in the status bar: the state of the server, and how many findings
// the file at hand has.

import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';

// What the server says of a document.
export interface Counts {
  uri: string;
  version: number;
  changed: number; // findings on changed lines
  older: number;
  quiet: boolean; // the tree does not look like kernel style
}

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('kstyle.status', vscode.StatusBarAlignment.Right, 10);
  private readonly watching: vscode.Disposable[];
  private readonly counts = new Map<string, Counts>();
  private state: State | 'missing' = State.Stopped;

  constructor() {
    this.item.name = 'Kernel Style';
    this.item.command = 'kstyle.showLog';
    this.watching = [
      vscode.workspace.onDidCloseTextDocument(d => this.counts.delete(d.uri.toString())),
      vscode.window.onDidChangeActiveTextEditor(() => this.draw()),
    ];
    this.draw();
    this.item.show();
  }

  dispose(): void {
    vscode.Disposable.from(this.item, ...this.watching).dispose();
  }

  follow(state: State | 'missing'): void {
    this.state = state;
    if (state !== State.Running) this.counts.clear();
    this.draw();
  }

  count(counts: Counts): void {
    this.counts.set(vscode.Uri.parse(counts.uri).toString(), counts);
    this.draw();
  }

  private draw(): void {
    const [icon, words, text] = this.describe();
    this.item.text = `$(${icon}) kstyle${text ? ` ${text}` : ''}`;
    this.item.backgroundColor = icon === 'error' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    const tip = new vscode.MarkdownString(`**Kernel Style**: ${words}\n\n[Restart](command:kstyle.restart) · [Show the log](command:kstyle.showLog)`);
    if (this.state === State.Running) tip.appendMarkdown(' · [Check workspace changes](command:kstyle.checkChanges)');
    tip.isTrusted = true; // all of it is ours
    this.item.tooltip = tip;
  }

  // The icon, what is to be said, and what stands behind the name.
  private describe(): [icon: string, words: string, text?: string] {
    switch (this.state) {
      case 'missing': return ['error', 'the program kstyle-ls was not found.'];
      case State.Starting: return ['loading~spin', 'the server is starting.'];
      case State.Stopped: return ['error', 'the server is not running; its log may say why.'];
    }
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const counts = uri === undefined ? undefined : this.counts.get(uri);
    if (!counts) return ['check', 'running.'];
    if (counts.quiet) return ['circle-slash', 'quiet, because nothing here looks like kernel style; the setting kstyle.enable changes that.'];
    if (counts.changed + counts.older === 0) return ['check', 'nothing found in this file.'];
    return [counts.changed > 0 ? 'warning' : 'check', `${counts.changed} found on changed lines, ${counts.older} older.`,
      `${counts.changed}${counts.older > 0 ? ` +${counts.older}` : ''}`];
  }
}
