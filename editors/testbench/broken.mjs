#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
//
// broken.mjs HOW SERVER ARGS... : the server, broken on purpose, to see that a test notices. As a server it stands
// between editor and server and changes messages; as a command it changes what is printed. HOW is one of
//   mute      nothing is ever reported, no fix offered, nothing explained
//   shifted   every range and every column is one too far to the right
//   stale     reports once and never again, whatever is edited
//   nofix     fixes are offered, and change nothing
//   deaf      settings are not heard, and nothing is silenced

import { spawn } from 'node:child_process';

const [how, server, ...args] = process.argv.slice(2);
const child = spawn(server, args, { stdio: ['pipe', 'pipe', 'inherit'] });
child.on('exit', status => process.exit(status ?? 1));
process.on('SIGTERM', () => child.kill());

const shift = r => { r.start.character++; r.end.character++; };
const seen = new Set();
const asked = new Map();

// What a list of diagnostics becomes.
function diagnostics(uri, list) {
  if (how === 'mute') return [];
  if (how === 'shifted') list.forEach(d => shift(d.range));
  if (how === 'stale' && list.length > 0) seen.add(uri);
  return list;
}

function edits(of) {
  for (const list of [...Object.values(of?.changes ?? {}), ...(of?.documentChanges ?? []).map(c => c.edits ?? [])]) {
    if (how === 'nofix') list.length = 0;
    if (how === 'shifted') list.forEach(e => shift(e.range));
  }
}

// A message to the client, or undefined for none.
function toClient(m) {
  const { method, params: request } = asked.get(m.id) ?? {};
  if (m.method === 'textDocument/publishDiagnostics') {
    if (how === 'stale' && seen.has(m.params.uri)) return undefined;
    m.params.diagnostics = diagnostics(m.params.uri, m.params.diagnostics);
  }
  if (m.method === 'kstyle/status' && how === 'mute') return undefined;
  if (m.method || !m.result) return m;
  if (method === 'textDocument/diagnostic') {
    if (how === 'stale' && seen.has(request.textDocument.uri)) m.result = { kind: 'unchanged', resultId: request.previousResultId ?? '' };
    if (m.result.items) m.result.items = diagnostics(request.textDocument.uri, m.result.items);
  }
  if (method === 'textDocument/hover' && how === 'mute') m.result = null;
  if (method === 'textDocument/codeAction') {
    if (how === 'mute') m.result = [];
    m.result.forEach(a => edits(a.edit));
  }
  if (method === 'codeAction/resolve') edits(m.result.edit);
  return m;
}

// A message to the server, or undefined for none.
function toServer(m) {
  if (m.id !== undefined && m.method) asked.set(m.id, m);
  if (how !== 'deaf') return m;
  if (m.method === 'initialize') m.params.initializationOptions = null;
  if (m.method === 'workspace/didChangeConfiguration') return undefined;
  if (m.method === 'workspace/executeCommand') m.params.arguments = [{}];
  if (Array.isArray(m.result)) m.result = m.result.map(() => null);
  return m;
}

// Reads framed messages and hands them on as change has them.
function pump(from, to, change) {
  let held = Buffer.alloc(0);
  from.on('data', data => {
    held = Buffer.concat([held, data]);
    for (;;) {
      const head = held.indexOf('\r\n\r\n');
      const length = head < 0 ? undefined : /content-length: *(\d+)/i.exec(held.toString('latin1', 0, head))?.[1];
      if (length === undefined || held.length < head + 4 + Number(length)) return;
      const end = head + 4 + Number(length);
      const m = change(JSON.parse(held.toString('utf8', head + 4, end)));
      held = held.subarray(end);
      if (m === undefined) continue;
      const body = Buffer.from(JSON.stringify(m));
      to.write(`Content-Length: ${body.length}\r\n\r\n`);
      to.write(body);
    }
  });
  from.on('end', () => to.end());
}

// What a command prints: of findings, nothing, or all one column further; of fixed text, what was there.
function print() {
  const out = [], input = [];
  process.stdin.on('data', data => { input.push(data); child.stdin.write(data); });
  process.stdin.on('end', () => child.stdin.end());
  child.stdout.on('data', data => out.push(data));
  child.stdout.on('end', () => {
    let text = Buffer.concat(out).toString();
    const fixing = args.includes('--fix');
    if (how === 'mute' && !fixing) text = text.startsWith('{') ? '{"findings":[],"summary":{"findings":0}}' : '';
    if (['mute', 'nofix', 'stale'].includes(how) && fixing) text = Buffer.concat(input).toString();
    if (how === 'shifted' && !fixing) {
      text = text.replace(/^(.*?:\d+:)(\d+):/gm, (_, place, column) => `${place}${Number(column) + 1}:`)
        .replace(/"(startOffset|endOffset)":(\d+)/g, (_, name, n) => `"${name}":${Number(n) + 1}`);
    }
    process.stdout.write(text);
  });
}

if (args[0] === 'lsp') {
  pump(process.stdin, child.stdin, toServer);
  pump(child.stdout, process.stdout, toClient);
} else print();
