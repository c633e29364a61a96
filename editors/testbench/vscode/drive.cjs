// SPDX-License-Identifier: GPL-2.0-or-later
//
// drive.cjs URL FOLDER SHOTS : all that the extension does, seen on the screen and, where something is written, on
// disk. The pictures stay in SHOTS. The program is named by a setting.

const { symlinkSync } = require('node:fs');
const { w, firstPatience, folder, log, onDisk, texts, eventually, until, quick, row, pick, command, inText, open, goTo, save, problems, places, squiggles,
  lightbulb, chooseFix, status, notices, dismiss, change, step, drive } = require('./window.cjs');

async function editing() {
  await step('squiggles at the exact places', async () => {
    await w.page.waitForSelector('.squiggly-error', { timeout: firstPatience });
    await eventually('the places', async () => (await places('a.c')) === '3:17 4:7');
    // Behind the wide letters of line 3 only the width can be told; the tab of line 4 reaches to column 8.
    const seen = await squiggles('error', 'int c;');
    log('drawn', seen);
    if (!/^3:\d+\+1 4:7\+2$/.test(seen)) throw new Error(`drawn at ${seen}`);
    await eventually('the counts', async () => /kstyle 2/.test(await status()));
  });
  await step('hover', async () => {
    await inText();
    await goTo(4, 7);
    await until('.monaco-hover:not(.hidden) .markdown-hover', async () => { await w.page.keyboard.press('Control+K'); await w.page.keyboard.press('Control+I'); });
    await eventually('the explanation', async () => (await texts('.monaco-hover:not(.hidden)')).join().includes('TRAILING_WHITESPACE'));
  });
  await step('quick fix', async () => {
    const offered = await lightbulb(3, 17);
    log('offered', offered);
    await chooseFix(offered);
    await eventually('one finding less', async () => (await places('a.c')) === '4:7');
    await save('drivers/x/a.c', 'the fix', text => text.includes('int a;\n') && text.includes('int b;\t\n'));
  });
  await step('findings follow edits', async () => {
    await goTo(1, 1);
    await w.page.keyboard.press('Control+Enter');
    await w.page.keyboard.type('int d; ', { delay: 20 });
    await eventually('the new one', async () => (await places('a.c')) === '2:7 5:7');
  });
  await step('fix all', async () => {
    await inText();
    await command('Kernel Style: Fix all safe problems in this file');
    await eventually('all fixes', async () => (await places('a.c')) === '');
    await save('drivers/x/a.c', 'all fixes', text => !/[ \t]$/m.test(text) && text.includes('int d;\n'));
  });
}

async function kindsOfFiles() {
  await step('a header', async () => {
    await open('include/x.h');
    await eventually('its finding', async () => (await places('x.h')) === '2:7');
  });
  await step('a patch and a fix in it', async () => {
    await open('a.patch');
    await eventually('its finding', async () => (await places('a.patch')) === '5:8');
    await chooseFix(await lightbulb(5, 8));
    await save('a.patch', 'the fix', text => text.includes('+int b;\n') && text.includes('@@ -1,2 +1,4 @@'));
  });
  await step('a commit message', async () => {
    await open('COMMIT_EDITMSG');
    await eventually('its finding', async () => (await places('COMMIT_EDITMSG', 'COMMIT_LOG_LONG_LINE')) === '3:1');
  });
}

async function ownChanges() {
  await step('only what was changed', async () => {
    await open('lib/old.c');
    await eventually('its finding', async () => (await places('old.c')) === '4:9');
    await eventually('the older one as a hint', async () => await w.page.locator('.squiggly-hint').count() > 0);
    await eventually('the counts', async () => /kstyle 1 \+1/.test(await status()));
    await command('Kernel Style: Fix all safe problems on changed lines');
    await eventually('the fix', async () => (await places('old.c')) === '');
    await save('lib/old.c', 'one fix', text => text.includes('int old; \n') && text.includes('int new;\n'));
  });
  await step('silence a finding', async () => {
    await open('lib/silent.c');
    await eventually('its finding', async () => (await places('silent.c')) === '3:7');
    await goTo(3, 7);
    await command('Kernel Style: Silence a finding here', async () => {
      await w.page.locator('.quick-input-title', { hasText: 'Keep this' }).waitFor({ timeout: 5000 });
      await w.page.locator(quick).first().fill('a test', { timeout: 3000 });
      await w.page.locator(quick).first().press('Enter', { timeout: 3000 });
    });
    await eventually('silence', async () => (await places('silent.c')) === '');
    await eventually('the record', () => /TRAILING_WHITESPACE[^]*a test/.test(onDisk('.git/kstyle/ignores')));
  });
  await step('check workspace changes', async () => {
    await command('Kernel Style: Check workspace changes');
    await eventually('the message', async () => /\d+ found in the changes of the workspace/.test(await notices()));
    await eventually('a file that is not open', async () => (await places('changed.c')) === '3:7');
    await dismiss();
  });
  await step('check a patch file', async () => {
    await open('include/x.h');
    await command('Kernel Style: Check a patch file', async () => {
      await eventually('the dialogue', async () => (await w.page.locator(quick).first().inputValue({ timeout: 1000 })).startsWith('/'), 5000);
      await pick(`${folder}-mail/`, 'b.patch');
    });
    await eventually('the message', async () => /\d+ found in b\.patch/.test(await notices()));
    await eventually('its finding', async () => (await places('b.patch')) === '5:8');
    await eventually('the patch itself', async () => await w.page.locator('.tab.active[data-resource-name="b.patch"]').count() > 0);
    await dismiss();
  });
}

async function commandsAndSettings() {
  await step('explain a rule', async () => {
    await command('Kernel Style: Explain a rule', async () => {
      await w.page.waitForSelector(`${quick}[placeholder="Which type of finding?"]`, { timeout: 5000 });
      await pick('TRAILING_WHITESPACE');
    });
    await eventually('the page', async () => (await texts('.editor-group-container.active .view-lines')).join().includes('TRAILING_WHITESPACE'));
  });
  await step('a setting acts', async () => {
    await open('include/x.h');
    change('folder', s => { s['kstyle.ignore'] = ['TRAILING_WHITESPACE']; });
    await eventually('silence', async () => (await places('x.h')) === '');
    change('folder', s => { delete s['kstyle.ignore']; });
    await eventually('the finding', async () => (await places('x.h')) === '2:7');
  });
  await step('the log', async () => {
    await command('Kernel Style: Show the log');
    await eventually('what was started', async () => (await texts('.output-view .view-lines')).join().match(/starting \/|level=INFO/));
  });
  await step('the trace', async () => {
    change('folder', s => { s['kstyle.trace.server'] = 'messages'; });
    await open('a.patch');
    await open('include/x.h');
    await command('Output: Show Output Channels...', () => pick('Kernel Style Trace'));
    await eventually('messages', async () => /textDocument\//.test((await texts('.output-view .view-lines')).join()));
  });
  await step('the walkthrough', async () => {
    change('folder', s => { delete s['kstyle.trace.server']; });
    await command('Problems: Focus on Problems View');
    await command('Welcome: Open Walkthrough...', () => pick('Kernel Style'));
    await eventually('its steps', async () => /Have the program.*Before you send/.test((await texts('.gettingStartedContainer')).join()));
  });
}

async function startAndEnd() {
  await step('restart', async () => {
    await command('View: Close Editor'); // the walkthrough
    await open('include/x.h');
    await command('Kernel Style: Restart the server');
    await eventually('the finding', async () => (await places('x.h')) === '2:7');
    await eventually('the counts', async () => /kstyle \d/.test(await status()));
  });
  await step('a missing program is told', async () => {
    change('machine', s => { s['kstyle.path'] = '/nowhere/kstyle-ls'; });
    await eventually('the message', async () => /no program kstyle-ls.*go install/.test(await notices()));
    await eventually('no findings', async () => (await problems('x.h')).length === 0);
  });
  await step('the program is found on PATH', async () => {
    symlinkSync(process.env.SERVER, `${process.env.ON_PATH}/kstyle-ls`);
    change('machine', s => { delete s['kstyle.path']; });
    await eventually('the finding', async () => (await places('x.h')) === '2:7');
  });
}

drive('drivers/x/a.c', async () => {
  await editing();
  if (w.passed === 0) return; // without a server nothing of the rest can be seen
  await kindsOfFiles();
  await ownChanges();
  await commandsAndSettings();
  await startAndEnd();
});
