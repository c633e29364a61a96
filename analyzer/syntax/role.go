// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

// Role is the role of a node in its parent, 0 if it has none. The numbers are
// those of the pinned grammar; a test compares each with its name.
type Role = uint8

// The roles.
const (
	NoRole Role = iota
	RoleAlternative
	RoleArgument
	RoleArguments
	RoleAssemblyCode
	RoleBody
	RoleClobbers
	RoleCondition
	RoleConsequence
	RoleConstraint
	RoleDeclarator
	RoleDesignator
	RoleDirective
	RoleEnd
	RoleField
	RoleFilter
	RoleFunction
	RoleGotoLabels
	RoleIndex
	RoleInitializer
	RoleInputOperands
	RoleLabel
	RoleLeft
	RoleMember
	RoleName
	RoleOperand
	RoleOperator
	RoleOutputOperands
	RoleParameters
	RolePath
	RolePrefix
	RoleRegister
	RoleRight
	RoleSize
	RoleStart
	RoleSymbol
	RoleType
	RoleUnderlyingType
	RoleUpdate
	RoleValue

	roleCount
)

var roleNames = [roleCount]string{
	RoleAlternative:    "alternative",
	RoleArgument:       "argument",
	RoleArguments:      "arguments",
	RoleAssemblyCode:   "assembly_code",
	RoleBody:           "body",
	RoleClobbers:       "clobbers",
	RoleCondition:      "condition",
	RoleConsequence:    "consequence",
	RoleConstraint:     "constraint",
	RoleDeclarator:     "declarator",
	RoleDesignator:     "designator",
	RoleDirective:      "directive",
	RoleEnd:            "end",
	RoleField:          "field",
	RoleFilter:         "filter",
	RoleFunction:       "function",
	RoleGotoLabels:     "goto_labels",
	RoleIndex:          "index",
	RoleInitializer:    "initializer",
	RoleInputOperands:  "input_operands",
	RoleLabel:          "label",
	RoleLeft:           "left",
	RoleMember:         "member",
	RoleName:           "name",
	RoleOperand:        "operand",
	RoleOperator:       "operator",
	RoleOutputOperands: "output_operands",
	RoleParameters:     "parameters",
	RolePath:           "path",
	RolePrefix:         "prefix",
	RoleRegister:       "register",
	RoleRight:          "right",
	RoleSize:           "size",
	RoleStart:          "start",
	RoleSymbol:         "symbol",
	RoleType:           "type",
	RoleUnderlyingType: "underlying_type",
	RoleUpdate:         "update",
	RoleValue:          "value",
}
