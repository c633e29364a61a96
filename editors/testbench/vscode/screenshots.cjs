// SPDX-License-Identifier: GPL-2.0-or-later
//
// screenshots.cjs URL FOLDER SHOTS : takes the pictures of the extension's README and walkthrough, into SHOTS.
//   bash run.sh SERVER VSIX editors/vscode/media screenshots.cjs

const { w, shots, texts, eventually, until, command, inText, open, goTo, problems, lightbulb, drive, sleep, firstPatience } = require('./window.cjs');

// Columns are those on the screen: a tab is eight.
const shot = (name, clip) => w.page.screenshot({ path: `${shots}/${name}.png`, ...(clip && { clip }) });

drive('drivers/misc/pump.c', async () => {
  await w.page.waitForSelector('.squiggly-error', { timeout: firstPatience });
  await command('View: Toggle Primary Side Bar Visibility');
  await eventually('findings', async () => (await problems('pump.c')).length > 3);
  await command('View: Hide Panel');
  await inText();
  await goTo(15, 10);
  await until('.monaco-hover:not(.hidden) .markdown-hover', async () => { await w.page.keyboard.press('Control+K'); await w.page.keyboard.press('Control+I'); });
  await eventually('the explanation', async () => (await texts('.monaco-hover:not(.hidden)')).join().includes('SPACING'));
  await sleep(500);
  await shot('hover');
  await w.page.keyboard.press('Escape');
  await w.page.keyboard.press('Escape');
  await lightbulb(15, 10);
  await sleep(300);
  await shot('quickfix');
  await w.page.keyboard.press('Escape');
  await command('Kernel Style: Check workspace changes');
  await eventually('the message', async () => /\d+ found in/.test((await texts('.notification-toast')).join()));
  await command('Notifications: Clear All Notifications');
  await command('View: Toggle Maximized Panel');
  await eventually('a file that is not open', async () => (await problems('valve.c')).length > 0);
  await command('View: Toggle Maximized Panel');
  await sleep(500);
  await shot('changes');
  await command('View: Toggle Panel Visibility');
  await open('0001-pump-stop-on-removal.patch');
  await eventually('findings', async () => await w.page.locator('.squiggly-error, .squiggly-warning').count() > 1);
  await w.page.mouse.move(450, 400);
  await sleep(1500);
  await shot('patch');
  w.passed = 1;
}, { width: 900, height: 560 });
