// SPDX-License-Identifier: GPL-2.0-or-later

package syntax

// NodeKind is a symbol of the C grammar that a node can have. The numbers are
// those of the pinned grammar; a test compares each with its name.
type NodeKind uint16

// The kinds of named nodes.
const (
	Identifier                      NodeKind = 1
	PrimitiveType                   NodeKind = 91
	NumberLiteral                   NodeKind = 137
	Character                       NodeKind = 143
	True                            NodeKind = 152
	False                           NodeKind = 153
	TranslationUnit                 NodeKind = 157
	FunctionDefinition              NodeKind = 192
	Declaration                     NodeKind = 194
	TypeDefinition                  NodeKind = 195
	LinkageSpecification            NodeKind = 200
	AttributeSpecifier              NodeKind = 201
	Attribute                       NodeKind = 202
	AttributeDeclaration            NodeKind = 203
	DeclarationList                 NodeKind = 209
	ParenthesizedDeclarator         NodeKind = 215
	AbstractParenthesizedDeclarator NodeKind = 218
	AttributedDeclarator            NodeKind = 219
	PointerDeclarator               NodeKind = 222
	AbstractPointerDeclarator       NodeKind = 225
	FunctionDeclarator              NodeKind = 226
	AbstractFunctionDeclarator      NodeKind = 230
	ArrayDeclarator                 NodeKind = 232
	AbstractArrayDeclarator         NodeKind = 235
	InitDeclarator                  NodeKind = 236
	CompoundStatement               NodeKind = 237
	StorageClassSpecifier           NodeKind = 238
	TypeQualifier                   NodeKind = 239
	AlignasQualifier                NodeKind = 240
	SizedTypeSpecifier              NodeKind = 242
	EnumSpecifier                   NodeKind = 243
	EnumeratorList                  NodeKind = 244
	StructSpecifier                 NodeKind = 245
	UnionSpecifier                  NodeKind = 246
	FieldDeclarationList            NodeKind = 247
	FieldDeclaration                NodeKind = 249
	BitfieldClause                  NodeKind = 251
	Enumerator                      NodeKind = 252
	VariadicParameter               NodeKind = 253
	ParameterList                   NodeKind = 254
	ParameterDeclaration            NodeKind = 256
	AttributedStatement             NodeKind = 257
	LabeledStatement                NodeKind = 260
	ExpressionStatement             NodeKind = 262
	IfStatement                     NodeKind = 263
	ElseClause                      NodeKind = 264
	SwitchStatement                 NodeKind = 265
	CaseStatement                   NodeKind = 266
	WhileStatement                  NodeKind = 267
	DoStatement                     NodeKind = 268
	ForStatement                    NodeKind = 269
	ReturnStatement                 NodeKind = 271
	BreakStatement                  NodeKind = 272
	ContinueStatement               NodeKind = 273
	GotoStatement                   NodeKind = 274
	CommaExpression                 NodeKind = 281
	ConditionalExpression           NodeKind = 282
	AssignmentExpression            NodeKind = 283
	PointerExpression               NodeKind = 284
	UnaryExpression                 NodeKind = 285
	BinaryExpression                NodeKind = 286
	UpdateExpression                NodeKind = 287
	CastExpression                  NodeKind = 288
	TypeDescriptor                  NodeKind = 289
	SizeofExpression                NodeKind = 290
	AlignofExpression               NodeKind = 291
	OffsetofExpression              NodeKind = 292
	GenericExpression               NodeKind = 293
	SubscriptExpression             NodeKind = 294
	CallExpression                  NodeKind = 295
	GnuAsmExpression                NodeKind = 296
	GnuAsmQualifier                 NodeKind = 297
	GnuAsmOutputOperandList         NodeKind = 298
	GnuAsmOutputOperand             NodeKind = 299
	GnuAsmInputOperandList          NodeKind = 300
	GnuAsmInputOperand              NodeKind = 301
	GnuAsmClobberList               NodeKind = 302
	GnuAsmGotoList                  NodeKind = 303
	ArgumentList                    NodeKind = 304
	FieldExpression                 NodeKind = 305
	CompoundLiteralExpression       NodeKind = 306
	ParenthesizedExpression         NodeKind = 307
	InitializerList                 NodeKind = 308
	InitializerPair                 NodeKind = 309
	SubscriptDesignator             NodeKind = 310
	SubscriptRangeDesignator        NodeKind = 311
	FieldDesignator                 NodeKind = 312
	CharLiteral                     NodeKind = 313
	ConcatenatedString              NodeKind = 314
	StringLiteral                   NodeKind = 315
	Null                            NodeKind = 316
	MacroTypeSpecifier              NodeKind = 318
	FieldIdentifier                 NodeKind = 355
	StatementIdentifier             NodeKind = 356
	TypeIdentifier                  NodeKind = 357

	// Error covers what the grammar could not place.
	Error NodeKind = 0xffff
)

var kindNames = map[NodeKind]string{
	Identifier:                      "identifier",
	PrimitiveType:                   "primitive_type",
	NumberLiteral:                   "number_literal",
	Character:                       "character",
	True:                            "true",
	False:                           "false",
	TranslationUnit:                 "translation_unit",
	FunctionDefinition:              "function_definition",
	Declaration:                     "declaration",
	TypeDefinition:                  "type_definition",
	LinkageSpecification:            "linkage_specification",
	AttributeSpecifier:              "attribute_specifier",
	Attribute:                       "attribute",
	AttributeDeclaration:            "attribute_declaration",
	DeclarationList:                 "declaration_list",
	ParenthesizedDeclarator:         "parenthesized_declarator",
	AbstractParenthesizedDeclarator: "abstract_parenthesized_declarator",
	AttributedDeclarator:            "attributed_declarator",
	PointerDeclarator:               "pointer_declarator",
	AbstractPointerDeclarator:       "abstract_pointer_declarator",
	FunctionDeclarator:              "function_declarator",
	AbstractFunctionDeclarator:      "abstract_function_declarator",
	ArrayDeclarator:                 "array_declarator",
	AbstractArrayDeclarator:         "abstract_array_declarator",
	InitDeclarator:                  "init_declarator",
	CompoundStatement:               "compound_statement",
	StorageClassSpecifier:           "storage_class_specifier",
	TypeQualifier:                   "type_qualifier",
	AlignasQualifier:                "alignas_qualifier",
	SizedTypeSpecifier:              "sized_type_specifier",
	EnumSpecifier:                   "enum_specifier",
	EnumeratorList:                  "enumerator_list",
	StructSpecifier:                 "struct_specifier",
	UnionSpecifier:                  "union_specifier",
	FieldDeclarationList:            "field_declaration_list",
	FieldDeclaration:                "field_declaration",
	BitfieldClause:                  "bitfield_clause",
	Enumerator:                      "enumerator",
	VariadicParameter:               "variadic_parameter",
	ParameterList:                   "parameter_list",
	ParameterDeclaration:            "parameter_declaration",
	AttributedStatement:             "attributed_statement",
	LabeledStatement:                "labeled_statement",
	ExpressionStatement:             "expression_statement",
	IfStatement:                     "if_statement",
	ElseClause:                      "else_clause",
	SwitchStatement:                 "switch_statement",
	CaseStatement:                   "case_statement",
	WhileStatement:                  "while_statement",
	DoStatement:                     "do_statement",
	ForStatement:                    "for_statement",
	ReturnStatement:                 "return_statement",
	BreakStatement:                  "break_statement",
	ContinueStatement:               "continue_statement",
	GotoStatement:                   "goto_statement",
	CommaExpression:                 "comma_expression",
	ConditionalExpression:           "conditional_expression",
	AssignmentExpression:            "assignment_expression",
	PointerExpression:               "pointer_expression",
	UnaryExpression:                 "unary_expression",
	BinaryExpression:                "binary_expression",
	UpdateExpression:                "update_expression",
	CastExpression:                  "cast_expression",
	TypeDescriptor:                  "type_descriptor",
	SizeofExpression:                "sizeof_expression",
	AlignofExpression:               "alignof_expression",
	OffsetofExpression:              "offsetof_expression",
	GenericExpression:               "generic_expression",
	SubscriptExpression:             "subscript_expression",
	CallExpression:                  "call_expression",
	GnuAsmExpression:                "gnu_asm_expression",
	GnuAsmQualifier:                 "gnu_asm_qualifier",
	GnuAsmOutputOperandList:         "gnu_asm_output_operand_list",
	GnuAsmOutputOperand:             "gnu_asm_output_operand",
	GnuAsmInputOperandList:          "gnu_asm_input_operand_list",
	GnuAsmInputOperand:              "gnu_asm_input_operand",
	GnuAsmClobberList:               "gnu_asm_clobber_list",
	GnuAsmGotoList:                  "gnu_asm_goto_list",
	ArgumentList:                    "argument_list",
	FieldExpression:                 "field_expression",
	CompoundLiteralExpression:       "compound_literal_expression",
	ParenthesizedExpression:         "parenthesized_expression",
	InitializerList:                 "initializer_list",
	InitializerPair:                 "initializer_pair",
	SubscriptDesignator:             "subscript_designator",
	SubscriptRangeDesignator:        "subscript_range_designator",
	FieldDesignator:                 "field_designator",
	CharLiteral:                     "char_literal",
	ConcatenatedString:              "concatenated_string",
	StringLiteral:                   "string_literal",
	Null:                            "null",
	MacroTypeSpecifier:              "macro_type_specifier",
	FieldIdentifier:                 "field_identifier",
	StatementIdentifier:             "statement_identifier",
	TypeIdentifier:                  "type_identifier",
	Error:                           "ERROR",
}
