// SPDX-License-Identifier: GPL-2.0-or-later
//
// packed.cjs URL FOLDER SHOTS : the extension with the program inside, where there is no other, in a workspace that is
// not trusted and names a program of its own.

const { w, firstPatience, eventually, palette, row, places, status, step, drive, chooseFix, lightbulb, save, texts } = require('./window.cjs');

drive('drivers/x/a.c', async () => {
  await step('the program inside is started', async () => {
    await w.page.waitForSelector('.squiggly-error', { timeout: firstPatience });
    await eventually('the places', async () => (await places('a.c')) === '3:17 4:7');
    await eventually('the counts', async () => /kstyle 2/.test(await status()));
  });
  if (w.failed) return;
  await step('a fix', async () => {
    await chooseFix(await lightbulb(3, 17));
    await save('drivers/x/a.c', 'the fix', text => text.includes('int a;\n'));
    await eventually('one finding less', async () => (await places('a.c')) === '4:7');
  });
  await step('what needs trust is off', async () => {
    await palette('Kernel Style', () => row('Kernel Style: Restart the server').waitFor({ timeout: 5000 }));
    const offered = (await texts('.quick-input-list .monaco-list-row')).join('|');
    for (const off of ['Check workspace changes', 'Check a patch file', 'Silence a finding here']) {
      if (offered.includes(off)) throw new Error(`${off} is offered`);
    }
  });
});
