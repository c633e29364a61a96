// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

import "github.com/kstyle-ls/kstyle-ls/analyzer/token"

// symbol is a terminal of the grammar: what the masker writes.
type symbol uint16

// The terminals in use, by the numbers of the pinned grammar. A test compares
// each with its text.
const (
	symIdentifier symbol = 1
	symNumber     symbol = 137
	symPrimitive  symbol = 91
	symTrue       symbol = 152
	symFalse      symbol = 153
	symNull       symbol = 154
	symQuote      symbol = 148
	symApostrophe symbol = 142
	symCharacter  symbol = 143

	symLParen        symbol = 20
	symRParen        symbol = 8
	symLBrack        symbol = 69
	symRBrack        symbol = 71
	symLBrace        symbol = 63
	symRBrace        symbol = 64
	symSemi          symbol = 42
	symComma         symbol = 7
	symColon         symbol = 93
	symQuestion      symbol = 112
	symDot           symbol = 135
	symEllipsis      symbol = 6
	symArrow         symbol = 136
	symAssign        symbol = 72
	symPlusAssign    symbol = 116
	symMinusAssign   symbol = 117
	symStarAssign    symbol = 113
	symSlashAssign   symbol = 114
	symPercentAssign symbol = 115
	symAmpAssign     symbol = 120
	symPipeAssign    symbol = 122
	symCaretAssign   symbol = 121
	symShlAssign     symbol = 118
	symShrAssign     symbol = 119
	symEq            symbol = 34
	symNe            symbol = 35
	symLt            symbol = 39
	symLe            symbol = 38
	symGt            symbol = 36
	symGe            symbol = 37
	symShl           symbol = 40
	symShr           symbol = 41
	symAndAnd        symbol = 30
	symOrOr          symbol = 29
	symAmp           symbol = 33
	symPipe          symbol = 31
	symCaret         symbol = 32
	symPlus          symbol = 25
	symMinus         symbol = 24
	symStar          symbol = 26
	symSlash         symbol = 27
	symPercent       symbol = 28
	symTilde         symbol = 23
	symBang          symbol = 22
	symInc           symbol = 124
	symDec           symbol = 123

	symSigned   symbol = 65
	symUnsigned symbol = 66
	symLong     symbol = 67
	symShort    symbol = 68
	symStatic   symbol = 70
	symAuto     symbol = 73
	symRegister symbol = 74
	symInline   symbol = 75
	symConst    symbol = 81
	symVolatile symbol = 83
	symRestrict symbol = 84
	symEnum     symbol = 92
	symStruct   symbol = 94
	symUnion    symbol = 95
	symIf       symbol = 96
	symElse     symbol = 97
	symSwitch   symbol = 98
	symCase     symbol = 99
	symDefault  symbol = 100
	symWhile    symbol = 101
	symDo       symbol = 102
	symFor      symbol = 103
	symReturn   symbol = 104
	symBreak    symbol = 105
	symContinue symbol = 106
	symGoto     symbol = 107
	symSizeof   symbol = 125
	symTypedef  symbol = 44
	symExtern   symbol = 45
	symAlignof  symbol = 126
)

// kindSymbols maps the punctuators and the simple literals.
var kindSymbols = [token.Kinds]symbol{
	token.Ident: symIdentifier, token.Number: symNumber,
	token.LParen:        symLParen,
	token.RParen:        symRParen,
	token.LBrack:        symLBrack,
	token.RBrack:        symRBrack,
	token.LBrace:        symLBrace,
	token.RBrace:        symRBrace,
	token.Semi:          symSemi,
	token.Comma:         symComma,
	token.Colon:         symColon,
	token.Question:      symQuestion,
	token.Dot:           symDot,
	token.Ellipsis:      symEllipsis,
	token.Arrow:         symArrow,
	token.Assign:        symAssign,
	token.PlusAssign:    symPlusAssign,
	token.MinusAssign:   symMinusAssign,
	token.StarAssign:    symStarAssign,
	token.SlashAssign:   symSlashAssign,
	token.PercentAssign: symPercentAssign,
	token.AmpAssign:     symAmpAssign,
	token.PipeAssign:    symPipeAssign,
	token.CaretAssign:   symCaretAssign,
	token.ShlAssign:     symShlAssign,
	token.ShrAssign:     symShrAssign,
	token.Eq:            symEq,
	token.Ne:            symNe,
	token.Lt:            symLt,
	token.Le:            symLe,
	token.Gt:            symGt,
	token.Ge:            symGe,
	token.Shl:           symShl,
	token.Shr:           symShr,
	token.AndAnd:        symAndAnd,
	token.OrOr:          symOrOr,
	token.Amp:           symAmp,
	token.Pipe:          symPipe,
	token.Caret:         symCaret,
	token.Plus:          symPlus,
	token.Minus:         symMinus,
	token.Star:          symStar,
	token.Slash:         symSlash,
	token.Percent:       symPercent,
	token.Tilde:         symTilde,
	token.Bang:          symBang,
	token.Inc:           symInc,
	token.Dec:           symDec,
}

// wordSymbols maps the fixed words of package token that are words of the
// grammar too; the others are identifiers.
var wordSymbols = [token.Keywords]symbol{
	token.Signed:         symSigned,
	token.Unsigned:       symUnsigned,
	token.Long:           symLong,
	token.Short:          symShort,
	token.Static:         symStatic,
	token.Auto:           symAuto,
	token.Register:       symRegister,
	token.Inline:         symInline,
	token.Const:          symConst,
	token.Volatile:       symVolatile,
	token.Restrict:       symRestrict,
	token.Enum:           symEnum,
	token.Struct:         symStruct,
	token.Union:          symUnion,
	token.If:             symIf,
	token.Else:           symElse,
	token.Switch:         symSwitch,
	token.Case:           symCase,
	token.Default:        symDefault,
	token.While:          symWhile,
	token.Do:             symDo,
	token.For:            symFor,
	token.Return:         symReturn,
	token.Break:          symBreak,
	token.Continue:       symContinue,
	token.Goto:           symGoto,
	token.Sizeof:         symSizeof,
	token.Typedef:        symTypedef,
	token.Extern:         symExtern,
	token.Alignof:        symAlignof,
	token.Bool:           symPrimitive,
	token.CharWord:       symPrimitive,
	token.Double:         symPrimitive,
	token.Float:          symPrimitive,
	token.Int:            symPrimitive,
	token.Void:           symPrimitive,
	token.InlineUnder:    symInline,
	token.InlineUnders:   symInline,
	token.AlwaysInline:   symInline,
	token.VolatileUnders: symVolatile,
}
