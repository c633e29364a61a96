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
  private state = State.Stopped;

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

  follow(state: State): void {
    this.state = state;
    this.draw();
  }

  count(counts: Counts): void {
    this.counts.set(vscode.Uri.parse(counts.uri).toString(), counts);
    this.draw();
  }

  missing(): void {
    this.item.text = '$(error) kstyle';
    this.item.tooltip = 'The program kstyle-ls was not found.';
  }

  failed(): void {
    this.item.text = '$(error) kstyle';
    this.item.tooltip = 'The server did not start; click for its log.';
  }

  private draw(): void {
    if (this.state === State.Starting) {
      this.item.text = '$(loading~spin) kstyle';
      this.item.tooltip = 'The server is starting.';
      return;
    }
    if (this.state !== State.Running) return; // missing or failed has been said
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const counts = uri === undefined ? undefined : this.counts.get(uri);
    if (!counts || counts.quiet || counts.changed + counts.older === 0) {
      this.item.text = '$(check) kstyle';
      this.item.tooltip = counts?.quiet
        ? 'Kernel Style: quiet, because nothing here looks like kernel style; the setting kstyle.enable changes that.'
        : 'Kernel Style: nothing found in this file.';
      return;
    }
    this.item.text = `${counts.changed > 0 ? '$(warning)' : '$(check)'} kstyle ${counts.changed}${counts.older > 0 ? ` +${counts.older}` : ''}`;
    this.item.tooltip = `Kernel Style: ${counts.changed} found on changed lines, ${counts.older} older.`;
  }
}
