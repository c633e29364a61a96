// SPDX-License-Identifier: GPL-2.0-or-later
//
// Holds every message of a session against the protocol's own meta-model,
// member by member. The meta-model ships inside the Go module of the protocol
// library, so nothing has to be fetched for it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export function loadMetaModel(goDirectory) {
  const dir = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'go.lsp.dev/protocol'], { cwd: goDirectory, encoding: 'utf8' }).trim();
  return new MetaModel(JSON.parse(readFileSync(`${dir}/internal/genlsp/testdata/metaModel.json`, 'utf8')));
}

const byName = list => new Map(list.map(x => [x.name, x]));

export class MetaModel {
  constructor(model) {
    this.requests = new Map(model.requests.map(r => [r.method, r]));
    this.notifications = new Map(model.notifications.map(n => [n.method, n]));
    this.structures = byName(model.structures);
    this.enumerations = byName(model.enumerations);
    this.aliases = byName(model.typeAliases);
  }

  // Problems of what a server says; asked maps ids of requests to methods,
  // partial the tokens of partial results to the types of those.
  serverMessage(msg, asked, partial = new Map()) {
    if (msg.method === '$/progress' && msg.params) {
      const { token, value } = msg.params;
      const kind = { begin: 'Begin', report: 'Report', end: 'End' }[value?.kind];
      const name = partial.get(token) ?? (kind && `WorkDoneProgress${kind}`);
      if (!name) return [`$/progress: ${JSON.stringify(value)} under the token ${token} is no progress`];
      const problems = this.reference(name, value, `$/progress ${token}`);
      if (problems.length) return problems;
    }
    if (msg.jsonrpc !== '2.0') return ['jsonrpc is not "2.0"'];
    if ('method' in msg) {
      const known = 'id' in msg ? this.requests.get(msg.method) : this.notifications.get(msg.method);
      if (!known) return [`no ${'id' in msg ? 'request' : 'notification'} is called ${msg.method}`];
      if (known.messageDirection === 'clientToServer') return [`${msg.method} goes the other way`];
      return known.params ? this.check(known.params, msg.params, msg.method) : [];
    }
    if (!('id' in msg)) return ['neither a method nor an id'];
    if ('error' in msg) {
      if ('result' in msg) return ['both a result and an error'];
      return Number.isInteger(msg.error?.code) && typeof msg.error?.message === 'string' ? [] : ['malformed error'];
    }
    if (!('result' in msg)) return ['neither a result nor an error'];
    const method = asked.get(msg.id);
    if (!method) return [`an answer to no question: id ${msg.id}`];
    const known = this.requests.get(method);
    return known ? this.check(known.result, msg.result, `result of ${method}`) : [];
  }

  // The requests that a client may send.
  clientRequests() {
    return [...this.requests.values()].filter(r => r.messageDirection !== 'serverToClient').map(r => r.method);
  }

  check(type, value, path) {
    switch (type.kind) {
      case 'base': return this.base(type.name, value, path);
      case 'reference': return this.reference(type.name, value, path);
      case 'array':
        if (!Array.isArray(value)) return [`${path}: not a list`];
        return value.flatMap((v, i) => this.check(type.element, v, `${path}[${i}]`));
      case 'map':
        if (!isObject(value)) return [`${path}: not an object`];
        return Object.entries(value).flatMap(([k, v]) => this.check(type.value, v, `${path}[${k}]`));
      case 'or': {
        const tries = type.items.map(t => this.check(t, value, path));
        return tries.find(t => t.length === 0) ?? tries.reduce((a, b) => (b.length < a.length ? b : a));
      }
      case 'and': return type.items.flatMap(t => this.check(t, value, path));
      case 'tuple':
        if (!Array.isArray(value) || value.length !== type.items.length) return [`${path}: not a list of ${type.items.length}`];
        return value.flatMap((v, i) => this.check(type.items[i], v, `${path}[${i}]`));
      case 'literal': return this.members(type.value.properties, value, path);
      case 'stringLiteral': return value === type.value ? [] : [`${path}: ${JSON.stringify(value)} is not "${type.value}"`];
    }
    throw new Error(`no type of kind ${type.kind}`);
  }

  base(name, value, path) {
    const ok = {
      string: v => typeof v === 'string', DocumentUri: v => typeof v === 'string' && /^[a-zA-Z][\w+.-]*:/.test(v),
      URI: v => typeof v === 'string' && /^[a-zA-Z][\w+.-]*:/.test(v), boolean: v => typeof v === 'boolean', null: v => v === null,
      integer: v => Number.isInteger(v) && Math.abs(v) <= 2 ** 31, uinteger: v => Number.isInteger(v) && v >= 0 && v < 2 ** 31,
      decimal: v => typeof v === 'number', RegExp: v => typeof v === 'string',
    }[name];
    if (!ok) throw new Error(`no base type ${name}`);
    return ok(value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${name}`];
  }

  reference(name, value, path) {
    if (name === 'LSPAny') return value === undefined ? [`${path}: missing`] : [];
    if (name === 'LSPObject') return isObject(value) ? [] : [`${path}: not an object`];
    const alias = this.aliases.get(name);
    if (alias) return this.check(alias.type, value, path);
    const enumeration = this.enumerations.get(name);
    if (enumeration) {
      const problems = this.base(enumeration.type.name, value, path);
      if (problems.length || enumeration.supportsCustomValues) return problems;
      return enumeration.values.some(v => v.value === value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${name}`];
    }
    return this.members(this.propertiesOf(name), value, path);
  }

  propertiesOf(name) {
    const s = this.structures.get(name);
    if (!s) throw new Error(`no structure ${name}`);
    const all = new Map();
    for (const from of [...(s.extends ?? []), ...(s.mixins ?? [])]) for (const p of this.propertiesOf(from.name)) all.set(p.name, p);
    for (const p of s.properties) all.set(p.name, p);
    return [...all.values()];
  }

  members(properties, value, path) {
    if (!isObject(value)) return [`${path}: not an object`];
    const known = new Set(properties.map(p => p.name));
    const problems = Object.keys(value).filter(k => !known.has(k)).map(k => `${path}.${k}: no such member`);
    for (const p of properties) {
      if (p.name in value) problems.push(...this.check(p.type, value[p.name], `${path}.${p.name}`));
      else if (!p.optional) problems.push(`${path}.${p.name}: missing`);
    }
    return problems;
  }
}

const isObject = v => typeof v === 'object' && v !== null && !Array.isArray(v);
