// SPDX-License-Identifier: GPL-2.0-or-later
//
// What programs that are not ours make of the formats that kstyle-ls writes.
// Standard input is what kstyle-ls wrote.
//
//   node readers.mjs github      jsonl in; out: the workflow commands that
//                                GitHub's own library gives for the findings
//   node readers.mjs checkstyle  checkstyle in; out: the violations that
//                                danger's plugin reads, as JSON
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = readFileSync(0, "utf8");

async function github() {
  const { error, warning, notice } = await import("@actions/core");
  const say = { ERROR: error, WARNING: warning, CHECK: notice };
  for (const line of input.split("\n").filter(Boolean)) {
    const f = JSON.parse(line);
    say[f.level](f.message, {
      title: f.type, file: f.path, startLine: f.line, endLine: f.endLine, startColumn: f.column, endColumn: f.endColumn,
    });
  }
}

function checkstyle() {
  const require = createRequire(import.meta.url);
  const { xml2js } = require("xml-js");
  const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser.js");
  process.stdout.write(JSON.stringify(parseCheckstyle(xml2js(input), process.cwd())));
}

await { github, checkstyle }[process.argv[2]]();
