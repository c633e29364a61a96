// SPDX-License-Identifier: GPL-2.0-or-later
//
// drive.cjs URL FOLDER SHOTS : a person at VS Code's window, played by a browser. Each step is looked at on the
// screen and, where something is written, on disk. The pictures stay in SHOTS.

const { chromium } = require('playwright-core');
const { readFileSync, writeFileSync } = require('node:fs');
const [url, folder, shots] = process.argv.slice(2);
const t0 = Date.now();
const log = (...a) => console.log(`${((Date.now() - t0) / 1000).toFixed(1)}s`, ...a);
const onDisk = file => readFileSync(`${folder}/${file}`, 'utf8');

let page, passed = 0, failed = 0;
const outside = new Set();
const sleep = ms => page.waitForTimeout(ms);
const texts = async sel => (await page.locator(sel).allInnerTexts()).map(t => t.replace(/\s+/g, ' ').trim());

async function eventually(what, condition, ms = 20000) {
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
    if (await page.waitForSelector(sel, { timeout: 4000 }).catch(() => null)) return;
  }
  throw new Error('never saw ' + sel);
}

async function command(name) {
  await until('.quick-input-widget input', () => page.keyboard.press('F1'));
  await page.keyboard.type('>' + name, { delay: 5 });
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

async function open(file) {
  const name = file.split('/').pop();
  await until('.quick-input-widget input', () => page.keyboard.press('Control+P'));
  await page.keyboard.type(file, { delay: 5 });
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await eventually(`the editor of ${file}`, async () => (await page.title()).includes(name) || await page.locator(`.tab.active[data-resource-name="${name}"]`).count() > 0);
  await page.locator('.monaco-editor .view-lines').first().click();
}

async function goTo(line, column) {
  await until('.quick-input-widget input', () => page.keyboard.press('Control+G'));
  await page.keyboard.type(`${line}:${column}`);
  await page.keyboard.press('Enter');
  await sleep(200);
}

// What the Problems panel lists of ours, as "message [Ln 3, Col 17]".
async function problems() {
  if (!(await page.locator('.markers-panel').count())) await command('Problems: Focus on Problems View');
  return (await texts('.markers-panel .monaco-list-row')).filter(t => t.includes('kstyle'));
}

const blanks = list => list.filter(t => t.includes('TRAILING_WHITESPACE'));
const places = async () => blanks(await problems()).map(t => /\[Ln (\d+), Col (\d+)\]/.exec(t)).map(m => `${m[1]}:${m[2]}`).sort().join(' ');

async function step(name, body) {
  try {
    await body();
    passed++;
    log('ok', name);
  } catch (e) {
    failed++;
    log('FAIL', name, String(e).split('\n')[0]);
  }
  await page.screenshot({ path: `${shots}/${String(passed + failed).padStart(2, '0')}-${name.replace(/\W+/g, '-')}.png` }).catch(() => {});
  await page.keyboard.press('Escape');
}

async function lightbulb(line, column) {
  await page.locator('.monaco-editor .view-lines').first().click();
  await goTo(line, column);
  await until('.action-widget .monaco-list-row', () => page.keyboard.press('Control+.'));
  return texts('.action-widget .monaco-list-row');
}

const choose = title => page.locator('.action-widget .monaco-list-row', { hasText: title }).first().click();

// Settings are changed on disk: those of the user are not watched there, those of the folder and the machine are.
const settingsFiles = { folder: `${folder}/.vscode/settings.json`, machine: `${process.env.DATA}/Machine/settings.json` };

function change(whose, edit) {
  const now = JSON.parse(readFileSync(settingsFiles[whose], 'utf8'));
  edit(now);
  writeFileSync(settingsFiles[whose], JSON.stringify(now));
}

async function all() {
  await step('squiggles at the exact places', async () => {
    await page.waitForSelector('.squiggly-error', { timeout: 90000 });
    await eventually('the places', async () => (await places()) === '3:17 4:7');
  });
  if (failed) return; // without a server nothing of the rest can be seen
  await step('hover', async () => {
    await page.locator('.monaco-editor .view-lines').first().click();
    await goTo(4, 7);
    await until('.monaco-hover:not(.hidden) .markdown-hover', async () => { await page.keyboard.press('Control+K'); await page.keyboard.press('Control+I'); });
    await eventually('the explanation', async () => (await texts('.monaco-hover:not(.hidden)')).join().includes('TRAILING_WHITESPACE'));
  });
  await step('quick fix', async () => {
    const offered = await lightbulb(3, 17);
    log('offered', offered);
    await choose(offered.find(t => /trailing|blank|white/i.test(t) && !/all/i.test(t)));
    await eventually('one finding less', async () => (await places()) === '4:7');
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+S');
    await eventually('the file', () => onDisk('drivers/x/a.c').includes('int a;\n'));
  });
  await step('findings follow edits', async () => {
    await goTo(1, 1);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('int d; ', { delay: 20 });
    await eventually('the new one', async () => (await places()).includes('5:7') && (await places()).split(' ').length === 2);
  });
  await step('fix all', async () => {
    await page.locator('.monaco-editor .view-lines').first().click();
    await command('Kernel Style: Fix all safe problems in this file');
    await eventually('all fixes', async () => (await places()) === '');
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+S');
    await eventually('the file', () => !/[ \t]$/m.test(onDisk('drivers/x/a.c')));
  });
  await step('a header', async () => {
    await open('include/x.h'); 
    await eventually('its finding', async () => (await places()).includes('2:7'));
  });
  await step('a patch, and a fix in it', async () => {
    await open('a.patch');
    await eventually('its finding', async () => (await places()).includes('5:8'));
    const offered = await lightbulb(5, 8);
    await choose(offered.find(t => /trailing|blank|white/i.test(t) && !/all/i.test(t)));
    await page.keyboard.press('Control+S');
    await eventually('the fix', () => onDisk('a.patch').includes('+int b;\n'));
  });
  await step('a commit message', async () => {
    await open('COMMIT_EDITMSG');
    await eventually('its finding', async () => (await problems()).some(t => t.includes('COMMIT_LOG_LONG_LINE')));
  });
  await step('a setting acts', async () => {
    await open('include/x.h'); 
    change('folder', s => { s['kstyle.ignore'] = ['TRAILING_WHITESPACE']; });
    await eventually('silence', async () => (await places()) === '');
    change('folder', s => { delete s['kstyle.ignore']; });
    await eventually('the finding', async () => (await places()).includes('2:7'));
  });
  await step('restart', async () => {
    await command('Kernel Style: Restart the server');
    await eventually('the finding', async () => (await places()).includes('2:7'));
    await eventually('the status', async () => /kstyle \d/.test((await texts('.statusbar-item')).join('|')));
  });
  await step('a missing program is told', async () => {
    change('machine', s => { s['kstyle.path'] = '/nowhere/kstyle-ls'; });
    await eventually('the message', async () => (await texts('.notification-toast')).join().includes('no program kstyle-ls'));
  });
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, headless: true, args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('**/*', r => {
    const u = new URL(r.request().url());
    if (/^(https?|wss?):$/.test(u.protocol) && u.hostname !== '127.0.0.1') { outside.add(u.origin); return r.abort(); }
    return r.continue();
  });
  const first = [['openFile', `vscode-remote://${new URL(url).host}${folder}/drivers/x/a.c`]];
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(first))}`, { waitUntil: 'commit' });
  await all();
  if (outside.size) { failed++; log('FAIL asked outside loopback:', [...outside].join()); }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
  await browser.close();
})();
