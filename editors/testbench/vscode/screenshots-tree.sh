#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# screenshots-tree.sh FOLDER : the tree in the pictures of the extension's README.
set -euo pipefail
folder=$1
mkdir -p "$folder"/{drivers/misc,scripts,.vscode}
: > "$folder/scripts/checkpatch.pl"
write() { cat > "$folder/$1"; }
write drivers/misc/pump.c << 'C'
// SPDX-License-Identifier: GPL-2.0-only
/* A pump that is nowhere but here. */

#include <linux/device.h>

#define PUMP_MAX 100

struct pump {
	struct device *dev;
	int speed;
};

static int pump_set(struct pump *p, int speed)
{
	return 0;
}
C
write drivers/misc/valve.c << 'C'
// SPDX-License-Identifier: GPL-2.0-only
static int valve_open;
C
git() { command git -C "$folder" -c user.name=A -c user.email=a@example.org "$@"; }
git init -q
git add .
git commit -q -m 'misc: add a pump'
write drivers/misc/pump.c << 'C'
// SPDX-License-Identifier: GPL-2.0-only
/* A pump that is nowhere but here. */

#include <linux/device.h>

#define PUMP_MAX 100

struct pump {
	struct device *dev;
	int speed;
};

static int pump_set(struct pump * p, int speed)
{
	if(speed<0 || speed>PUMP_MAX)
		return -EINVAL;
	p->speed=speed;

	return (0);
}
C
printf 'static int valve_shut ;\n' >> "$folder/drivers/misc/valve.c"
cp "$(dirname "$0")/../../../testdata/demo/0001-pump-stop-on-removal.patch" "$folder"
