// SPDX-License-Identifier: GPL-2.0-or-later
//
// The item in the status bar: the state of the server, and how many findings
// the file at hand has.

import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('kstyle.status', vscode.StatusBarAlignment.Right, 10);
  private readonly watching: vscode.Disposable[];
  private state = State.Stopped;

  constructor() {
    this.item.name = 'Kernel Style';
    this.item.command = 'kstyle.showLog';
    this.watching = [
      vscode.languages.onDidChangeDiagnostics(() => this.draw()),
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
    const uri = vscode.window.activeTextEditor?.document.uri;
    const found = uri ? vscode.languages.getDiagnostics(uri).filter(d => d.source === 'kstyle') : [];
    const errors = found.filter(d => d.severity === vscode.DiagnosticSeverity.Error).length;
    this.item.text = found.length === 0 ? '$(check) kstyle' : `$(warning) kstyle ${found.length}`;
    this.item.tooltip = found.length === 0 ? 'Kernel Style: nothing found in this file.' : `Kernel Style: ${found.length} found in this file, ${errors} of them errors.`;
  }
}
