// SPDX-License-Identifier: GPL-2.0-or-later
//
// What happens when one side dies, or says what makes no sense, between real
// processes and pipes.

import test from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Repository } from './repository.mjs';
import { P, Session, capable, only, range, wait } from './session.mjs';

const head = '// SPDX-License-Identifier: GPL-2.0\n';
const blanks = ds => only(ds, 'TRAILING_WHITESPACE').map(d => d.range.start.line);
const children = pid => readdirSync(`/proc/${pid}/task`).flatMap(t => readFileSync(`/proc/${pid}/task/${t}/children`, 'utf8').split(' ').filter(Boolean));
const linux = { skip: existsSync('/proc/self/task') ? false : 'needs /proc' };

test('a killed server leaves no git and no half-written file behind, and the next one serves', linux, async () => {
  const repo = new Repository({ 'a.c': `${head}int a; \n` });
  const id = repo.commit('x: begin');
  const s = await Session.start(capable, { folders: repo.folders });
  const uri = repo.uri('.git/COMMIT_EDITMSG');
  await s.open(uri, `x: y\n\nSee commit ${id}.\n`, { languageId: 'git-commit' });
  const hover = await s.request(P.HoverRequest.type, { textDocument: { uri }, position: { line: 2, character: 13 } });
  assert.match(hover.contents.value, new RegExp(id));
  const git = await s.until(() => { const c = children(s.child.pid); return c.length > 0 && c; }, 'git to be asked');
  await s.open(repo.uri('a.c'), repo.read('a.c'));
  await s.diagnostics(repo.uri('a.c'), 1);
  const [silence] = (await s.actions(repo.uri('a.c'), range(1, 6, 1, 6))).filter(a => /silent/.test(a.title));
  s.connection.sendRequest(P.ExecuteCommandRequest.type, { command: silence.command.command, arguments: silence.command.arguments }).catch(() => {});
  s.kill();
  await wait(s.exited, 'the end of the server');
  await s.until(() => git.every(pid => !existsSync(`/proc/${pid}/cmdline`) || readFileSync(`/proc/${pid}/cmdline`, 'utf8') === ''), 'the end of git');
  const records = join(repo.dir, '.git/kstyle');
  if (existsSync(records)) for (const name of readdirSync(records)) if (name === 'ignores') assert.match(repo.read('.git/kstyle/ignores'), /\n$/);
  const next = await Session.start(capable, { folders: repo.folders });
  await next.open(repo.uri('a.c'), repo.read('a.c'));
  await next.diagnostics(repo.uri('a.c'), 1);
  await next.end();
  repo.remove();
});

test('a client whose process is gone is noticed, though its pipe is open', async () => {
  const client = spawn('sleep', ['60']);
  const s = await Session.start(capable, { processId: client.pid });
  client.kill('SIGKILL');
  const [code] = await wait(s.exited, 'the end of the server');
  assert.equal(code, 0, s.log);
  assert.match(s.log, /the client's process is gone/);
  s.connection.dispose();
});

test('a client that takes nothing any more ends the session', async () => {
  const s = await Session.start();
  s.child.stdout.destroy();
  const uri = 'file:///w/a.c';
  const text = JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'c', version: 1, text: `${head}int a; \n`.repeat(100) } } });
  s.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  await wait(s.exited, 'the end of the server');
  assert.match(s.log, /cannot write to the client/);
  s.connection.dispose();
});

test('a message over the limit is skipped and told, and the next is read', async () => {
  const s = await Session.start();
  const size = 257 << 20, piece = Buffer.alloc(1 << 20, 0x20);
  s.child.stdin.write(`Content-Length: ${size}\r\n\r\n`);
  for (let sent = 0; sent < size; sent += piece.length) {
    if (!s.child.stdin.write(piece)) await new Promise(r => s.child.stdin.once('drain', r));
  }
  await s.open('file:///w/a.c', `${head}int a; \n`);
  assert.deepEqual(blanks(await s.diagnostics('file:///w/a.c', 1)), [1]);
  assert.match(s.log, /over the limit/);
  assert.ok(s.said.messages.some(m => m.id === null && m.error?.code === P.ErrorCodes.InvalidRequest));
  s.said.messages = s.said.messages.filter(m => m.id !== null); // its answer names no request
  s.errors.length = 0; // which the client finds strange
  await s.end();
});

test('a thousand requests, a thousand cancels of what is not, and edits between', async () => {
  const s = await Session.start();
  const uri = 'file:///w/a.c';
  await s.open(uri, head + 'int a; \n'.repeat(500));
  const answers = [];
  for (let i = 0; i < 1000; i++) {
    const cancel = new P.CancellationTokenSource();
    const [type, more] = [[P.HoverRequest.type, { position: { line: i % 500, character: 6 } }], [P.DocumentLinkRequest.type, {}], [P.CodeActionRequest.type, { range: range(i % 500, 0, i % 500, 9), context: { diagnostics: [] } }]][i % 3];
    answers.push(s.connection.sendRequest(type, { textDocument: { uri }, ...more }, cancel.token).then(() => 0, e => e.code));
    if (i % 2) cancel.cancel();
    s.connection.sendNotification('$/cancelRequest', { id: 1e6 + i });
    if (i % 100 === 0) await s.change(uri, i + 2, { range: range(0, 0, 0, 0), text: ' ' });
  }
  const codes = new Set(await wait(Promise.all(answers), 'all answers'));
  for (const code of codes) assert.ok([0, P.LSPErrorCodes.RequestCancelled, P.LSPErrorCodes.ContentModified].includes(code), `code ${code}`);
  await s.end();
});
