// SPDX-License-Identifier: GPL-2.0-or-later

package silence

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/config"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
	"github.com/kstyle-ls/kstyle-ls/cmd/kstyle-ls/internal/anchor"
)

// What may be wrong with silencing itself. No check reports these: they are
// about what is said to the checks.
var (
	UnknownType = &analyzer.Rule{
		Type: "SILENCE_UNKNOWN_TYPE", Levels: []analyzer.Level{analyzer.Warning}, Fix: analyzer.FixSometimes,
		Title: "A type is silenced that there is not",
		Doc:   "A `kstyle-ignore` comment or a `Checkpatch-ignore:` trailer names a type that no check reports. It silences nothing.",
	}
	UnusedRecord = &analyzer.Rule{
		Type: "SILENCE_UNUSED_RECORD", Levels: []analyzer.Level{analyzer.Strict}, Fix: analyzer.FixNever,
		Title: "A record silences nothing any more",
		Doc:   "A record in `.git/" + FileName + "` keeps a finding silent that is not found any more: its line has changed or is gone. `kstyle-ls silence prune` removes such records.",
	}
)

// Unknown reports the types that the comments and trailers of a text name and
// that there are not.
func Unknown(in analyzer.Input, types config.Types) []*analyzer.Finding {
	return unknownIn(in, remarksIn(in), types)
}

// Unknown is the same for a text that Keep has just seen.
func (k *Keeper) Unknown(in analyzer.Input, types config.Types) []*analyzer.Finding {
	return unknownIn(in, k.remarks(in), types)
}

func unknownIn(in analyzer.Input, remarks []remark, types config.Types) []*analyzer.Finding {
	var out []*analyzer.Finding
	for _, r := range remarks {
		for _, w := range wordsIn(r.text[:r.end], r.from) {
			if f := unknown(string(r.text[w.Start:w.End]), types); f != nil {
				f.Range = source.Range{Start: uint32(r.start) + w.Start, End: uint32(r.start) + w.End}
				f.Line, f.FileLine, f.Path = r.line+1, r.line+1, in.Path
				for i := range f.Fixes {
					f.Fixes[i].Edits[0].Start, f.Fixes[i].Edits[0].End = f.Range.Start, f.Range.End
				}
				out = append(out, f)
			}
		}
	}
	return out
}

// unknown is the finding about a word, without its place; nil for a type that
// there is, and for a word that is meant for people.
func unknown(word string, types config.Types) *analyzer.Finding {
	upper := strings.ToUpper(word)
	if types.Known(word) || word != upper && !types.Known(upper) || word == "C99_COMMENT_TOLERANCE" {
		return nil
	}
	f := &analyzer.Finding{Rule: UnknownType, Level: analyzer.Warning}
	if word != upper {
		f.Message = "types are written in capitals; did you mean " + upper + "?"
		return f.Fix("Write "+upper, analyzer.Insert(0, upper))
	}
	suggestion := config.Suggest(word, types.Names())
	f.Message = "there is no type " + word + suggestion
	if name := strings.TrimSuffix(strings.TrimPrefix(suggestion, "; did you mean "), "?"); name != "" {
		f.MaybeFix("Write "+name, analyzer.Insert(0, name))
	}
	return f
}

// wordsIn are the words of a list from an offset on.
func wordsIn(text []byte, from int) []source.Range {
	var out []source.Range
	for at := from; at < len(text); {
		start := at
		for at < len(text) && (text[at] == '_' || unicode.IsLetter(rune(text[at])) || unicode.IsDigit(rune(text[at]))) {
			at++
		}
		if at > start {
			out = append(out, source.Range{Start: uint32(start), End: uint32(at)})
		} else {
			at++
		}
	}
	return out
}

// Unused are the records about a file that silence nothing of what is found in
// it when nothing is silent and nothing is ignored.
func (k *Keeper) Unused(in analyzer.Input, found []*analyzer.Finding) []Record {
	records := k.load()
	path := k.PathOf(in, nil)
	_, used := records.Silent(in, found, func(*analyzer.Finding) string { return path })
	var out []Record
	for i, x := range records.List {
		if x.Path == path && (i >= len(used) || !used[i]) {
			out = append(out, x)
		}
	}
	return out
}

// Has reports whether there is a record about an input.
func (k *Keeper) Has(in analyzer.Input) bool {
	if in.Form != analyzer.File {
		return false // in a patch most of a file is out of sight
	}
	path := k.PathOf(in, nil)
	for _, x := range k.load().List {
		if x.Path == path {
			return true
		}
	}
	return false
}

// Finding says that a record is of no use, on the function that it is about,
// or on the first line.
func (x Record) Finding(in analyzer.Input, types config.Types) *analyzer.Finding {
	f := &analyzer.Finding{Rule: UnusedRecord, Level: analyzer.Strict, Path: in.Path}
	f.Message = x.Type + " is kept silent for '" + x.Text + "', which is not found any more"
	if !types.Known(x.Type) {
		f.Message = "a record silences " + x.Type + "; there is no such type" + config.Suggest(x.Type, types.Names())
	}
	start := anchor.FindFunctions(in.Bytes).Find(x.Function)
	end := start
	for end < len(in.Bytes) && in.Bytes[end] != '\n' && in.Bytes[end] != '\r' {
		end++
	}
	f.Range = source.Range{Start: uint32(start), End: uint32(end)}
	f.Line = bytes.Count(in.Bytes[:start], []byte{'\n'}) + 1
	f.FileLine = f.Line
	return f
}
