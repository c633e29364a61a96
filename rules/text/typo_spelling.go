// SPDX-License-Identifier: GPL-2.0-or-later

package text

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/facts"
	"github.com/kstyle-ls/kstyle-ls/analyzer/source"
)

// commonMistakes is the list for those who have no kernel tree at hand.
var commonMistakes = facts.NewSpelling(map[string]string{
	"acheive":         "achieve",
	"accross":         "across",
	"adress":          "address",
	"adresses":        "addresses",
	"agressive":       "aggressive",
	"allign":          "align",
	"alligned":        "aligned",
	"allready":        "already",
	"alot":            "a lot",
	"arbitary":        "arbitrary",
	"availble":        "available",
	"avaliable":       "available",
	"becuase":         "because",
	"begining":        "beginning",
	"beleive":         "believe",
	"calulate":        "calculate",
	"compatability":   "compatibility",
	"comunication":    "communication",
	"confg":           "config",
	"corresponing":    "corresponding",
	"curent":          "current",
	"defualt":         "default",
	"delare":          "declare",
	"desciptor":       "descriptor",
	"desctription":    "description",
	"developement":    "development",
	"diable":          "disable",
	"diabled":         "disabled",
	"enviroment":      "environment",
	"exisiting":       "existing",
	"existance":       "existence",
	"explicitely":     "explicitly",
	"faild":           "failed",
	"fucntion":        "function",
	"fuction":         "function",
	"gracefull":       "graceful",
	"hardare":         "hardware",
	"immediatly":      "immediately",
	"implemenation":   "implementation",
	"incomming":       "incoming",
	"independant":     "independent",
	"informations":    "information",
	"initalize":       "initialize",
	"initialiazation": "initialization",
	"interupt":        "interrupt",
	"interrput":       "interrupt",
	"knowlege":        "knowledge",
	"lenght":          "length",
	"maintainance":    "maintenance",
	"managment":       "management",
	"mangement":       "management",
	"memeory":         "memory",
	"messsage":        "message",
	"neccessary":      "necessary",
	"neccesary":       "necessary",
	"nubmer":          "number",
	"occured":         "occurred",
	"occurence":       "occurrence",
	"occuring":        "occurring",
	"ouput":           "output",
	"paramter":        "parameter",
	"paramters":       "parameters",
	"peform":          "perform",
	"performace":      "performance",
	"posible":         "possible",
	"preceeding":      "preceding",
	"prefered":        "preferred",
	"priviledge":      "privilege",
	"procesor":        "processor",
	"recieve":         "receive",
	"recieved":        "received",
	"refered":         "referred",
	"reponse":         "response",
	"requirment":      "requirement",
	"reseting":        "resetting",
	"retrun":          "return",
	"seperate":        "separate",
	"seperated":       "separated",
	"similiar":        "similar",
	"specifed":        "specified",
	"speficied":       "specified",
	"succesful":       "successful",
	"succesfully":     "successfully",
	"sucess":          "success",
	"supress":         "suppress",
	"suport":          "support",
	"swith":           "switch",
	"syncronize":      "synchronize",
	"teh":             "the",
	"thier":           "their",
	"threshhold":      "threshold",
	"transfered":      "transferred",
	"transmited":      "transmitted",
	"unkown":          "unknown",
	"unneccessary":    "unnecessary",
	"usefull":         "useful",
	"usign":           "using",
	"wich":            "which",
	"writting":        "writing",
})

// cased gives a correction the capitals of the word that it is for.
func cased(typo []byte, correction string) string {
	if typo[0] < 'A' || typo[0] > 'Z' || correction == "" {
		return correction
	}
	for _, c := range typo {
		if c < 'A' || c > 'Z' {
			return strings.ToUpper(correction[:1]) + correction[1:]
		}
	}
	return strings.ToUpper(correction)
}

// each calls f for all misspelt words of a line; a walk keeps the first only.
func (f *found) each(line []byte, list *facts.Spelling, overlook bool, call func(s span)) {
	from := 0
	for {
		n := min(f.count, len(f.typos))
		for _, s := range f.typos[:n] {
			call(span{s.from + from, s.to + from, s.correction})
		}
		if f.count <= n {
			return
		}
		from += f.typos[n-1].to
		walkWords(line[from:], list, overlook, f)
	}
}

func reportTypos(p *analyzer.Pass, i int, line []byte, list *facts.Spelling, f *found) {
	level := analyzer.Warning
	if p.FileMode() {
		level = analyzer.Strict
	}
	g := *f
	g.each(line, list, p.Parity(), func(s span) {
		good := cased(line[s.from:s.to], s.correction)
		at := p.Columns(i, s.from, s.to)
		x := p.Report(level, TypoSpelling, at, "%q may be misspelt: is it %q?", line[s.from:s.to], good)
		edit := analyzer.Replace(at, good)
		switch {
		case inComment(p, i, s.from):
			x.Fix("Write "+good, edit)
		case p.Text.Kind.In(source.CLike | 1<<source.Asm | 1<<source.Rust):
			x.MaybeFix("Write "+good, edit)
			if p.Clean(i)[s.from] != 'X' || line[s.from] == 'X' {
				x.DifferNarrower("the name may have been chosen elsewhere")
			}
		case p.Text.Kind.In(1<<source.RST | 1<<source.Kconfig | 1<<source.Maintainers | 1<<source.Other):
			x.Fix("Write "+good, edit)
		default:
			x.MaybeFix("Write "+good, edit)
		}
	})
}

func messageTypos(p *analyzer.Pass, v *analyzer.View, i int, l *analyzer.ViewLine, list *facts.Spelling, f *found) {
	f.each(l.Text, list, v.Script != nil, func(s span) {
		good := cased(l.Text[s.from:s.to], s.correction)
		x := p.ReportView(v, analyzer.Warning, TypoSpelling, i, s.from, s.to, "%q may be misspelt: is it %q?", l.Text[s.from:s.to], good)
		if at, exact := v.Span(i, s.from, s.to); exact {
			x.Fix("Write "+good, analyzer.Replace(at, good))
		}
	})
}
