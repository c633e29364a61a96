// SPDX-License-Identifier: GPL-2.0-or-later

package config

import (
	"bytes"
	_ "embed" // the schema is a file, so that other programs can have it
	"encoding/json"
	"fmt"
	"slices"
)

//go:embed kstyle.schema.json
var schema []byte

// Schema is the JSON schema of kstyle.toml, which editors complete and check
// with. types are the message types that are allowed; without any, all names
// that look like one are.
func Schema(types []string) ([]byte, error) {
	if len(types) == 0 {
		return bytes.Clone(schema), nil
	}
	names, err := json.Marshal(slices.Concat(types, pseudoTypes))
	if err != nil {
		return nil, err
	}
	pattern := []byte(`"pattern": "^[A-Za-z0-9_]+$"`)
	if bytes.Count(schema, pattern) != 1 {
		return nil, fmt.Errorf("the schema has no place for the names of types")
	}
	return bytes.Replace(schema, pattern, append([]byte(`"enum": `), names...), 1), nil
}

// Setting is one key of kstyle.toml as documents tell of it.
type Setting struct {
	Key, Text string
	// Default is JSON, "" for none.
	Default string
	// Choice are the values there are, where they are few.
	Choice []string
}

// document is as much of a JSON schema as documents need.
type document struct {
	Properties ordered[struct {
		Description string          `json:"description"`
		Default     json.RawMessage `json:"default"`
		Enum        []string        `json:"enum"`
		Items       json.RawMessage `json:"items"`
	}] `json:"properties"`
}

// Documented are all keys in the order of the schema, and those of an override.
func Documented() (file, override []Setting, err error) {
	file, items, err := settingsOf(schema)
	if err != nil {
		return nil, nil, err
	}
	override, _, err = settingsOf(items["override"])
	return file, override, err
}

func settingsOf(text []byte) (list []Setting, items map[string]json.RawMessage, err error) {
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, nil, fmt.Errorf("read the schema: %w", err)
	}
	items = map[string]json.RawMessage{}
	for _, p := range d.Properties {
		list = append(list, Setting{p.key, p.value.Description, string(p.value.Default), p.value.Enum})
		items[p.key] = p.value.Items
	}
	return list, items, nil
}

// ordered is a JSON object whose members keep their order.
type ordered[T any] []struct {
	key   string
	value T
}

// UnmarshalJSON reads an object.
func (o *ordered[T]) UnmarshalJSON(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		member := struct {
			key   string
			value T
		}{key: key.(string)}
		if err := d.Decode(&member.value); err != nil {
			return err
		}
		*o = append(*o, member)
	}
	return nil
}
