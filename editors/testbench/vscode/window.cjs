// SPDX-License-Identifier: GPL-2.0-or-later
//
// A person at VS Code's window, played by a browser: what every drive needs.
//   window.cjs is required; run.sh starts a drive as DRIVE URL FOLDER SHOTS.

const { chromium } = require('playwright-core');
const { readFileSync, writeFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const [url, folder, shots] = process.argv.slice(2);
const t0 = Date.now();
const log = (...a) => console.log(`${((Date.now() - t0) / 1000).toFixed(1)}s`, ...a);
const onDisk = file => readFileSync(`${folder}/${file}`, 'utf8');

const w = { page: undefined, passed: 0, failed: 0 };
const outside = new Set();
const sleep = ms => w.page.waitForTimeout(ms);
const texts = async sel => (await w.page.locator(sel).allInnerTexts()).map(t => t.replace(/\s+/g, ' ').trim());

const patience = Number(process.env.KSTYLE_PATIENCE_MS ?? 20000);
const firstPatience = Number(process.env.KSTYLE_FIRST_PATIENCE_MS ?? 90000);

async function eventually(what, condition, ms = patience) {
  const end = Date.now() + ms;
  let last;
  while (Date.now() < end) {
    try { if (await condition()) return; } catch (e) { last = e; }
    await sleep(100);
  }
  throw new Error(`${what} did not come${last ? `: ${last.message}` : ''}`);
}

// A key pressed while the page is laid out anew is lost: press again.
async function until(sel, gesture) {
  for (let i = 0; i < 6; i++) {
    await gesture();
    if (await w.page.waitForSelector(sel, { timeout: 4000 }).catch(() => null)) return;
  }
  throw new Error('never saw ' + sel);
}

const quick = '.quick-input-widget input';
const row = name => w.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();

// Types into the quick input that a key opens and goes on from there. A page that has just been laid out takes the
// focus for itself, which shuts the input in the middle of it: begin again.
async function quickly(key, text, next) {
  for (let tries = 4; ; tries--) {
    try {
      await until(quick, () => w.page.keyboard.press(key));
      await w.page.locator(quick).first().fill(text, { timeout: 3000 });
      await next();
      return;
    } catch (e) {
      if (tries === 1) throw e;
      log('once more', text, String(e).split('\n')[0]);
      await w.page.keyboard.press('Escape');
    }
  }
}

const click = name => row(name).click({ timeout: 5000 });

// Types into a list that is open already and takes a row of it.
async function pick(text, name = text) {
  await w.page.locator(quick).first().fill(text, { timeout: 3000 });
  await click(name);
}

const palette = (name, next) => quickly('F1', '>' + name, next);
const command = (name, next = () => {}) => palette(name, async () => { await click(name); await next(); });

const inText = () => w.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();

async function open(file) {
  const name = file.split('/').pop();
  await quickly('Control+P', file, async () => {
    await click(name);
    await w.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, { timeout: 5000 });
  });
  await inText();
}

async function goTo(line, column) {
  await quickly('Control+G', `:${line}:${column}`, async () => {
    await w.page.locator(quick).first().press('Enter', { timeout: 3000 });
    await w.page.waitForSelector(quick, { state: 'hidden', timeout: 3000 });
  });
  await sleep(200);
}

async function save(file, what, condition) {
  await inText();
  await w.page.keyboard.press('Control+S');
  await eventually(`${what} in ${file}`, () => condition(onDisk(file)));
}

// What the Problems panel lists of ours in a file, as "message [Ln 3, Col 17]".
async function problems(file) {
  if (!(await w.page.locator('.markers-panel').count())) await command('Problems: Focus on Problems View');
  const found = [];
  let here = '';
  // Rows stand on the page in the order in which they were drawn; those of files have a label.
  const rows = await w.page.locator('.markers-panel .monaco-list-row').evaluateAll(all =>
    all.sort((a, b) => a.dataset.index - b.dataset.index).map(e => [e.querySelector('.label-name')?.innerText, e.innerText.replace(/\s+/g, ' ').trim()]));
  for (const [name, text] of rows) {
    if (!/\[Ln \d+, Col \d+\]/.test(text)) here = name;
    else if (text.includes('kstyle') && here === file.split('/').pop()) found.push(text);
  }
  return found;
}

// The places of one type of finding in a file, as "3:17 4:7".
async function places(file, type = 'TRAILING_WHITESPACE') {
  return (await problems(file)).filter(t => t.includes(type)).map(t => /\[Ln (\d+), Col (\d+)\]/.exec(t)).map(m => `${m[1]}:${m[2]}`).sort().join(' ');
}

// The squiggles on the screen as line:column+width, in characters of a line of a known text: what a person sees of
// the ranges. Columns are true where no wide letter stands in front.
async function squiggles(kind, known) {
  return w.page.evaluate(([kind, known]) => {
    const lines = [...document.querySelectorAll('.monaco-editor .view-lines .view-line')].map(e => ({ e, box: e.getBoundingClientRect() })).sort((a, b) => a.box.top - b.box.top);
    const sample = lines.find(l => l.e.textContent.replace(/\u00a0/g, ' ') === known).e.querySelector('span').getBoundingClientRect();
    const one = sample.width / known.length;
    return [...document.querySelectorAll(`.monaco-editor .view-overlays .squiggly-${kind}`)].map(e => e.getBoundingClientRect()).map(b => {
      const line = lines.findIndex(l => b.bottom > l.box.top + 2 && b.top < l.box.bottom - 2);
      return `${line + 1}:${Math.round((b.left - sample.left) / one) + 1}+${Math.round(b.width / one)}`;
    }).sort().join(' ');
  }, [kind, known]);
}

async function lightbulb(line, column) {
  await inText();
  await goTo(line, column);
  await until('.action-widget .monaco-list-row', () => w.page.keyboard.press('Control+.'));
  return texts('.action-widget .monaco-list-row');
}

const choose = title => w.page.locator('.action-widget .monaco-list-row', { hasText: title }).first().click();
const chooseFix = offered => choose(offered.find(t => /^Remove the trailing/.test(t)));
const status = async () => (await texts('.statusbar-item')).filter(t => t.includes('kstyle')).join('|');
const notices = async () => (await texts('.notification-toast')).join('|');
const dismiss = () => command('Notifications: Clear All Notifications');

// Settings are changed on disk: those of the user are not watched there, those of the folder and the machine are.
const settingsFiles = { folder: `${folder}/.vscode/settings.json`, machine: `${process.env.DATA}/Machine/settings.json` };

function change(whose, edit) {
  const now = JSON.parse(readFileSync(settingsFiles[whose], 'utf8'));
  edit(now);
  mkdirSync(dirname(settingsFiles[whose]), { recursive: true });
  writeFileSync(settingsFiles[whose], JSON.stringify(now));
}

async function step(name, body) {
  try {
    await body();
    w.passed++;
    log('ok', name);
  } catch (e) {
    w.failed++;
    log('FAIL', name, String(e).split('\n')[0]);
  }
  await w.page.screenshot({ path: `${shots}/${String(w.passed + w.failed).padStart(2, '0')}-${name.replace(/\W+/g, '-')}.png` }).catch(() => {});
  await w.page.keyboard.press('Escape');
}

// Opens the folder and a file of it and has the steps done; the last line says how many were good.
async function drive(first, steps, viewport = { width: 1280, height: 800 }) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, headless: true, args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
  w.page = await browser.newPage({ viewport, deviceScaleFactor: Number(process.env.SCALE ?? 1) });
  await w.page.route('**/*', r => {
    const u = new URL(r.request().url());
    if (/^(https?|wss?):$/.test(u.protocol) && u.hostname !== '127.0.0.1') { outside.add(u.origin); return r.abort(); }
    return r.continue();
  });
  const payload = JSON.stringify([['openFile', `vscode-remote://${new URL(url).host}${folder}/${first}`]]);
  await w.page.goto(`${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`, { waitUntil: 'commit' });
  await steps().catch(async e => {
    w.failed++;
    log('FAIL', String(e).split('\n')[0]);
    await w.page.screenshot({ path: `${shots}/failed.png` }).catch(() => {});
  });
  if (outside.size) { w.failed++; log('FAIL asked outside loopback:', [...outside].join()); }
  console.log(`${w.passed} passed, ${w.failed} failed`);
  process.exitCode = w.failed ? 1 : 0;
  await browser.close();
}

module.exports = { w, firstPatience, folder, shots, log, onDisk, sleep, texts, eventually, until, quick, palette, row, pick, command, inText, open, goTo, save, problems, places,
  squiggles, lightbulb, choose, chooseFix, status, notices, dismiss, change, step, drive };
