// SPDX-License-Identifier: GPL-2.0-or-later
//
// A session with the built server over its standard streams, held by
// Microsoft's client library. Every message is written down on the way and
// held against the meta-model at the end.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { afterEach } from 'node:test';
import { dirname, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { loadMetaModel } from './metamodel.mjs';

const require = createRequire(import.meta.url);
export const P = require('vscode-languageserver-protocol/node');

export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = process.env.KSTYLE_LS ?? resolve(project, 'bin/kstyle-ls');
export const model = loadMetaModel(project);

const patience = 10000;
export const wait = (promise, what) => {
  let timer;
  const late = new Promise((_, no) => { timer = setTimeout(no, patience, new Error(`timed out: ${what}`)); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// What a client like VS Code's says of itself, without pulling diagnostics.
export const capable = {
  general: { positionEncodings: ['utf-16'] },
  workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } }, configuration: false },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
      isPreferredSupport: true, disabledSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] }, honorsChangeAnnotations: true,
    },
  },
};

// What was offered and used in all sessions of a file that ended well.
export const offered = new Set(), spoken = new Set();

// A server that outlives a test that failed would keep the run from ending.
const started = [];
afterEach(() => { for (const c of started.splice(0)) if (c.exitCode === null && c.signalCode === null) c.kill('SIGKILL'); });

// Cuts a stream into messages, for the record only.
class Record {
  constructor() { this.messages = []; this.buffer = Buffer.alloc(0); }
  add(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.buffer.subarray(0, end))[1]);
      if (this.buffer.length < end + 4 + length) return;
      this.messages.push(JSON.parse(this.buffer.subarray(end + 4, end + 4 + length)));
      this.buffer = this.buffer.subarray(end + 4 + length);
    }
  }
}

export class Session {
  static async start(capabilities = capable, { initialize = true, options, folders, args = ['lsp'], configuration, processId = process.pid } = {}) {
    const s = new Session();
    s.child = spawn(binary, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    started.push(s.child);
    s.log = '';
    s.child.stderr.on('data', d => { s.log += d; });
    s.exited = once(s.child, 'exit');
    s.said = new Record(); s.heard = new Record();
    const out = new PassThrough(), toServer = new PassThrough();
    s.child.stdout.on('data', d => { s.said.add(d); out.write(d); });
    s.child.stdout.on('end', () => out.end());
    toServer.on('data', d => { s.heard.add(d); s.child.stdin.write(d); });
    s.child.stdin.on('error', () => {}); // the server may end first
    s.connection = P.createProtocolConnection(new P.StreamMessageReader(out), new P.StreamMessageWriter(toServer));
    s.errors = []; s.published = []; s.waiting = []; s.requests = [];
    s.connection.onError(e => s.errors.push(e));
    s.connection.onNotification(P.PublishDiagnosticsNotification.type, p => { s.published.push(p); s.waiting.splice(0).forEach(w => w()); });
    const stir = () => s.waiting.splice(0).forEach(w => w());
    s.configuration = configuration; // may be changed by a test, and may be a function of the scope
    s.connection.onRequest(P.ConfigurationRequest.type, p => {
      s.requests.push('workspace/configuration');
      return p.items.map(i => (typeof s.configuration === 'function' ? s.configuration(i.scopeUri) : s.configuration) ?? null);
    });
    s.edits = []; s.shown = []; s.traces = []; s.partial = new Map(); s.progress = [];
    s.connection.onRequest(P.ApplyWorkspaceEditRequest.type, p => { s.edits.push(p); return { applied: true }; });
    s.connection.onRequest(P.CodeLensRefreshRequest.type, () => { s.requests.push('workspace/codeLens/refresh'); stir(); });
    s.connection.onNotification(P.ShowMessageNotification.type, p => { s.shown.push(p); stir(); });
    s.connection.onNotification(P.LogTraceNotification.type, p => { s.traces.push(p); });
    s.connection.onRequest(P.RegistrationRequest.type, p => { s.requests.push(...p.registrations.map(r => r.method)); });
    s.connection.onRequest(P.DiagnosticRefreshRequest.type, () => { s.requests.push('workspace/diagnostic/refresh'); s.waiting.splice(0).forEach(w => w()); });
    s.connection.onRequest(P.WorkDoneProgressCreateRequest.type, () => { s.requests.push('window/workDoneProgress/create'); });
    s.connection.listen();
    if (initialize) {
      s.init = await s.request(P.InitializeRequest.type, {
        processId, rootUri: null, capabilities, initializationOptions: options,
        workspaceFolders: folders ?? null, clientInfo: { name: 'testbench', version: '1' },
      });
      await s.notify(P.InitializedNotification.type, {});
    }
    return s;
  }

  // Waits until something is so; the server's messages are looked at again.
  async until(is, what) {
    for (const end = Date.now() + patience; ;) {
      const got = await is();
      if (got) return got;
      if (Date.now() > end) throw new Error(`timed out: ${what}`);
      await new Promise(r => setTimeout(r, 10));
    }
  }

  request(type, params, token) { return wait(this.connection.sendRequest(type, params, token), type.method ?? type); }
  notify(type, params) { return this.connection.sendNotification(type, params); }

  open(uri, text, { languageId = 'c', version = 1 } = {}) {
    return this.notify(P.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version, text } });
  }
  change(uri, version, ...contentChanges) {
    return this.notify(P.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  }
  close(uri) { return this.notify(P.DidCloseTextDocumentNotification.type, { textDocument: { uri } }); }

  // The last published diagnostics of a document, once they are of a version.
  async diagnostics(uri, version) {
    for (;;) {
      const p = this.published.findLast(p => p.uri === uri);
      if (p && p.version === version) return p.diagnostics;
      await wait(new Promise(r => this.waiting.push(r)), `diagnostics of version ${version} of ${uri}`);
    }
  }

  actions(uri, range, context = {}) {
    return this.request(P.CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics: [], ...context } });
  }

  // Ends the session in order, and holds what was said against the meta-model.
  async end() {
    await this.request(P.ShutdownRequest.type);
    await this.notify(P.ExitNotification.type);
    const [code] = await wait(this.exited, 'exit');
    assert.equal(code, 0, `exit status after shutdown\n${this.log}`);
    this.connection.dispose();
    assert.deepEqual(this.errors, []);
    this.judge();
  }

  judge() {
    for (const m of this.heard.messages) if ('method' in m) spoken.add(m.method);
    for (const c of Object.keys(this.init?.capabilities ?? {})) offered.add(c);
    const asked = new Map(this.heard.messages.filter(m => 'method' in m && 'id' in m).map(m => [m.id, m.method]));
    const problems = this.said.messages.flatMap(m => model.serverMessage(m, asked, this.partial));
    assert.deepEqual(problems, [], 'messages that the meta-model does not allow');
    return this.said.messages.length;
  }

  kill() { this.connection.dispose(); this.child.kill('SIGKILL'); }
}

export const session = (body, ...how) => async () => {
  const s = await Session.start(...how);
  try { await body(s); await s.end(); } catch (e) { s.kill(); e.message += `\n--- the server's log:\n${s.log}`; throw e; }
};

// The text after an edit, reckoned in UTF-16 units as JavaScript's strings do.
export function applied(text, edits) {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const at = p => starts[p.line] + p.character;
  for (const e of [...edits].sort((a, b) => at(b.range.start) - at(a.range.start))) {
    text = text.slice(0, at(e.range.start)) + e.newText + text.slice(at(e.range.end));
  }
  return text;
}

export function editsOf(edit, uri, version) {
  if (edit.documentChanges) {
    assert.equal(edit.documentChanges.length, 1);
    assert.deepEqual(edit.documentChanges[0].textDocument, { uri, version });
    return edit.documentChanges[0].edits;
  }
  assert.deepEqual(Object.keys(edit.changes), [uri]);
  return edit.changes[uri];
}

export const range = (l1, c1, l2, c2) => ({ start: { line: l1, character: c1 }, end: { line: l2, character: c2 } });
export const only = (diagnostics, ...codes) => diagnostics.filter(d => codes.includes(d.code));
