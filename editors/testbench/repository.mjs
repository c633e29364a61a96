// SPDX-License-Identifier: GPL-2.0-or-later
//
// A git repository for a test, that looks like this style and is taken away
// with it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.GIT_CONFIG_GLOBAL = process.env.GIT_CONFIG_SYSTEM = '/dev/null';
process.env.GIT_CEILING_DIRECTORIES = realpathSync(tmpdir());

export class Repository {
  constructor(files = {}) {
    this.dir = mkdtempSync(join(realpathSync(tmpdir()), 'kstyle-'));
    this.git('init', '-q', '--template=');
    this.git('config', 'user.name', 'Me');
    this.git('config', 'user.email', 'me@example.org');
    this.put('kstyle.toml', '');
    for (const [name, text] of Object.entries(files)) this.put(name, text);
  }

  git(...args) { return execFileSync('git', args, { cwd: this.dir, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }); }
  put(name, text) {
    const path = join(this.dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  read(name) { return readFileSync(join(this.dir, name), 'utf8'); }
  commit(subject, ...how) { this.git('add', '.'); this.git('commit', '-qm', subject, ...how); return this.git('rev-parse', '--short=12', 'HEAD').trim(); }
  uri(name = '') { return pathToFileURL(join(this.dir, name)).href; }
  get folders() { return [{ uri: this.uri(), name: 'x' }]; }
  remove() { rmSync(this.dir, { recursive: true, force: true }); }
}
