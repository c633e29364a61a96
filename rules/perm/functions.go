// SPDX-License-Identifier: GPL-2.0-or-later

package perm

// modeArgument maps the functions and macros that take permissions to the
// place of that argument, from 0. Those of one line of checkpatch's table
// share a group: it looks at the first of a group in a statement.
var modeArgument = map[string]place{
	"CLASS_ATTR":               {1, groupAttr},
	"DEVICE_ATTR":              {1, groupAttr},
	"IIO_DEVICE_ATTR":          {1, groupAttr},
	"SENSOR_ATTR":              {1, groupAttr},
	"SENSOR_ATTR_2":            {1, groupAttr2},
	"SENSOR_DEVICE_ATTR":       {1, groupAttr},
	"SENSOR_DEVICE_ATTR_2":     {1, groupAttr2},
	"SENSOR_TEMPLATE":          {2, groupTemplate},
	"SENSOR_TEMPLATE_2":        {2, groupTemplate},
	"__ATTR":                   {1, groupBare},
	"debugfs_create_atomic_t":  {1, groupDebugfs},
	"debugfs_create_blob":      {1, groupDebugfs},
	"debugfs_create_bool":      {1, groupDebugfs},
	"debugfs_create_file":      {1, groupDebugfs},
	"debugfs_create_regset32":  {1, groupDebugfs},
	"debugfs_create_size_t":    {1, groupDebugfs},
	"debugfs_create_u16":       {1, groupDebugfs},
	"debugfs_create_u32":       {1, groupDebugfs},
	"debugfs_create_u32_array": {1, groupDebugfs},
	"debugfs_create_u64":       {1, groupDebugfs},
	"debugfs_create_u8":        {1, groupDebugfs},
	"debugfs_create_x16":       {1, groupDebugfs},
	"debugfs_create_x32":       {1, groupDebugfs},
	"debugfs_create_x64":       {1, groupDebugfs},
	"debugfs_create_x8":        {1, groupDebugfs},
	"module_param":             {2, groupParam},
	"module_param_array":       {3, groupParams},
	"module_param_array_named": {4, groupParamNamed},
	"module_param_named":       {3, groupParams},
	"module_param_string":      {3, groupParams},
	"proc_create":              {1, groupProc},
	"proc_create_data":         {1, groupProc},
}

// place is where a function takes permissions.
type place struct {
	index int
	group group
}

type group uint8

const (
	groupParam group = iota
	groupParams
	groupParamNamed
	groupDebugfs
	groupProc
	groupAttr
	groupIIO
	groupAttr2
	groupTemplate
	groupBare
	// groupUnseen is for places that checkpatch does not know.
	groupUnseen
)

// iioPrefix begins the names of a group of macros that drivers define.
// Checkpatch takes their first argument for the permissions.
const iioPrefix = "IIO_DEV_ATTR_"

// iioArgument is where those that exist really take them; -1 for nowhere.
var iioArgument = map[string]int{
	"IIO_DEV_ATTR_FREQ":                2,
	"IIO_DEV_ATTR_FREQSYMBOL":          1,
	"IIO_DEV_ATTR_INT_TIME_AVAIL":      -1,
	"IIO_DEV_ATTR_OUT_ENABLE":          1,
	"IIO_DEV_ATTR_OUT_WAVETYPE":        -1,
	"IIO_DEV_ATTR_PHASE":               2,
	"IIO_DEV_ATTR_PHASESYMBOL":         1,
	"IIO_DEV_ATTR_PINCONTROL_EN":       1,
	"IIO_DEV_ATTR_PINCONTROL_FREQ_EN":  1,
	"IIO_DEV_ATTR_PINCONTROL_PHASE_EN": 1,
	"IIO_DEV_ATTR_SAMP_FREQ":           0,
	"IIO_DEV_ATTR_SAMP_FREQ_AVAIL":     -1,
	"IIO_DEV_ATTR_TEMP_RAW":            -1,
}

// zeroIsFine: for these a plain 0 has a meaning of its own.
func (g group) zeroIsFine() bool {
	switch g {
	case groupParam, groupParams, groupParamNamed, groupProc:
		return true
	}
	return false
}

// symbols are the names of permissions and their values.
var symbols = map[string]uint16{
	"S_IRGRP":   0040,
	"S_IROTH":   0004,
	"S_IRUGO":   0444,
	"S_IRUSR":   0400,
	"S_IRWXG":   0070,
	"S_IRWXO":   0007,
	"S_IRWXU":   0700,
	"S_IRWXUGO": 0777,
	"S_IWGRP":   0020,
	"S_IWOTH":   0002,
	"S_IWUGO":   0222,
	"S_IWUSR":   0200,
	"S_IXGRP":   0010,
	"S_IXOTH":   0001,
	"S_IXUGO":   0111,
	"S_IXUSR":   0100,
}

// names are the keys of a table.
func names[V any](table map[string]V) []string {
	out := make([]string, 0, len(table))
	for name := range table {
		out = append(out, name)
	}
	return out
}
