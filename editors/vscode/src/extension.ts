// SPDX-License-Identifier: GPL-2.0-or-later
//
// Starts the language server and hands VS Code's wishes on to it. There is no
// knowledge of any rule here.

import * as vscode from 'vscode';
import { type LanguageClientOptions, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { Checker } from './check';
import { explain, fixAll, servePages, silenceHere } from './commands';
import { findServer } from './program';
import { readSettings, section, serverSettings } from './settings';
import { type Counts, Status } from './status';

// Documents that the server is asked about. Editors call the same file by
// different ids, and VS Code calls many of a kernel's files plain text: those
// are told by their names.
const documents = [
  ...['c', 'cpp', 'diff', 'git-commit', 'makefile', 'dts', 'kconfig'].flatMap(language => [
    { language, scheme: 'file' }, { language, scheme: 'untitled' }, { language, scheme: 'vscode-remote' },
  ]),
  ...['**/*.{S,s,lds,dts,dtsi,dtso,patch,diff,mbox,rst,yaml,eml}', '**/{Kconfig,Kbuild,MAINTAINERS,COMMIT_EDITMSG,MERGE_MSG,kstyle.toml,.checkpatch.conf}', '**/Kconfig.*'].map(pattern => ({ scheme: 'file', pattern })),
];

// One for each window: VS Code activates the extension once.
let extension: Extension | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  extension = new Extension(context);
  await extension.start();
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}

class Extension {
  private readonly log = vscode.window.createOutputChannel('Kernel Style', { log: true });
  private readonly trace = vscode.window.createOutputChannel('Kernel Style Trace');
  private readonly status = new Status();
  private readonly checker: Checker;
  private client: LanguageClient | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    const log = this.log;
    const checker = new Checker(context, log);
    this.checker = checker;
    const commands: Record<string, (...args: never[]) => unknown> = {
      restart: () => this.restart(),
      fixAll: () => fixAll(),
      fixChanged: () => fixAll('source.fixAll.kstyle.changed'),
      checkChanges: () => checker.changes(),
      checkPatch: (uri?: vscode.Uri) => checker.patch(uri),
      explain: (type?: string) => explain(context, log, type),
      showLog: () => log.show(),
      silenceHere: () => silenceHere(),
    };
    context.subscriptions.push(
      log, this.trace, this.status, checker, servePages(context),
      ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`${section}.${name}`, run)),
      vscode.workspace.onDidCloseTextDocument(d => checker.closed(d.uri)),
      vscode.workspace.onDidChangeConfiguration(async e => {
        // What the program is started with, and what the client learns then only.
        if (['path', 'args', 'workspace'].some(name => e.affectsConfiguration(`${section}.${name}`))) await this.restart();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.restart()),
    );
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const old = this.client;
    this.client = undefined;
    // One that did not start has nothing to stop, and says so by an error.
    if (old && old.state !== State.Stopped) await old.stop(2000).catch(() => undefined);
  }

  async start(): Promise<void> {
    const program = await findServer(this.context);
    if (!program) {
      this.status.follow('missing');
      // Nobody is waited for: that would keep the start, and a restart, open.
      void sayMissing();
      return;
    }
    this.log.info(`starting ${program}`);
    const run = { command: program, args: vscode.workspace.getConfiguration(section).get<string[]>('args', ['lsp']) };
    const fresh = new LanguageClient(section, 'Kernel Style', { run, debug: run }, this.options());
    fresh.onDidChangeState(e => { if (this.client === fresh) this.status.follow(e.newState); });
    fresh.onNotification('kstyle/status', (counts: Counts) => {
      this.status.count(counts);
      this.checker.serves(vscode.Uri.parse(counts.uri), !counts.quiet);
    });
    this.client = fresh;
    try {
      await fresh.start();
    } catch (err) {
      this.log.error(`the server did not start: ${String(err)}`);
      this.status.follow(State.Stopped);
    }
  }

  private options(): LanguageClientOptions {
    const names = serverSettings(this.context.extension.packageJSON);
    return {
      documentSelector: documents,
      outputChannel: this.log,
      traceOutputChannel: this.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => readSettings(names),
      synchronize: { configurationSection: section },
      middleware: {
        workspace: {
          configuration: params => params.items.map(item =>
            (item.section === section ? readSettings(names, item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri)) : null)),
        },
      },
    };
  }
}

async function sayMissing(): Promise<void> {
  const settings = 'Open settings';
  const how = 'How to install';
  const choice = await vscode.window.showErrorMessage(
    'Kernel Style: there is no program kstyle-ls, neither by the setting kstyle.path nor on PATH. '
    + 'Install it with "go install github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls@latest", or name it in the setting; then run "Kernel Style: Restart the server".', how, settings);
  if (choice === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'kstyle.path');
  if (choice === how) await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'kstyle-ls.kstyle#start', false);
}
