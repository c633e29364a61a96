// SPDX-License-Identifier: GPL-2.0-or-later

package patch

import (
	"bytes"
	"encoding/base64"
	"mime"
	"sort"
	"strings"

	"golang.org/x/text/encoding"
)

// maxDepth limits multiparts in multiparts.
const maxDepth = 4

// entity is what the header says of the body that follows it.
type entity struct {
	media    string // lower case, "text/plain" if not said
	boundary string
	charset  string
	flowed   bool
	encoding string // lower case
	name     string
}

func entityOf(headers []Header) entity {
	e := entity{media: "text/plain"}
	for i := range headers {
		h := &headers[i]
		switch {
		case h.Is("Content-Type"):
			// A bad parameter list still gives the media type.
			media, params, _ := mime.ParseMediaType(h.Raw)
			if media != "" {
				e.media = media
			}
			e.boundary = params["boundary"]
			e.charset = params["charset"]
			e.flowed = strings.EqualFold(params["format"], "flowed")
			if e.name == "" {
				e.name = params["name"]
			}
		case h.Is("Content-Transfer-Encoding"):
			e.encoding = strings.ToLower(strings.TrimSpace(h.Raw))
		case h.Is("Content-Disposition"):
			// Likewise: only the name is wanted, if there is one.
			_, params, _ := mime.ParseMediaType(h.Raw)
			if params["filename"] != "" {
				e.name = params["filename"]
			}
		}
	}
	return e
}

// readable tells whether the lines of an entity can be read as they are.
func (e *entity) readable() bool {
	if strings.HasPrefix(e.media, "multipart/") && e.boundary != "" {
		return false
	}
	if e.encoding == "quoted-printable" || e.encoding == "base64" {
		return false
	}
	enc, err := lookupCharset(e.charset)
	return err != nil || enc == nil
}

// wanted tells whether a part of a multipart may hold text or a patch.
func (e *entity) wanted() bool {
	switch {
	case strings.HasPrefix(e.media, "multipart/"):
		return e.boundary != ""
	case e.media == "text/html":
		return false
	case strings.HasPrefix(e.media, "text/"):
		return true
	}
	return strings.HasSuffix(e.name, ".patch") || strings.HasSuffix(e.name, ".diff")
}

// bodyDecoder makes the text of a message from its encoded lines.
type bodyDecoder struct {
	out      decodedText
	problems []Problem
}

// decodeBody returns the text of lines with their encodings taken off.
func decodeBody(t *Text, lines Lines, e entity) (*Text, []Problem) {
	d := &bodyDecoder{out: decodedText{input: t}}
	d.entity(t, lines, e, 0)
	return d.out.text(), d.problems
}

func (d *bodyDecoder) problem(kind ProblemKind, line int) {
	d.problems = append(d.problems, Problem{Kind: kind, Line: line})
}

func (d *bodyDecoder) entity(t *Text, lines Lines, e entity, depth int) {
	if strings.HasPrefix(e.media, "multipart/") && e.boundary != "" {
		if depth < maxDepth {
			d.multipart(t, lines, e.boundary, depth)
		}
		return
	}
	enc, err := lookupCharset(e.charset)
	if err != nil {
		d.problem(ProblemEncoding, lines.First)
	}
	chars := &charsetLines{enc: enc}
	switch e.encoding {
	case "quoted-printable":
		d.quotedPrintable(t, lines, chars)
	case "base64":
		d.base64(t, lines, chars)
	default:
		for i := lines.First; i < lines.End; i++ {
			d.emit(chars, t.data[t.starts[i]:t.starts[i+1]], int(t.starts[i]), t.Range(i).End, true)
		}
	}
}

// multipart adds the parts between the boundary lines, one below the other.
func (d *bodyDecoder) multipart(t *Text, lines Lines, boundary string, depth int) {
	mark := []byte("--" + boundary)
	start := -1
	seen := false
	for i := lines.First; i <= lines.End; i++ {
		line := bytes.TrimRight(t.Line(i), " \t\r")
		is := i < lines.End && bytes.HasPrefix(line, mark) &&
			(len(line) == len(mark) || string(line[len(mark):]) == "--")
		if !is && i < lines.End {
			continue
		}
		if start >= 0 {
			d.part(t, Lines{start, i}, depth)
		}
		start = -1
		seen = seen || is
		if is && len(line) == len(mark) {
			start = i + 1
		}
		if is && len(line) > len(mark) {
			break
		}
	}
	if !seen {
		d.problem(ProblemMultipart, lines.First)
		d.entity(t, lines, entity{media: "text/plain"}, depth+1)
	}
}

// part adds one part of a multipart: its header is read, then its body.
func (d *bodyDecoder) part(t *Text, lines Lines, depth int) {
	end := lines.First
	for end < lines.End && len(trimCR(t.Line(end))) > 0 {
		end++
	}
	e := entityOf(parseHeaders(t, Lines{lines.First, end}))
	if !e.wanted() {
		return
	}
	d.entity(t, Lines{min(end+1, lines.End), lines.End}, e, depth+1)
	d.out.endLine()
}

// emit adds a line; its characters are converted where the text above the
// patch is in another character set.
func (d *bodyDecoder) emit(chars *charsetLines, line []byte, start, end int, exact bool) {
	converted, changed := chars.convert(line)
	d.out.add(converted, start, end, exact && !changed)
}

// charsetLines converts the lines of a commit text to UTF-8. The patch below
// is left alone, as by git am: files have no character set.
type charsetLines struct {
	enc     encoding.Encoding
	inPatch bool
}

func (c *charsetLines) convert(line []byte) (converted []byte, changed bool) {
	if c.enc == nil || c.inPatch {
		return line, false
	}
	if breaksPatch(bytes.TrimRight(line, "\r\n")) {
		c.inPatch = true
		return line, false
	}
	out, err := c.enc.NewDecoder().Bytes(line)
	if err != nil {
		return line, false
	}
	return out, !bytes.Equal(out, line)
}

// quotedPrintable decodes =XX and joins lines that end in '='. What is no
// valid code stays as it is, as mail programs show it.
func (d *bodyDecoder) quotedPrintable(t *Text, lines Lines, chars *charsetLines) {
	var line []byte
	start, exact := -1, true
	flush := func(end int) {
		d.emit(chars, line, start, end, exact)
		line, start, exact = line[:0], -1, true
	}
	for i := lines.First; i < lines.End; i++ {
		r := t.Range(i)
		if start < 0 {
			start = r.Start
		}
		raw := t.Line(i)
		b := bytes.TrimRight(raw, " \t\r")
		exact = exact && len(b) == len(raw)
		soft := false
		for at := 0; at < len(b); at++ {
			if b[at] != '=' {
				line = append(line, b[at])
				continue
			}
			exact = false
			if at == len(b)-1 {
				soft = true
				break
			}
			c, ok := hexPair(b, at+1)
			if !ok {
				line = append(line, '=')
				continue
			}
			at += 2
			line = append(line, c)
			if c == '\n' {
				flush(r.End)
				start, exact = r.Start, false
			}
		}
		if soft {
			continue
		}
		if t.EndsWithNewline(i) {
			line = append(line, '\n')
		}
		flush(r.End)
	}
	if len(line) > 0 {
		flush(t.Range(lines.End - 1).End)
	}
}

func hexPair(b []byte, at int) (c byte, ok bool) {
	if at+1 >= len(b) {
		return 0, false
	}
	hi, ok1 := hexDigit(b[at])
	lo, ok2 := hexDigit(b[at+1])
	return hi<<4 | lo, ok1 && ok2
}

func hexDigit(c byte) (v byte, ok bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// base64 decodes a block. It ends where a line is no longer one, for example
// at the footer a mailing list adds; that is read as it is.
func (d *bodyDecoder) base64(t *Text, lines Lines, chars *charsetLines) {
	var code []byte
	type row struct{ chars, at int }
	var rows []row
	i := lines.First
	for ; i < lines.End; i++ {
		b := bytes.TrimSpace(t.Line(i))
		if len(b) == 0 {
			continue
		}
		if !isBase64(b) {
			break
		}
		rows = append(rows, row{len(code), t.Range(i).Start})
		code = append(code, b...)
		if b[len(b)-1] == '=' {
			i++
			break
		}
	}
	code = bytes.TrimRight(code, "=")
	plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(code)))
	n, err := base64.RawStdEncoding.Decode(plain, code)
	if err != nil {
		d.problem(ProblemEncoding, lines.First)
	}
	// where finds the place in the input of a character of the code.
	where := func(char int) int {
		k := sort.Search(len(rows), func(k int) bool { return rows[k].chars > char })
		if k == 0 {
			return int(t.starts[lines.First])
		}
		r := rows[k-1]
		return min(r.at+char-r.chars, t.Range(t.LineAt(r.at)).End)
	}
	plain = plain[:n]
	starts := lineStarts(plain)
	for k := 0; k+1 < len(starts); k++ {
		from, to := int(starts[k]), int(starts[k+1])
		d.emit(chars, plain[from:to], where(from/3*4), where((to-1)/3*4)+4, false)
	}
	d.out.endLine()
	for ; i < lines.End; i++ {
		d.emit(chars, t.data[t.starts[i]:t.starts[i+1]], int(t.starts[i]), t.Range(i).End, true)
	}
}

func isBase64(b []byte) bool {
	b = bytes.TrimRight(b, "=")
	for _, c := range b {
		if !isLetter(c) && !isDigit(c) && c != '+' && c != '/' {
			return false
		}
	}
	return true
}
