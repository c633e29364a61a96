// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "testing"

func TestIsLogCall(t *testing.T) {
	for name, want := range map[string]bool{
		"printk": true, "printk_once": true, "dev_err": true, "drm_dev_dbg_once": true,
		"net_warn_ratelimited": true, "WARN_ONCE": true, "MODULE_PARM_DESC": true, "panic": true,
		"seq_puts": true, "snprintf": false, "err": false, "_err": false, "a_b_c_err": false,
		"DEV_err": false, "dev_error": false, "MODULE_": false, "MODULE_x": false, "dev__err": false,
		"": false,
	} {
		if got := IsLogCall([]byte(name)); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
