# SPDX-License-Identifier: GPL-2.0-or-later
"""Run the checks of 'b4 review' on a mailbox, by b4's own code."""

import argparse
import email
import email.policy
import mailbox
import sys

import b4

b4.setup_config(argparse.Namespace(config={}))
from b4.review import checks  # noqa: E402

print("b4", b4.__VERSION__)
commands, _ = checks.load_check_cmds()
policy = email.policy.EmailPolicy(utf8=True)
mails = [(m["subject"], email.message_from_bytes(bytes(m), policy=policy)) for m in mailbox.mbox(sys.argv[1])]
for subject, results in checks.run_perpatch_checks(mails, commands, ".").items():
    for r in results:
        print(f"{subject}: {r['status']}, {r['summary']}")
        print(r["details"])
