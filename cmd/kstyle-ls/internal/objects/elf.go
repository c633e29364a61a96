// SPDX-License-Identifier: GPL-2.0-or-later

package main

import (
	"crypto/sha256"
	"debug/elf"
	"fmt"
	"slices"
	"strings"
)

// object is what an object file holds that matters: a digest of each section
// with its relocations, and of the table of global symbols, by name. Names of
// local symbols, which compilers number, are no part of it.
type object map[string][sha256.Size]byte

// globals is the name under which an object keeps its global symbols.
const globals = "global symbols"

// readObject reads an ELF file of 64 bits that was not linked.
func readObject(name string) (object, error) {
	f, err := elf.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if f.Class != elf.ELFCLASS64 || f.Type != elf.ET_REL {
		return nil, fmt.Errorf("%s: %v %v is no object file of 64 bits", name, f.Class, f.Type)
	}
	symbols, err := f.Symbols()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := reader{file: f, symbols: symbols, keys: sectionKeys(f)}
	o := object{globals: r.globals()}
	for i, s := range f.Sections {
		switch {
		case s.Type == elf.SHT_NULL, s.Type == elf.SHT_SYMTAB, s.Type == elf.SHT_STRTAB, s.Type == elf.SHT_RELA,
			s.Name == ".comment", s.Name == ".note.GNU-stack":
			continue
		}
		if o[r.keys[i]], err = r.section(i); err != nil {
			return nil, fmt.Errorf("%s: section %s: %w", name, s.Name, err)
		}
	}
	return o, nil
}

// sectionKeys names the sections; of several with one name, each by its turn.
func sectionKeys(f *elf.File) []string {
	seen := map[string]int{}
	keys := make([]string, len(f.Sections))
	for i, s := range f.Sections {
		keys[i] = s.Name
		if seen[s.Name]++; seen[s.Name] > 1 {
			keys[i] = fmt.Sprintf("%s (%d)", s.Name, seen[s.Name])
		}
	}
	return keys
}

type reader struct {
	file    *elf.File
	symbols []elf.Symbol
	keys    []string
}

// globals is a digest of what the object gives to others and wants of them.
func (r *reader) globals() [sha256.Size]byte {
	var lines []string
	for _, s := range r.symbols {
		if elf.ST_BIND(s.Info) != elf.STB_LOCAL {
			lines = append(lines, fmt.Sprintf("%s %d %d %s %d %d", s.Name, s.Info, s.Other, r.place(s.Section), s.Value, s.Size))
		}
	}
	slices.Sort(lines)
	return sha256.Sum256([]byte(strings.Join(lines, "\n")))
}

func (r *reader) place(i elf.SectionIndex) string {
	if int(i) < len(r.keys) {
		return r.keys[i]
	}
	return i.String()
}

// section is a digest of a section and of the relocations in it.
func (r *reader) section(i int) (sum [sha256.Size]byte, err error) {
	s := r.file.Sections[i]
	digest := sha256.New()
	fmt.Fprintln(digest, s.Type, s.Flags, s.Size, s.Addralign, s.Entsize)
	if s.Type != elf.SHT_NOBITS {
		data, err := s.Data()
		if err != nil {
			return sum, err
		}
		digest.Write(data)
	}
	for _, rela := range r.file.Sections {
		if rela.Type != elf.SHT_RELA || int(rela.Info) != i {
			continue
		}
		data, err := rela.Data()
		if err != nil {
			return sum, err
		}
		const size = 24
		for ; len(data) >= size; data = data[size:] {
			order := r.file.ByteOrder
			info := order.Uint64(data[8:])
			fmt.Fprintln(digest, order.Uint64(data), uint32(info), r.target(info>>32), int64(order.Uint64(data[16:])))
		}
		if len(data) > 0 {
			return sum, fmt.Errorf("relocations end within one")
		}
	}
	digest.Sum(sum[:0])
	return sum, nil
}

// target is what a relocation points at: the place of a local symbol, the
// name of any other.
func (r *reader) target(symbol uint64) string {
	if symbol == 0 || symbol > uint64(len(r.symbols)) {
		return "nothing"
	}
	s := r.symbols[symbol-1]
	if elf.ST_BIND(s.Info) == elf.STB_LOCAL {
		return fmt.Sprintf("%s+%d", r.place(s.Section), s.Value)
	}
	return s.Name
}

// differences are the names of sections that are not the same in both.
func (o object) differences(other object) []string {
	var names []string
	for name, sum := range o {
		if have, there := other[name]; !there || have != sum {
			names = append(names, name)
		}
	}
	for name := range other {
		if _, there := o[name]; !there {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
