// SPDX-License-Identifier: GPL-2.0-or-later
//
// Starts the language server and hands VS Code's wishes on to it. There is no
// knowledge of any rule here.

import * as vscode from 'vscode';
import { type LanguageClientOptions, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { findServer } from './program';
import { type Counts, Status } from './status';
import { explain, fixAll } from './commands';

let client: LanguageClient | undefined;
let status: Status | undefined;

// Documents that the server is asked about. Editors call the same file by
// different ids, and VS Code calls many of a kernel's files plain text: those
// are told by their names.
const documents = [
  ...['c', 'cpp', 'diff', 'git-commit', 'makefile', 'dts', 'kconfig'].flatMap(language => [
    { language, scheme: 'file' }, { language, scheme: 'untitled' }, { language, scheme: 'vscode-remote' },
  ]),
  ...['**/*.{S,s,lds,dts,dtsi,dtso,patch,diff,mbox,rst,yaml,eml}', '**/{Kconfig,Kbuild,MAINTAINERS,COMMIT_EDITMSG,MERGE_MSG}', '**/Kconfig.*'].map(pattern => ({ scheme: 'file', pattern })),
];

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Kernel Style', { log: true });
  status = new Status();
  context.subscriptions.push(
    log, status,
    vscode.commands.registerCommand('kstyle.restart', () => restart(context, log)),
    vscode.commands.registerCommand('kstyle.fixAll', () => fixAll()),
    vscode.commands.registerCommand('kstyle.fixChanged', () => fixAll('source.fixAll.kstyle.changed')),
    vscode.commands.registerCommand('kstyle.explain', (type?: string) => explain(context, log, type)),
    vscode.commands.registerCommand('kstyle.showLog', () => log.show()),
    vscode.workspace.onDidChangeConfiguration(async e => {
      if (e.affectsConfiguration('kstyle.path') || e.affectsConfiguration('kstyle.args')) await restart(context, log);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context, log)),
  );
  await start(context, log);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<void> {
  await stop();
  await start(context, log);
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  // One that did not start has nothing to stop, and says so by an error.
  if (old && old.state !== State.Stopped) await old.stop(2000).catch(() => undefined);
}

async function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<void> {
  const program = await findServer(context);
  if (!program) {
    status?.missing();
    await sayMissing();
    return;
  }
  log.info(`starting ${program}`);
  const settings = vscode.workspace.getConfiguration('kstyle');
  const run = { command: program, args: settings.get<string[]>('args', ['lsp']) };
  const options: LanguageClientOptions = {
    documentSelector: documents,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => readSettings(),
    synchronize: { configurationSection: 'kstyle' },
    middleware: {
      workspace: {
        configuration: params => params.items.map(item => (item.section === 'kstyle' ? readSettings(item.scopeUri) : null)),
      },
    },
  };
  const fresh = new LanguageClient('kstyle', 'Kernel Style', { run, debug: run }, options);
  fresh.onDidChangeState(e => status?.follow(e.newState));
  fresh.onNotification('kstyle/status', (counts: Counts) => status?.count(counts));
  client = fresh;
  try {
    await fresh.start();
  } catch (err) {
    log.error(`the server did not start: ${String(err)}`);
    status?.failed();
  }
}

// What the server is told: only what was set, so that the project's own files
// decide the rest.
function readSettings(scope?: string): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration('kstyle', scope === undefined ? undefined : vscode.Uri.parse(scope));
  const out: Record<string, unknown> = { status: true };
  for (const name of ['enable', 'older', 'base', 'format', 'strict', 'types', 'ignore', 'maxLineLength', 'tabSize', 'tree', 'noTree', 'debounceMs']) {
    const found = settings.inspect(name);
    const value = settings.get(name);
    const said = found && [found.globalValue, found.workspaceValue, found.workspaceFolderValue].some(v => v !== undefined);
    if (said && value !== null && value !== '') out[name] = value;
  }
  return out;
}

async function sayMissing(): Promise<void> {
  const settings = 'Open settings';
  const how = 'How to install';
  const choice = await vscode.window.showErrorMessage(
    'Kernel Style: there is no program kstyle-ls, neither by the setting kstyle.path nor on PATH.', how, settings);
  if (choice === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'kstyle.path');
  if (choice === how) await vscode.env.openExternal(vscode.Uri.parse('https://github.com/kstyle-ls/kstyle-ls#install'));
}
