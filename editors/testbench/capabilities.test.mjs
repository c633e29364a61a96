// SPDX-License-Identifier: GPL-2.0-or-later
//
// Every capability that the server offers, on real repositories. The last test
// fails if one is offered that no test has used.

import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Repository } from './repository.mjs';
import { P, Session, applied, capable, editsOf, model, offered, only, range, spoken, wait } from './session.mjs';

const head = '// SPDX-License-Identifier: GPL-2.0\n';
const blanks = ds => only(ds, 'TRAILING_WHITESPACE').map(d => d.range.start.line);

// What the newest editors can do, without pulling and with.
const pushed = {
  ...capable,
  window: { workDoneProgress: true },
  workspace: { ...capable.workspace, applyEdit: true, configuration: true, workspaceFolders: true, codeLens: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
  textDocument: { ...capable.textDocument, codeLens: {}, documentLink: { tooltipSupport: true }, completion: { completionItem: {} }, foldingRange: {}, rangeFormatting: { rangesSupport: true } },
};
const pulled = {
  ...pushed,
  workspace: { ...pushed.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...pushed.textDocument, diagnostic: { codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } } },
};

// A session in a repository of its own.
const inRepository = (files, body, capabilities = pushed, how = {}) => async () => {
  const repo = new Repository(files);
  const s = await Session.start(capabilities, { folders: repo.folders, ...how });
  try { await body(s, repo); await s.end(); } catch (e) { s.kill(); e.message += `\n--- the server's log:\n${s.log}`; throw e; } finally { repo.remove(); }
};

const at = (line, character) => ({ line, character });
const lenses = async (s, uri) => (await s.request(P.CodeLensRequest.type, { textDocument: { uri } })).map(l => l.command);
const execute = (s, c) => s.request(P.ExecuteCommandRequest.type, { command: c.command, arguments: c.arguments });
const labels = async (s, uri, position) => (await s.request(P.CompletionRequest.type, { textDocument: { uri }, position })).items.map(i => i.label);
const pull = (s, uri, previousResultId) => s.request(P.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId });
const told = (s, ...uris) => s.notify(P.DidChangeWatchedFilesNotification.type, { changes: uris.map(uri => ({ uri, type: P.FileChangeType.Changed })) });

test('only my changes: hints, the index, a commit, a watched file', inRepository({ 'a.c': `${head}int a; \nint b; \nint c;\n` }, async (s, repo) => {
  repo.commit('x: begin');
  const uri = repo.uri('a.c');
  const weighed = async version => Object.fromEntries(only(await s.diagnostics(uri, version), 'TRAILING_WHITESPACE').map(d => [d.range.start.line, d.severity]));
  await s.open(uri, repo.read('a.c'));
  assert.deepEqual(await weighed(1), { 1: 4, 2: 4 });
  await s.change(uri, 2, { range: range(3, 6, 3, 6), text: ' ' });
  assert.deepEqual(await weighed(2), { 1: 4, 2: 4, 3: 1 });
  // Against the index, where one of them is staged but not committed.
  repo.put('a.c', `${head}int a; \nint B; \nint c;\n`);
  repo.git('add', 'a.c');
  s.configuration = { base: 'index' };
  await s.notify(P.DidChangeConfigurationNotification.type, { settings: null });
  await s.change(uri, 3, { range: range(2, 4, 2, 5), text: 'B' });
  await s.until(async () => JSON.stringify(await weighed(3)) === '{"1":4,"2":4,"3":1}', 'staged lines to be old');
  s.configuration = { base: 'HEAD' };
  await s.notify(P.DidChangeConfigurationNotification.type, { settings: null });
  await s.until(async () => JSON.stringify(await weighed(3)) === '{"1":4,"2":1,"3":1}', 'staged lines to be new');
  repo.commit('x: go on');
  await told(s, repo.uri('.git/logs/HEAD'), repo.uri('.git/index'));
  await s.until(async () => JSON.stringify(await weighed(3)) === '{"1":4,"2":4,"3":1}', 'committed lines to be old');
  // Fix what is on changed lines, and nothing else.
  const [fix] = await s.actions(uri, range(0, 0, 0, 0), { only: ['source.fixAll.kstyle.changed'] });
  const { edit } = await s.request(P.CodeActionResolveRequest.type, fix);
  assert.equal(applied(`${head}int a; \nint B; \nint c; \n`, editsOf(edit, uri, 3)), `${head}int a; \nint B; \nint c;\n`);
}));

test('code lenses count, and fix by an edit that the server asks for', inRepository({ 'a.c': `${head}int a; \n` }, async (s, repo) => {
  repo.commit('x: begin');
  const uri = repo.uri('a.c');
  await s.open(uri, repo.read('a.c'));
  await s.change(uri, 2, { range: range(2, 0, 2, 0), text: 'int b; \n' });
  const [count, fix] = await lenses(s, uri);
  assert.equal(count.title, 'kstyle: 1 finding on changed lines, 1 older');
  assert.equal(fix.title, 'fix 1 of them');
  await execute(s, fix);
  assert.equal(applied(`${head}int a; \nint b; \n`, editsOf(s.edits[0].edit, uri, 2)), `${head}int a; \nint b;\n`);
  await execute(s, count);
  await s.until(() => s.shown.some(m => m.message.includes('On changed lines: 1 TRAILING_WHITESPACE. Older: 1 TRAILING_WHITESPACE.')), 'the counts');
  await told(s, repo.uri('kstyle.toml'));
  await s.until(() => s.requests.includes('workspace/codeLens/refresh'), 'being asked to ask again');
}));

test('silence a finding, see it silent, and its record when it is of no use', inRepository({}, async (s, repo) => {
  const uri = repo.uri('a.c');
  const text = `${head}int a; \nint b; \n`;
  await s.open(uri, text);
  assert.deepEqual(blanks(await s.diagnostics(uri, 1)), [1, 2]);
  const [silence] = (await s.actions(uri, range(1, 6, 1, 6))).filter(a => /silent/.test(a.title));
  await execute(s, silence.command);
  await s.until(async () => blanks(await s.diagnostics(uri, 1)).join() === '2', 'silence');
  assert.match(repo.read('.git/kstyle/ignores'), /TRAILING_WHITESPACE\ta\.c\t\tint a;/);
  await s.change(uri, 2, { range: range(1, 6, 1, 7), text: '' });
  await s.notify(P.DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  await s.until(async () => only(await s.diagnostics(uri, 2), 'SILENCE_UNUSED_RECORD').length === 1, 'the record to be of no use');
  const [prune] = (await s.actions(uri, range(0, 0, 0, 1))).filter(a => a.command?.command === 'kstyle.prune');
  await execute(s, prune.command);
  await s.until(async () => only(await s.diagnostics(uri, 2), 'SILENCE_UNUSED_RECORD').length === 0, 'the record to be gone');
  await s.change(uri, 3, { text: `${head}int a; /* kstyle-ignore: TRAILING_WHITESPAC */ \n` });
  const [slip] = only(await s.diagnostics(uri, 3), 'SILENCE_UNKNOWN_TYPE');
  assert.match(slip.message, /did you mean TRAILING_WHITESPACE\?/);
  const [mend] = await s.actions(uri, slip.range, { diagnostics: [slip] });
  assert.match(applied(`${head}int a; /* kstyle-ignore: TRAILING_WHITESPAC */ \n`, editsOf(mend.edit, uri, 3)), /kstyle-ignore: TRAILING_WHITESPACE \*\//);
}));

test('actions: what is unsafe asks first, what cannot be says why', inRepository({}, async (s, repo) => {
  const uri = repo.uri('drivers/x/a.c');
  const line = `\tfoo(${'argument_'.repeat(14)});\n`;
  const text = `${head}\nvoid f(void)\n{\n\tBUG();\n${line}\tfoo(0x%x, "%Lx");\n\tmsleep(5);\n}\n`;
  await s.open(uri, text);
  const ds = await s.diagnostics(uri, 1);
  const invoked = { triggerKind: P.CodeActionTriggerKind.Invoked };
  const all = [];
  for (const d of ds) all.push(...await s.actions(uri, d.range, { diagnostics: [d], ...invoked }));
  const unable = all.filter(a => a.disabled);
  assert.ok(unable.length > 0 && unable.every(a => a.disabled.reason.length > 10 && !a.edit && !a.isPreferred), JSON.stringify(all));
  assert.deepEqual((await s.actions(uri, range(0, 0, 9, 0), { triggerKind: P.CodeActionTriggerKind.Automatic })).filter(a => a.disabled), []);
  const [nothing] = await s.actions(uri, range(0, 0, 0, 0), { only: ['source.fixAll.kstyle'], ...invoked });
  assert.ok(nothing.disabled?.reason || nothing.data, JSON.stringify(nothing));
  // An unsafe fix is annotated and never preferred.
  const where = repo.uri('b.c');
  await s.open(where, `${head}\nint f(char *p)\n{\n\tstrcpy(p, "x");\n\treturn strncpy(p, p, 3) ? 1 : 0;\n}\n`);
  const unsafe = [];
  for (const d of await s.diagnostics(where, 1)) unsafe.push(...(await s.actions(where, d.range, { diagnostics: [d] })).filter(a => a.edit?.changeAnnotations));
  assert.ok(unsafe.length > 0, 'no unsafe fix was offered');
  for (const a of unsafe) {
    assert.ok(!a.isPreferred, a.title);
    assert.ok(Object.values(a.edit.changeAnnotations).every(n => n.needsConfirmation && n.label));
    assert.ok(a.edit.documentChanges[0].edits.every(e => a.edit.changeAnnotations[e.annotationId]));
  }
}));

test('in a patch, fixes that add and remove lines keep it applicable', inRepository({ 'a.c': 'int a;\nint b;\nint c;\n' }, async (s, repo) => {
  repo.commit('x: begin');
  const uri = repo.uri('p.patch');
  const text = ['From: Me <me@example.org>', 'Subject: [PATCH] x: go on', '', 'Because.', '', 'Signed-off-by: Me <me@example.org>', '---', ' a.c | 12 ++++++++++++',
    '', 'diff --git a/a.c b/a.c', '--- a/a.c', '+++ b/a.c', '@@ -1,3 +1,15 @@', ' int a;', '+int f(void)', '+{', '+', '+\tint x = 1;', '+\tif(x)', '+\t{', '+\t\tx=2; ', '+\t}', '+\treturn x;', '+}',
    '+', '+', ' int b;', ' int c;', '-- ', '2.43.0', ''].join('\n');
  await s.open(uri, text, { languageId: 'diff' });
  await s.diagnostics(uri, 1);
  const [all] = await s.actions(uri, range(0, 0, 0, 0), { only: ['source.fixAll'] });
  const { edit } = await s.request(P.CodeActionResolveRequest.type, all);
  const fixed = applied(text, editsOf(edit, uri, 1));
  const added = t => t.split('\n').filter(l => /^\+(?!\+\+)/.test(l)).length;
  assert.notEqual(added(fixed), added(text), `no line came or went, so that nothing is proved:\n${fixed}`);
  assert.ok(fixed.includes(`@@ -1,3 +1,${added(fixed) + 3} @@`), fixed);
  writeFileSync(join(repo.dir, 'p.patch'), fixed);
  repo.git('apply', '--check', 'p.patch');
  // And one by one.
  for (const d of await s.diagnostics(uri, 1)) {
    for (const a of await s.actions(uri, d.range, { diagnostics: [d] })) {
      if (!a.edit) continue;
      writeFileSync(join(repo.dir, 'p.patch'), applied(text, editsOf(a.edit, uri, 1)));
      repo.git('apply', '--check', 'p.patch');
    }
  }
}));

test('documents of the other kinds', inRepository({}, async (s, repo) => {
  const mail = (n, blank) => `From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001\nFrom: Me <me@example.org>\nDate: Mon, 5 Jan 2026 10:00:00 +0100\nSubject: [PATCH ${n}/2] x: y\n\nBecause.\n\nSigned-off-by: Me <me@example.org>\n---\n a.c | 1 +\n\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@\n a\n+int b;${blank}\n-- \n2.43.0\n\n`;
  const cases = [
    ['MAINTAINERS', 'plaintext', 'PUMPS\nM:\tMe <me@example.org> \nS:\tMaintained\nF:\tdrivers/pump/\n', [1]],
    ['two.mbox', 'plaintext', mail(1, ' ') + mail(2, ' '), [15, 34]],
    ['one.eml', 'mail', mail(1, ' ').slice(mail(1, ' ').indexOf('\n') + 1), [14]],
    ['x.dtsi', 'dts', '// SPDX-License-Identifier: GPL-2.0\n/ { }; \n', [1]],
    ['Kconfig', 'kconfig', '# SPDX-License-Identifier: GPL-2.0\nconfig X \n', [1]],
    ['Makefile', 'makefile', '# SPDX-License-Identifier: GPL-2.0\nobj-y += a.o \n', [1]],
    ['a,b@1.h', 'cpp', '/* SPDX-License-Identifier: GPL-2.0 */\nint a; \n', [1]],
  ];
  for (const [name, languageId, text, lines] of cases) {
    await s.open(repo.uri(name), text, { languageId });
    assert.deepEqual(blanks(await s.diagnostics(repo.uri(name), 1)), lines, name);
  }
  // Addresses come back letter by letter, whoever writes them otherwise.
  const odd = `${repo.uri()}/odd,name(1).c`;
  await s.open(odd, `${head}int a; \n`);
  assert.deepEqual(blanks(await s.diagnostics(odd, 1)), [1]);
  await s.open(repo.uri('kstyle.toml'), 'ignore = ["TRAILING_WHITESPCE"]\n', { languageId: 'toml' });
  const [problem] = await s.diagnostics(repo.uri('kstyle.toml'), 1);
  assert.match(problem.message, /did you mean TRAILING_WHITESPACE/);
}));

test('messages: trailers, people, commits, prefixes, types, hovers, links', inRepository({ 'drivers/pump/a.c': '1\n', 'fs/b.c': '1\n', ...kernelMarks() }, async (s, repo) => {
  const id = repo.commit('drivers: pump: begin', '--author=Wilma <wilma@example.org>');
  repo.put('drivers/pump/a.c', '2\n');
  repo.git('add', '.');
  const uri = repo.uri('.git/COMMIT_EDITMSG');
  const text = `dri\n\nThis mends commit ${id} ("drivers: pump: begin").\nSi\nReviewed-by: \nFixes: \nCheckpatch-ignore: TRAILING\nLink: https://lore.kernel.org/all/x@example.org/\nCloses: https://bugzilla.kernel.org/show_bug.cgi?id=7\n`;
  await s.open(uri, text, { languageId: 'git-commit' });
  assert.deepEqual(await labels(s, uri, at(0, 3)), ['drivers: pump: ']);
  assert.ok((await labels(s, uri, at(3, 2))).includes('Signed-off-by: Me <me@example.org>'));
  assert.deepEqual((await labels(s, uri, at(4, 13))).slice(0, 3), ['Me <me@example.org>', 'Pia Pump <pia@example.org>', 'Wilma <wilma@example.org>']);
  assert.deepEqual(await labels(s, uri, at(5, 7)), [`${id} ("drivers: pump: begin")`]);
  assert.ok((await labels(s, uri, at(6, 27))).includes('TRAILING_WHITESPACE'));
  const links = await s.request(P.DocumentLinkRequest.type, { textDocument: { uri } });
  assert.deepEqual(links.map(l => [l.range.start.line, new URL(l.target).host]).sort(), [[2, 'git.kernel.org'], [7, 'lore.kernel.org'], [8, 'bugzilla.kernel.org']]);
  const hover = async (line, character) => (await s.request(P.HoverRequest.type, { textDocument: { uri }, position: at(line, character) }))?.contents.value;
  assert.equal(await hover(2, 20), `commit ${id} ("drivers: pump: begin")`);
  assert.match(await hover(7, 20), /mail <x@example\.org>/);
  assert.match(await hover(8, 20), /bug 7 of bugzilla/);
  const c = repo.uri('fs/c.c');
  await s.open(c, `${head}/* kstyle-ignore: TRAI */\nint a;\n`);
  assert.ok((await labels(s, c, at(1, 22))).includes('TRAILING_WHITESPACE'));
  const toml = repo.uri('kstyle.toml');
  await s.open(toml, 'types = ["TRAI"]\n', { languageId: 'toml' });
  assert.ok((await labels(s, toml, at(0, 14))).includes('TRAILING_WHITESPACE'));
}));

function kernelMarks() {
  const marks = Object.fromEntries(['COPYING', 'CREDITS', 'Kbuild', 'Makefile', 'README', 'Documentation/x', 'arch/x', 'include/x', 'init/x', 'ipc/x', 'kernel/x', 'lib/x', 'scripts/x'].map(n => [n, '']));
  return { ...marks, MAINTAINERS: 'PUMPS\nM:\tPia Pump <pia@example.org>\nS:\tMaintained\nF:\tdrivers/pump/\n' };
}

test('range formatting is the safe layout fixes in the range', inRepository({}, async (s, repo) => {
  assert.deepEqual(s.init.capabilities.documentRangeFormattingProvider, { rangesSupport: true });
  const uri = repo.uri('a.c');
  const text = `${head}\nint f(int x)\r\n{\r\n\tif(x)\r\n\t\tx=1; \r\n\treturn(x); \r\n}\r\n`;
  await s.open(uri, text);
  const edits = await s.request(P.DocumentRangeFormattingRequest.type, { textDocument: { uri }, range: range(5, 0, 6, 0), options: { tabSize: 8, insertSpaces: false } });
  const got = applied(text, edits).split('\n'), was = text.split('\n');
  assert.deepEqual(got.filter((l, i) => i !== 5), was.filter((l, i) => i !== 5));
  assert.equal(got[5].trimEnd(), '\t\tx = 1;');
  const both = await s.request(P.DocumentRangesFormattingRequest.type, { textDocument: { uri }, ranges: [range(4, 0, 5, 0), range(5, 0, 6, 0)], options: { tabSize: 8, insertSpaces: false } });
  assert.deepEqual(applied(text, both).split('\n').slice(4, 6).map(l => l.trimEnd()), ['\tif (x)', '\t\tx = 1;']);
}, pushed, { options: { format: true } }));

test('several folders, each with settings of its own', async () => {
  const one = new Repository(), two = new Repository({ 'kstyle.toml': 'ignore = ["TRAILING_WHITESPACE"]\n' }), three = new Repository();
  const s = await Session.start(pushed, {
    folders: [...one.folders, ...two.folders],
    configuration: scope => (scope && scope.startsWith(three.uri().replace(/\/$/, '')) ? { ignore: ['TRAILING_WHITESPACE'] } : null),
  });
  try {
    for (const repo of [one, two, three]) await s.open(repo.uri('a.c'), `${head}int a; \n`);
    assert.deepEqual(blanks(await s.diagnostics(one.uri('a.c'), 1)), [1]);
    assert.deepEqual(blanks(await s.diagnostics(two.uri('a.c'), 1)), []);
    assert.deepEqual(blanks(await s.diagnostics(three.uri('a.c'), 1)), [1]);
    await s.notify(P.DidChangeWorkspaceFoldersNotification.type, { event: { added: three.folders, removed: two.folders } });
    await s.until(async () => blanks(await s.diagnostics(three.uri('a.c'), 1)).length === 0, 'the settings of the new folder');
    two.put('kstyle.toml', '');
    await told(s, two.uri('kstyle.toml'));
    await s.until(async () => blanks(await s.diagnostics(two.uri('a.c'), 1)).length === 1, 'the new kstyle.toml');
    two.put('.checkpatch.conf', '--ignore TRAILING_WHITESPACE\n');
    execFileSync('rm', [join(two.dir, 'kstyle.toml')]);
    await told(s, two.uri('kstyle.toml'), two.uri('.checkpatch.conf'));
    await s.until(async () => blanks(await s.diagnostics(two.uri('a.c'), 1)).length === 0, '.checkpatch.conf');
    s.configuration = { ignore: ['TRAILING_WHITESPCE'] };
    await s.notify(P.DidChangeConfigurationNotification.type, { settings: null });
    await s.until(() => s.shown.some(m => /did you mean TRAILING_WHITESPACE/.test(m.message)), 'a word about the slip');
    await s.end();
  } catch (e) { s.kill(); e.message += `\n${s.log}`; throw e; } finally { for (const r of [one, two, three]) r.remove(); }
});

test('quiet where nothing looks like kernel style', async () => {
  const repo = new Repository();
  execFileSync('rm', [join(repo.dir, 'kstyle.toml')]);
  for (const [options, want] of [[undefined, []], [{ enable: 'always' }, [1]], [{ enable: 'never' }, []]]) {
    const s = await Session.start({ ...capable }, { folders: repo.folders, options });
    await s.open(repo.uri('a.c'), `${head}int a; \n`);
    assert.deepEqual(blanks(await s.diagnostics(repo.uri('a.c'), 1)), want, JSON.stringify(options));
    await s.end();
  }
  repo.remove();
});

test('the whole workspace, streamed, again, and given up', inRepository(Object.fromEntries(
  Array.from({ length: 150 }, (_, i) => [`d${i % 5}/a${i}.c`, `${head}int a; \n`])), async (s, repo) => {
  assert.equal(s.init.capabilities.diagnosticProvider.workspaceDiagnostics, true);
  s.partial.set('part', 'WorkspaceDiagnosticReportPartialResult');
  const parts = [], steps = [];
  s.connection.onProgress(P.WorkspaceDiagnosticRequest.partialResult, 'part', p => parts.push(p.items));
  s.connection.onProgress(P.WorkDoneProgress.type, 'work', p => steps.push(p.kind));
  const ask = (more, token) => s.request(P.WorkspaceDiagnosticRequest.type, { previousResultIds: [], ...more }, token);
  const rest = await ask({ partialResultToken: 'part', workDoneToken: 'work' });
  const streamed = parts.flat();
  assert.deepEqual(rest.items, []);
  assert.ok(parts.length > 1 && new Set(streamed.map(r => r.uri)).size === 150 && streamed.length === 150, `${parts.length} parts, ${streamed.length} reports`);
  assert.equal(steps[0], 'begin');
  assert.equal(steps.at(-1), 'end');
  repo.put('d0/a0.c', `${head}int a;\n`);
  const again = await ask({ previousResultIds: streamed.map(r => ({ uri: r.uri, value: r.resultId })) });
  assert.deepEqual(again.items.filter(r => r.kind === 'full').map(r => [r.uri, r.items]), [[repo.uri('d0/a0.c'), []]]);
  assert.equal(again.items.length, 150);
  // A file that is open is reported as it is in the editor.
  await s.open(repo.uri('d1/a1.c'), `${head}int a;\n`, { version: 5 });
  assert.ok(!(await ask({})).items.some(r => r.uri === repo.uri('d1/a1.c')));
  const cancel = new P.CancellationTokenSource();
  repo.put('big.c', head + 'int a; \n'.repeat(100000));
  const given = ask({}, cancel.token).then(() => 'answered', e => e.code);
  cancel.cancel();
  assert.ok([P.LSPErrorCodes.RequestCancelled, 'answered'].includes(await given));
}, pulled, { options: { workspace: true } }));

test('two clients, one that pulls and one that does not, see the same, once', async () => {
  const repo = new Repository({ 'a.c': `${head}int a; \nint b; \n`, 'b.c': `${head}int a; \n` });
  repo.commit('x: begin');
  const push = await Session.start(pushed, { folders: repo.folders });
  const puller = await Session.start(pulled, { folders: repo.folders, options: { workspace: true } });
  const uris = ['a.c', 'b.c'].map(n => repo.uri(n));
  const once = ds => { const all = ds.map(d => JSON.stringify(d)).sort(); assert.equal(new Set(all).size, all.length, `twice the same:\n${all.join('\n')}`); return all; };
  const steps = [[1, null], [2, { range: range(1, 4, 1, 5), text: 'AA' }], [3, { range: range(1, 0, 1, 0), text: 'int\tx ;\n' }], [4, { text: `${head}if(x)\n` }]];
  for (const [version, change] of steps) {
    for (const s of [push, puller]) {
      for (const uri of uris) await (change ? s.change(uri, version, change) : s.open(uri, repo.read(uri.slice(-3))));
    }
    for (const uri of uris) {
      const sent = once(await push.diagnostics(uri, version));
      const asked = once((await pull(puller, uri)).items);
      assert.deepEqual(asked, sent, `${uri} ${version}`);
      assert.ok(sent.length > 0);
    }
  }
  // What is asked for by document and by workspace is told under one address.
  const report = await puller.request(P.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  assert.deepEqual(report.items.map(r => r.uri).sort(), uris.sort());
  for (const r of report.items) assert.deepEqual(once(r.items), once((await pull(puller, r.uri)).items));
  assert.deepEqual(puller.published, [], 'a client that pulls was sent something');
  assert.ok(!push.init.capabilities.diagnosticProvider);
  await assert.rejects(pull(push, uris[0]), e => e.code === P.ErrorCodes.MethodNotFound);
  // Each version was published at most once to the other.
  const said = push.published.filter(p => p.diagnostics.length).map(p => `${p.uri} ${p.version}`);
  const settled = said.slice(said.findIndex(x => x.endsWith(' 2')));
  assert.equal(new Set(settled).size, settled.length, settled.join('\n'));
  await push.end(); await puller.end();
  repo.remove();
});

test('each result is compared with a fresh one, if that is wished', inRepository({}, async (s, repo) => {
  const uri = repo.uri('a.c');
  await s.open(uri, `${head}\nint f(int x)\n{\n\tif(x)\n\t\treturn 1;\n\treturn 0;\n}\n`.repeat(20));
  for (let v = 2; v < 30; v++) {
    await s.change(uri, v, { range: range(v, 0, v, 0), text: ['\t{', '/*', '"', '#if 0\n', '\n}\n', 'int a;  \n'][v % 6] });
    await s.diagnostics(uri, v);
  }
  assert.ok((s.log.match(/msg=verified/g) ?? []).length > 10, s.log);
  assert.doesNotMatch(s.log, /differs/);
}, { ...capable }, { options: { verify: true }, args: ['lsp', '--log-level', 'debug'] }));

test('every request of the protocol that is not offered is refused as such', async () => {
  const s = await Session.start(pulled);
  const refused = [];
  for (const method of model.clientRequests()) {
    if (['initialize', 'shutdown'].includes(method)) continue;
    const code = await wait(s.connection.sendRequest(method, {}), method).then(() => 0, e => e.code);
    assert.ok([0, P.ErrorCodes.MethodNotFound, P.ErrorCodes.InvalidParams].includes(code), `${method}: ${code}`);
    if (code === P.ErrorCodes.MethodNotFound) refused.push(method);
  }
  for (const method of ['textDocument/definition', 'textDocument/rename', 'textDocument/semanticTokens/full', 'workspace/symbol']) assert.ok(refused.includes(method), method);
  await s.request(P.ShutdownRequest.type);
  await s.notify(P.ExitNotification.type);
  assert.equal((await wait(s.exited, 'exit'))[0], 0);
  s.connection.dispose();
  s.judge();
});

test('all that is offered was used', () => {
  const uses = {
    textDocumentSync: 'textDocument/didChange', hoverProvider: 'textDocument/hover', codeActionProvider: 'codeAction/resolve', codeLensProvider: 'textDocument/codeLens',
    completionProvider: 'textDocument/completion', documentLinkProvider: 'textDocument/documentLink', diagnosticProvider: 'workspace/diagnostic',
    documentRangeFormattingProvider: 'textDocument/rangeFormatting', executeCommandProvider: 'workspace/executeCommand', workspace: 'workspace/didChangeWorkspaceFolders',
    documentSymbolProvider: null, foldingRangeProvider: null, positionEncoding: null, // in protocol.test.mjs
  };
  for (const c of offered) assert.ok(c in uses, `${c} is offered and not tested`);
  for (const [c, method] of Object.entries(uses)) if (method) assert.ok(offered.has(c) && spoken.has(method), `${c}: ${method} was not used`);
});
