// SPDX-License-Identifier: GPL-2.0-or-later

package token

// Kind says what a token is. Punctuators have one kind each, so that checks
// compare kinds and never spell text again.
type Kind uint8

// The kinds. Their order carries meaning: assignments, comparisons and other
// binary operators are ranges, see the predicates below.
const (
	None    Kind = iota // no token; what Stream.KindAt answers outside the stream
	Ident               // identifier or keyword; keywords have a Word
	Number              // preprocessing number
	String              // "..." with both quotes, or to the end of the line if unclosed
	Char                // '...'
	Comment             // a run of comment bytes within one line
	Other               // any byte C has no use for: '$', '`', NUL, bytes from 0x80 up

	LParen
	RParen
	LBrack
	RBrack
	LBrace
	RBrace
	Semi
	Comma
	Colon
	Question
	Dot
	Ellipsis
	Arrow
	Hash
	HashHash
	Backslash
	At

	Assign
	PlusAssign
	MinusAssign
	StarAssign
	SlashAssign
	PercentAssign
	AmpAssign
	PipeAssign
	CaretAssign
	ShlAssign
	ShrAssign

	Eq
	Ne
	Lt
	Le
	Gt
	Ge

	Shl
	Shr
	AndAnd
	OrOr
	Amp
	Pipe
	Caret
	Plus
	Minus
	Star
	Slash
	Percent

	Tilde
	Bang
	Inc
	Dec

	// Kinds is the number of kinds.
	Kinds
)

// IsAssign reports whether k is '=' or a compound assignment.
func (k Kind) IsAssign() bool { return k >= Assign && k <= ShrAssign }

// IsCompare reports whether k is one of the six comparison operators.
func (k Kind) IsCompare() bool { return k >= Eq && k <= Ge }

// IsOperator reports whether k is an operator made of punctuation, unary ones
// and assignments included; '?', ':', ',', '.' and '->' are not.
func (k Kind) IsOperator() bool { return k >= Assign && k <= Dec }

// IsOpen reports whether k opens a bracket.
func (k Kind) IsOpen() bool { return k == LParen || k == LBrack || k == LBrace }

// IsClose reports whether k closes a bracket.
func (k Kind) IsClose() bool { return k == RParen || k == RBrack || k == RBrace }

// String names the kind: its spelling for a punctuator.
func (k Kind) String() string {
	if k < Kinds {
		return kindNames[k]
	}
	return "invalid"
}

var kindNames = [Kinds]string{
	None: "none", Ident: "identifier", Number: "number", String: "string",
	Char: "character", Comment: "comment", Other: "other",
	LParen: "(", RParen: ")", LBrack: "[", RBrack: "]", LBrace: "{", RBrace: "}",
	Semi: ";", Comma: ",", Colon: ":", Question: "?", Dot: ".", Ellipsis: "...",
	Arrow: "->", Hash: "#", HashHash: "##", Backslash: "\\", At: "@",
	Assign: "=", PlusAssign: "+=", MinusAssign: "-=", StarAssign: "*=",
	SlashAssign: "/=", PercentAssign: "%=", AmpAssign: "&=", PipeAssign: "|=",
	CaretAssign: "^=", ShlAssign: "<<=", ShrAssign: ">>=",
	Eq: "==", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">=",
	Shl: "<<", Shr: ">>", AndAnd: "&&", OrOr: "||", Amp: "&", Pipe: "|", Caret: "^",
	Plus: "+", Minus: "-", Star: "*", Slash: "/", Percent: "%",
	Tilde: "~", Bang: "!", Inc: "++", Dec: "--",
}
