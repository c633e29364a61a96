// SPDX-License-Identifier: GPL-2.0-or-later
//
// first.cjs URL FOLDER SHOTS : waits for the first squiggle in the file FIRST and says where it is.

const { w, firstPatience, step, texts, command, eventually, drive } = require('./window.cjs');

drive(process.env.FIRST, () => step('first squiggle', async () => {
  await w.page.waitForSelector('.squiggly-error', { timeout: firstPatience });
  await command('Problems: Focus on Problems View');
  let found;
  await eventually('it in the list', async () => (found = (await texts('.markers-panel .monaco-list-row')).filter(t => t.includes('kstyle'))).length > 0);
  console.log(`first squiggle: ${found[0]}`);
}));
