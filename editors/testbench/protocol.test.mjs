// SPDX-License-Identifier: GPL-2.0-or-later

import test from 'node:test';
import assert from 'node:assert/strict';
import { P, Session, applied, capable, editsOf, model, only, range, session, wait } from './session.mjs';

const uri = 'file:///w/drivers/x/a.c';
const head = '// SPDX-License-Identifier: GPL-2.0\n';
const blanks = ds => only(ds, 'TRAILING_WHITESPACE').map(d => d.range);

test('a diagnostic has all its parts', session(async s => {
  assert.equal(s.init.capabilities.positionEncoding, 'utf-16');
  assert.equal(s.init.capabilities.textDocumentSync.change, 2);
  assert.equal(s.init.serverInfo.name, 'kstyle-ls');
  await s.open(uri, `${head}\nint a;  \n`);
  const [d] = only(await s.diagnostics(uri, 1), 'TRAILING_WHITESPACE');
  assert.ok(P.Diagnostic.is(d));
  assert.deepEqual(d.range, range(2, 6, 2, 8));
  assert.equal(d.severity, P.DiagnosticSeverity.Error);
  assert.equal(d.source, 'kstyle');
  assert.match(d.codeDescription.href, /^https:\/\//);
}));

test('places are UTF-16 units behind text that is not ASCII', session(async s => {
  // tab, two-byte letter, three-byte sign, emoji of two units; CRLF further down
  await s.open(uri, `${head}\n\t/* ä€😀 */ int a; \n\tint b;\r\n/* 😀😀 */ \n`);
  let got = blanks(await s.diagnostics(uri, 1));
  assert.deepEqual(got.find(r => r.start.line === 2), range(2, 18, 2, 19));
  assert.deepEqual(got.find(r => r.start.line === 4), range(4, 10, 4, 11));
  // Edits behind them, in front of them, between them.
  await s.change(uri, 2, { range: range(2, 18, 2, 19), text: '' });
  got = blanks(await s.diagnostics(uri, 2));
  assert.equal(got.find(r => r.start.line === 2), undefined);
  await s.change(uri, 3, { range: range(2, 5, 2, 6), text: 'é' }, { range: range(4, 5, 4, 5), text: '€' }, { range: range(2, 0, 2, 1), text: '\n' });
  got = blanks(await s.diagnostics(uri, 3));
  assert.deepEqual(got.find(r => r.start.line === 5), range(5, 11, 5, 12));
}));

for (const [encoding, want] of [['utf-8', [17, 18]], ['utf-32', [11, 12]], ['utf-16', [12, 13]]]) {
  test(`position encoding ${encoding}`, session(async s => {
    assert.equal(s.init.capabilities.positionEncoding, encoding);
    await s.open(uri, `${head}\n/* ä€😀 */x; \n`);
    assert.deepEqual(blanks(await s.diagnostics(uri, 1)), [range(2, want[0], 2, want[1])]);
  }, { ...capable, general: { positionEncodings: [encoding] } }));
}

test('quick fix, fix all of the type, fix all, each gone after the edit', session(async s => {
  const text = `${head}\n/* 😀 */ int a; \nint b;\t\nint c;\n`;
  await s.open(uri, text);
  const ds = only(await s.diagnostics(uri, 1), 'TRAILING_WHITESPACE');
  assert.equal(ds.length, 2);
  const actions = await s.actions(uri, ds[0].range, { diagnostics: [ds[0]], triggerKind: P.CodeActionTriggerKind.Invoked });
  assert.ok(actions.every(a => P.CodeAction.is(a) || a.data)); // the helper knows no lazy edits
  const fix = actions.find(a => a.kind === 'quickfix' && a.isPreferred);
  assert.equal(applied(text, editsOf(fix.edit, uri, 1)), text.replace('a; \n', 'a;\n'));
  assert.deepEqual(fix.diagnostics.map(d => d.range), [ds[0].range]);
  const all = actions.find(a => /all/i.test(a.title));
  const resolved = await s.request(P.CodeActionResolveRequest.type, all);
  assert.equal(applied(text, editsOf(resolved.edit, uri, 1)), text.replace('a; \n', 'a;\n').replace('b;\t\n', 'b;\n'));
  const [everything] = await s.actions(uri, range(0, 0, 0, 0), { only: ['source.fixAll'] });
  assert.equal(everything.kind, 'source.fixAll.kstyle');
  const fixed = applied(text, editsOf((await s.request(P.CodeActionResolveRequest.type, everything)).edit, uri, 1));
  await s.change(uri, 2, { text: fixed });
  assert.deepEqual(blanks(await s.diagnostics(uri, 2)), []);
  assert.deepEqual(await s.actions(uri, range(0, 0, 0, 0), { only: ['refactor'] }), []);
}));

test('a client of few words gets the edit at once, without a version', session(async s => {
  await s.open(uri, `${head}\nint a; \n`, { version: 0 });
  for (let i = 0; i < 1000 && !s.published.length; i++) await new Promise(r => setTimeout(r, 10));
  assert.equal(s.published[0].version, undefined);
  const [action] = await s.actions(uri, range(2, 6, 2, 6));
  assert.deepEqual(editsOf(action.edit, uri), [{ range: range(2, 6, 2, 7), newText: '' }]);
}, {}));

test('hover explains the finding under it, and nothing elsewhere', session(async s => {
  await s.open(uri, `${head}\nint a; \n`);
  const hover = await s.request(P.HoverRequest.type, { textDocument: { uri }, position: { line: 2, character: 6 } });
  assert.ok(P.Hover.is(hover));
  assert.match(hover.contents.value, /TRAILING_WHITESPACE/);
  assert.equal(await s.request(P.HoverRequest.type, { textDocument: { uri }, position: { line: 2, character: 1 } }), null);
}));

test('documents of all kinds', session(async s => {
  const patch = 'From: A <a@example.org>\nSubject: [PATCH] x: y\n\nText.\n\nSigned-off-by: A <a@example.org>\n---\n drivers/x/a.c | 2 ++\n\ndiff --git a/drivers/x/a.c b/drivers/x/a.c\nindex 1111111..2222222 100644\n--- a/drivers/x/a.c\n+++ b/drivers/x/a.c\n@@ -1,2 +1,4 @@\n int a;\n+int b; \n+int c;\n int d;\n';
  const cases = [
    ['file:///w/include/x.h', 'cpp', `/* SPDX-License-Identifier: GPL-2.0 */\nint a; \n`, 1],
    ['file:///w/a.patch', 'diff', patch, 15],
    ['untitled:Untitled-1', 'c', `${head}int a; \n`, 1],
    ['untitled:Untitled-2', 'diff', patch, 15],
    ['file:///w/arch/arm/boot/dts/a.dts', 'plaintext', '// SPDX-License-Identifier: GPL-2.0\n/ { }; \n', 1],
    ['file:///w/drivers/Kconfig', 'plaintext', '# SPDX-License-Identifier: GPL-2.0\nconfig X \n', 1],
    ['file:///w/drivers/Makefile', 'makefile', '# SPDX-License-Identifier: GPL-2.0\nobj-y += a.o \n', 1],
  ];
  for (const [where, languageId, text, line] of cases) {
    await s.open(where, text, { languageId });
    const got = blanks(await s.diagnostics(where, 1));
    assert.deepEqual(got.map(r => r.start.line), [line], where);
  }
  // A commit message is no file: whatever is found has to lie in it.
  await s.open('file:///w/.git/COMMIT_EDITMSG', 'x: do y\n\nA text.\n', { languageId: 'git-commit' });
  for (const d of await s.diagnostics('file:///w/.git/COMMIT_EDITMSG', 1)) assert.ok(d.range.end.line <= 3);
}));

test('a fix in a patch edits its added line and keeps the rest', session(async s => {
  const text = '--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,4 @@\n int a;\n+int b; \n+int c;\n int d;\n';
  const where = 'file:///w/a.diff';
  await s.open(where, text, { languageId: 'diff' });
  const [d] = only(await s.diagnostics(where, 1), 'TRAILING_WHITESPACE');
  assert.deepEqual(d.range, range(4, 7, 4, 8));
  const [fix] = await s.actions(where, d.range, { diagnostics: [d] });
  assert.equal(applied(text, editsOf(fix.edit, where, 1)), text.replace('b; \n', 'b;\n'));
}));

test('closing takes everything back, opening again brings it anew', session(async s => {
  for (let version = 1; version < 30; version++) {
    await s.open(uri, `${head}\nint a; \n`, { version });
    assert.equal(blanks(await s.diagnostics(uri, version)).length, 1);
    await s.close(uri);
    await s.diagnostics(uri, undefined);
    assert.deepEqual(s.published.at(-1).diagnostics, []);
  }
}));

test('versions rise and the last is always said', session(async s => {
  await s.open(uri, head + 'int a; \n'.repeat(300));
  for (let v = 2; v <= 200; v++) await s.change(uri, v, { range: range(v, 0, v, 0), text: ' ' });
  await s.diagnostics(uri, 200);
  const versions = s.published.map(p => p.version);
  assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
  assert.equal(new Set(versions).size, versions.length);
}));

test('what is unknown is answered, what is cancelled as well', session(async s => {
  await assert.rejects(s.request(new P.RequestType('kstyle/none'), {}), e => e.code === P.ErrorCodes.MethodNotFound);
  await s.notify(new P.NotificationType('kstyle/none'), {});
  await s.notify(new P.NotificationType('$/none'), {});
  await s.open(uri, head + 'int a; \n'.repeat(20000));
  const cancel = new P.CancellationTokenSource();
  const answer = s.request(P.HoverRequest.type, { textDocument: { uri }, position: { line: 9, character: 6 } }, cancel.token);
  cancel.cancel();
  await answer.catch(e => assert.equal(e.code, P.LSPErrorCodes.RequestCancelled)); // or it was quicker
  await s.diagnostics(uri, 1);
}));

test('a thousand requests in flight, half of them cancelled, all answered', session(async s => {
  await s.open(uri, head + 'int a; \n'.repeat(2000));
  const answers = [];
  for (let i = 0; i < 1000; i++) {
    const cancel = new P.CancellationTokenSource();
    answers.push(s.connection.sendRequest(P.HoverRequest.type, { textDocument: { uri }, position: { line: i, character: 6 } }, cancel.token)
      .then(() => 'answered', e => ({ [P.LSPErrorCodes.RequestCancelled]: 'cancelled', [P.LSPErrorCodes.ContentModified]: 'modified' })[e.code] ?? `error ${e.code} ${e.message}`));
    if (i % 2) cancel.cancel();
    if (i % 100 === 50) await s.change(uri, i, { range: range(0, 0, 0, 0), text: ' ' });
  }
  const how = await wait(Promise.all(answers), 'all answers');
  assert.deepEqual([...new Set(how)].filter(h => !['answered', 'cancelled', 'modified'].includes(h)), []);
  await s.diagnostics(uri, 950);
}));

test('requests before initialize are refused', async () => {
  const s = await Session.start(capable, { initialize: false });
  await assert.rejects(s.request(P.HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 0 } }), e => e.code === P.ErrorCodes.ServerNotInitialized);
  await s.notify(P.ExitNotification.type);
  const [code] = await wait(s.exited, 'exit');
  assert.equal(code, 1, 'exit without shutdown');
  s.judge();
  s.connection.dispose();
});

test('the end of the input ends the server', async () => {
  const s = await Session.start();
  await s.open(uri, head + 'int a; \n'.repeat(20000));
  s.child.stdin.end();
  const [code, signal] = await wait(s.exited, 'exit');
  assert.deepEqual([code, signal], [0, null], s.log);
  s.connection.dispose();
});

test('frames that make no sense cost themselves only', session(async s => {
  s.child.stdin.write('Content-Length: 9\r\n\r\n{"broken"');
  s.child.stdin.write('rubbish\r\n\r\nContent-Length: 3000000000\r\n\r\n'.slice(0, 11));
  await s.open(uri, `${head}int a; \n`);
  assert.equal(blanks(await s.diagnostics(uri, 1)).length, 1);
  assert.match(s.log, /malformed/);
  s.said.messages = s.said.messages.filter(m => m.id !== null); // its answer names no request
  s.errors.length = 0; // which the client finds strange
}));

test('$/setTrace brings traces', session(async s => {
  const traces = [];
  s.connection.onNotification(P.LogTraceNotification.type, p => traces.push(p.message));
  await s.notify(P.SetTraceNotification.type, { value: P.TraceValue.Messages });
  await s.open(uri, head);
  await s.diagnostics(uri, 1);
  await s.until(() => traces.some(t => t.includes('textDocument/didOpen')), 'the trace of the opening');
  await s.notify(P.SetTraceNotification.type, { value: P.TraceValue.Off });
}));

const pulling = {
  ...capable,
  workspace: { ...capable.workspace, configuration: true, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
  textDocument: { ...capable.textDocument, diagnostic: { codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } } },
};

test('a client that can pull is sent nothing unasked, and asks once', session(async s => {
  assert.ok(s.init.capabilities.diagnosticProvider);
  await s.open(uri, `${head}\nint a; \n`);
  const first = await s.request(P.DocumentDiagnosticRequest.type, { textDocument: { uri } });
  assert.equal(first.kind, 'full');
  assert.deepEqual(blanks(first.items), [range(2, 6, 2, 7)]);
  const again = await s.request(P.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId: first.resultId });
  assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  await s.change(uri, 2, { range: range(2, 6, 2, 7), text: '' });
  const fixed = await s.request(P.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId: first.resultId });
  assert.equal(fixed.kind, 'full');
  assert.deepEqual(blanks(fixed.items), []);
  await s.close(uri);
  assert.deepEqual(s.published, []);
  assert.ok(s.requests.includes('workspace/configuration') && s.requests.includes('workspace/didChangeWatchedFiles'), s.requests.join());
}, pulling));

test('settings by workspace/configuration, and what is wrong with them in the log', session(async s => {
  await s.open(uri, `${head}\nint a; \n`);
  await wait((async () => { while (!s.requests.includes('workspace/diagnostic/refresh')) await new Promise(r => s.waiting.push(r)); })(), 'refresh');
  const got = await s.request(P.DocumentDiagnosticRequest.type, { textDocument: { uri } });
  assert.deepEqual(blanks(got.items), []);
  assert.match(s.log, /colour/);
}, pulling, { configuration: { ignore: ['TRAILING_WHITESPACE'], colour: 'red' } }));

test('outline, folds, links and completion of a patch', session(async s => {
  const where = 'file:///w/a.patch';
  const text = 'From: A <a@example.org>\nSubject: [PATCH] x: y\n\nSee commit 0123456789ab ("x").\n\nSi\n---\n a.c | 1 +\n\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@ int f(void)\n a\n+b\n';
  await s.open(where, text, { languageId: 'diff' });
  const textDocument = { uri: where };
  const [file] = await s.request(P.DocumentSymbolRequest.type, { textDocument });
  assert.ok(P.DocumentSymbol.is(file));
  assert.deepEqual([file.name, file.children.map(h => h.name)], ['a.c', ['int f(void)']]);
  const folds = await s.request(P.FoldingRangeRequest.type, { textDocument });
  assert.ok(folds.some(f => f.startLine === 11 && f.endLine === 13), JSON.stringify(folds));
  assert.ok(Array.isArray(await s.request(P.DocumentLinkRequest.type, { textDocument })));
  const list = await s.request(P.CompletionRequest.type, { textDocument, position: { line: 5, character: 2 } });
  const item = list.items.find(i => i.label === 'Signed-off-by:');
  assert.ok(item, 'no Signed-off-by:');
  assert.equal(applied(text, [item.textEdit]).split('\n')[5], 'Signed-off-by: ');
}));

test('the meta-model tells wrong messages from right ones', () => {
  const wrong = [
    { method: 'textDocument/publishDiagnostics', params: { uri: 'file:///a' } },
    { method: 'textDocument/publishDiagnostics', params: { uri: 'file:///a', diagnostics: [{ range: range(0, 0, 0, 1), message: 'x', severity: 9 }] } },
    { method: 'textDocument/publishDiagnostics', params: { uri: 'file:///a', diagnostics: [], colour: 1 } },
    { method: 'textDocument/hover', id: 1, params: {} }, { method: 'kstyle/none' }, { id: 7, result: null, error: { code: 1, message: 'x' } },
    { method: '$/progress', params: { token: 't', value: { kind: 'begin' } } },
  ];
  for (const m of wrong) assert.notDeepEqual(model.serverMessage({ jsonrpc: '2.0', ...m }, new Map()), [], JSON.stringify(m));
  assert.deepEqual(model.serverMessage({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { uri: 'file:///a', diagnostics: [] } }, new Map()), []);
});
