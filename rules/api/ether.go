// SPDX-License-Identifier: GPL-2.0-or-later

package api

import (
	"strings"

	"github.com/kstyle-ls/kstyle-ls/analyzer"
	"github.com/kstyle-ls/kstyle-ls/analyzer/token"
)

// widerEther: checkpatch has these types in its list and the code for them in
// comments.
const widerEther = "checkpatch has this check switched off"

var ether = &analyzer.Check{
	Rules:  []*analyzer.Rule{PreferEtherAddrCopy, PreferEtherAddrEqual, PreferEthBroadcastAddr, PreferEthZeroAddr},
	Words:  []string{"ETH_ALEN"},
	OnWord: checkEther,
}

// checkEther looks at functions whose last argument is the length of an
// address, alone.
func checkEther(p *analyzer.Pass, tok int) {
	if p.Tokens.KindAt(p.NextCode(tok)) != token.RParen || p.Tokens.KindAt(p.PrevCode(tok)) != token.Comma ||
		strings.HasPrefix(p.Text.Path, "tools/") || strings.HasSuffix(p.Text.Path, "/etherdevice.h") {
		return // where there are no such functions, and where they are made
	}
	name := callAround(p, tok)
	if name < 0 {
		return
	}
	if use, _ := p.UseOf(name); use != analyzer.Called {
		return
	}
	c, ok := p.CallAt(name)
	if !ok || c.Count != 3 {
		return
	}
	switch p.TokenText(name) {
	case "memcpy":
		if areAligned(p, &c) {
			reportEther(p, PreferEtherAddrCopy, &c, "ether_addr_copy", 2, "", false)
		}
	case "memcmp":
		if areAligned(p, &c) {
			reportEqual(p, &c)
		}
	case "memset":
		value := p.SpanText(c.Arg(1))
		switch strings.ToLower(value) {
		case "0", "0x0", "0x00":
			reportEther(p, PreferEthZeroAddr, &c, "eth_zero_addr", 1, "", true)
		case "0xff", "255", "-1":
			reportEther(p, PreferEthBroadcastAddr, &c, "eth_broadcast_addr", 1, "", true)
		}
	}
}

// alignedMembers are members that hold an Ethernet address and lie at an even
// place: in struct net_device, in the headers of Ethernet and of wireless
// frames.
var alignedMembers = map[string]bool{
	"addr1":     true,
	"addr2":     true,
	"addr3":     true,
	"addr4":     true,
	"dev_addr":  true,
	"h_dest":    true,
	"h_source":  true,
	"perm_addr": true,
}

// areAligned reports whether both addresses that a call gets are known to lie
// at an even place, which the functions for addresses ask for and the ones for
// memory do not.
func areAligned(p *analyzer.Pass, c *analyzer.Call) bool {
	for i := range 2 {
		arg := c.Arg(i)
		last := arg.End - 1
		if last <= arg.First || !alignedMembers[p.TokenText(last)] {
			return false
		}
		if k := p.Tokens.Kind[last-1]; k != token.Arrow && k != token.Dot {
			return false
		}
	}
	return true
}

// callAround is the name of the innermost call around a token, -1 if none.
func callAround(p *analyzer.Pass, tok int) int {
	depth := 0
	for i := tok - 1; i > 0 && tok-i < 200; i-- {
		switch p.Tokens.Kind[i] {
		case token.RParen:
			depth++
		case token.LParen:
			if depth == 0 {
				if p.Tokens.Kind[i-1] == token.Ident {
					return i - 1
				}
				return -1
			}
			depth--
		case token.Semi, token.LBrace, token.RBrace:
			return -1
		}
	}
	return -1
}

// reportEqual reports a comparison; the fix turns the sense around, as the
// function is true for equal addresses.
func reportEqual(p *analyzer.Pass, c *analyzer.Call) {
	before := p.PrevCode(c.Name)
	if p.Tokens.KindAt(before) == token.Bang {
		c.Name = before
		reportEther(p, PreferEtherAddrEqual, c, "ether_addr_equal", 2, "", false)
		return
	}
	next := p.Tokens.KindAt(p.NextCode(c.Close))
	if next >= token.Lt && next <= token.Ge {
		return // asks for an order
	}
	if next == token.Eq || next == token.Ne || p.Tokens.KindAt(before) == token.Assign || p.Tokens.WordAt(before) == token.Return {
		f := p.Strictly(PreferEtherAddrEqual, p.CallRange(c), "compare addresses with ether_addr_equal()")
		f.DifferWider(widerEther)
		return
	}
	reportEther(p, PreferEtherAddrEqual, c, "ether_addr_equal", 2, "!", false)
}

// reportEther reports a call that has a function of its own. same is true when
// that does the same to any address, aligned or not; it is safe then where the
// header is included.
func reportEther(p *analyzer.Pass, r *analyzer.Rule, c *analyzer.Call, better string, args int, sign string, same bool) {
	f := p.Strictly(r, p.CallRange(c), "this is %s()", better).DifferWider(widerEther)
	list := p.SpanText(c.Arg(0))
	if args == 2 {
		list += ", " + p.SpanText(c.Arg(1))
	}
	edit := analyzer.Replace(p.CallRange(c), sign+better+"("+list+")")
	if same && p.Mentions("#include <linux/etherdevice.h>") && isStatement(p, c.Name) {
		f.Rewrite("Call "+better+"()", edit)
	} else {
		f.MaybeFix("Call "+better+"()", edit)
	}
}
