// SPDX-License-Identifier: GPL-2.0-or-later

package source

import "bytes"

// Feature is a set of facts about one line, for choosing which checks look at
// it. Features of bytes are taken from the sanitised view, so a brace in a
// string is none; those that say "raw" look at the text itself.
type Feature uint64

// Bytes that occur in the sanitised view of the line.
const (
	HasParen     Feature = 1 << iota // ( or )
	HasBrace                         // { or }
	HasBracket                       // [ or ]
	HasSemi                          // ;
	HasComma                         // ,
	HasDot                           // .
	HasAssign                        // =
	HasStar                          // *
	HasAmp                           // &
	HasPlusMinus                     // + or -
	HasAngle                         // < or >
	HasBang                          // !
	HasTilde                         // ~
	HasQuestion                      // ?
	HasColon                         // :
	HasQuote                         // "
	HasTick                          // '
	HasHash                          // #
	HasBackslash                     // \
	HasSlash                         // / outside comments
	HasPercent                       // %
	HasPipeCaret                     // | or ^
	HasComment                       // part of a comment
	HasLetter                        // letter, _
	HasDigit                         // 0 to 9
	HasOtherByte                     // anything else: @ $ ` control characters, bytes from 128
)

// Shapes of the line.
const (
	// Blank: nothing but white space: spaces, tabs, form feeds, a carriage return (raw).
	Blank Feature = 1 << (iota + 32)
	// Directive: the first byte that is not a blank is # (view).
	Directive
	// Define: the line is a #define.
	Define
	// Continued: the line ends in a backslash (view), blanks behind it not allowed.
	Continued
	// EndsInBlank: a blank, form feed or carriage return stands last (raw).
	EndsInBlank
	// HasCR: a carriage return stands last (raw).
	HasCR
	// HasTab: a tab anywhere (raw).
	HasTab
	// SpaceTab: a space directly before a tab (raw).
	SpaceTab
	// LeadSpace: the line begins with a space (raw).
	LeadSpace
	// LeadTab: the line begins with a tab (raw).
	LeadTab
	// NonASCII: a byte from 128 (raw).
	NonASCII
	// OnlyComment: nothing but blanks and comment, and some comment (view).
	OnlyComment
	// Long: more than 79 bytes, counting a tab as eight (raw).
	Long
	// BeginsInComment: a block comment that began above is open where the
	// line begins.
	BeginsInComment
	// BeginsInString: a string or character constant that began above is open
	// where the line begins.
	BeginsInString
)

// HasOperator: bytes that can be part of an operator.
const HasOperator = HasStar | HasAmp | HasPlusMinus | HasAngle | HasBang | HasTilde |
	HasQuestion | HasColon | HasAssign | HasSlash | HasPercent | HasPipeCaret | HasSemi | HasComma

var byteFeature = [256]Feature{
	'(': HasParen, ')': HasParen, '{': HasBrace, '}': HasBrace, '[': HasBracket, ']': HasBracket,
	';': HasSemi, ',': HasComma, '.': HasDot, '=': HasAssign, '*': HasStar, '&': HasAmp,
	'+': HasPlusMinus, '-': HasPlusMinus, '<': HasAngle, '>': HasAngle, '!': HasBang,
	'~': HasTilde, '?': HasQuestion, ':': HasColon, '"': HasQuote, '\'': HasTick,
	'#': HasHash, '\\': HasBackslash, '/': HasSlash, '%': HasPercent, '|': HasPipeCaret,
	'^': HasPipeCaret, Filler: HasComment, '_': HasLetter, '@': HasOtherByte, '$': HasOtherByte,
	'`': HasOtherByte,
	'a': HasLetter, 'b': HasLetter, 'c': HasLetter, 'd': HasLetter, 'e': HasLetter, 'f': HasLetter,
	'g': HasLetter, 'h': HasLetter, 'i': HasLetter, 'j': HasLetter, 'k': HasLetter, 'l': HasLetter,
	'm': HasLetter, 'n': HasLetter, 'o': HasLetter, 'p': HasLetter, 'q': HasLetter, 'r': HasLetter,
	's': HasLetter, 't': HasLetter, 'u': HasLetter, 'v': HasLetter, 'w': HasLetter, 'x': HasLetter,
	'y': HasLetter, 'z': HasLetter,
	'A': HasLetter, 'B': HasLetter, 'C': HasLetter, 'D': HasLetter, 'E': HasLetter, 'F': HasLetter,
	'G': HasLetter, 'H': HasLetter, 'I': HasLetter, 'J': HasLetter, 'K': HasLetter, 'L': HasLetter,
	'M': HasLetter, 'N': HasLetter, 'O': HasLetter, 'P': HasLetter, 'Q': HasLetter, 'R': HasLetter,
	'S': HasLetter, 'T': HasLetter, 'U': HasLetter, 'V': HasLetter, 'W': HasLetter, 'X': HasLetter,
	'Y': HasLetter, 'Z': HasLetter,
	'0': HasDigit, '1': HasDigit, '2': HasDigit, '3': HasDigit, '4': HasDigit, '5': HasDigit,
	'6': HasDigit, '7': HasDigit, '8': HasDigit, '9': HasDigit,
}

// ofRaw are the features of the line's own bytes: a comment that is opened or
// closed above changes none of them.
const ofRaw = Blank | EndsInBlank | HasCR | HasTab | SpaceTab | LeadSpace | LeadTab | NonASCII | Long

func rawFeatures(raw []byte) Feature {
	var f Feature
	width, last := 0, byte(0)
	for _, c := range raw {
		if c == '\t' {
			if last == ' ' {
				f |= SpaceTab
			}
			f |= HasTab
			width += 8
		} else {
			if c >= 0x80 {
				f |= NonASCII
			}
			width++
		}
		last = c
	}
	if width > 79 {
		f |= Long
	}
	switch last {
	case ' ', '\t', '\f', '\v':
		f |= EndsInBlank
	case '\r':
		f |= EndsInBlank | HasCR
	}
	i := skipBlanks(raw, 0)
	if i == len(raw) || f&EndsInBlank != 0 && len(bytes.Trim(raw[i:], " \t\f\v\r")) == 0 {
		return f | Blank
	}
	switch raw[0] {
	case ' ':
		f |= LeadSpace
	case '\t':
		f |= LeadTab
	}
	return f
}

// viewFeatures adds those of the view to those of the line's own bytes.
func viewFeatures(f Feature, clean []byte) Feature {
	var seen Feature
	for _, c := range clean {
		seen |= byteFeature[c]
	}
	f |= seen
	if f&Blank != 0 {
		return f
	}
	if clean[len(clean)-1] == '\\' {
		f |= Continued
	}
	if seen == HasComment {
		return f | OnlyComment
	}
	if i := skipBlanks(clean, 0); clean[i] == '#' {
		f |= Directive
		k := skipBlanks(clean, i+1)
		if len(clean) >= k+6 && string(clean[k:k+6]) == "define" &&
			(len(clean) == k+6 || byteFeature[clean[k+6]]&(HasLetter|HasDigit) == 0) {
			f |= Define
		}
	}
	return f
}

// Has reports whether any of the given features is there.
func (f Feature) Has(any Feature) bool { return f&any != 0 }
