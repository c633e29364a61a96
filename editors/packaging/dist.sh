#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# dist.sh [ARCH...] : makes in dist/ what is given out: a tarball and an extension of VS Code for each architecture
# (amd64, arm64), the universal extension, the plugin for Neovim, and SHA256SUMS. The same commit gives the same bytes:
# times are those of the commit, names are sorted, nobody owns anything. Ends with what was not built here, and why.
set -euo pipefail
cd "$(dirname "$0")/../.."
umask 022
export LC_ALL=C TZ=UTC
GO=${GO:-go}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' editors/vscode/package.json)
out=$PWD/dist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missing=()
[ $# -gt 0 ] || set -- amd64 arm64

have() { # have PROGRAM PACKAGE... : a program, installed from Debian where that is allowed
	command -v "$1" > /dev/null && return
	[ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || return
	apt-get update -qq && apt-get install -y -qq --no-install-recommends "${@:2}" > /dev/null 2>&1
	command -v "$1" > /dev/null
}

archive() { # archive NAME FOLDER : a .tar.gz of a folder of $work
	find "$work/$2" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
	tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=ustar -cf - "$2" | gzip -9n > "$out/$1"
}

compiler() { # compiler ARCH : the C compiler for it
	if [ "$1" = "$($GO env GOHOSTARCH)" ]; then echo "${CC:-gcc}"; return; fi
	case $1 in
	arm64) have aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu libc6-dev-arm64-cross && echo aarch64-linux-gnu-gcc ;;
	amd64) have x86_64-linux-gnu-gcc gcc-x86-64-linux-gnu libc6-dev-amd64-cross && echo x86_64-linux-gnu-gcc ;;
	*) return 1 ;;
	esac
}

program() { # program ARCH : $work/ARCH/kstyle-ls, linked with all that it needs
	local cc
	cc=$(compiler "$1") || { missing+=("linux/$1: there is no C compiler for it here (Debian: gcc-aarch64-linux-gnu, gcc-x86-64-linux-gnu)"); return 1; }
	CGO_ENABLED=1 GOOS=linux GOARCH=$1 CC=$cc $GO build -trimpath -buildvcs=true -tags netgo,osusergo \
		-ldflags '-s -w -buildid= -linkmode=external -extldflags "-static -Wl,--build-id=none"' -o "$work/$1/kstyle-ls" ./cmd/kstyle-ls
}

documents() { # man pages and rule pages, made by the program; completions, by cobra
	make -s docs
	mkdir -p "$work/share/man" "$work/share/doc/kstyle-ls" "$work/share/bash-completion/completions" "$work/share/zsh/site-functions" "$work/share/fish/vendor_completions.d"
	cp -r "$out"/man/. "$work/share/man"
	find "$work/share/man" -type f -name '*.[1-8]' -exec gzip -9n {} +
	cp -r "$out/rules" "$work/share/doc/kstyle-ls/rules"
	cp README.md LICENSE "$work/share/doc/kstyle-ls"
	bin/kstyle-ls completion bash > "$work/share/bash-completion/completions/kstyle-ls"
	bin/kstyle-ls completion zsh > "$work/share/zsh/site-functions/_kstyle-ls"
	bin/kstyle-ls completion fish > "$work/share/fish/vendor_completions.d/kstyle-ls.fish"
}

tarball() { # tarball ARCH : bin and share, to be unpacked over a prefix such as ~/.local
	local name=kstyle-ls-$version-linux-$1
	mkdir -p "$work/$name/bin"
	install -m 755 "$work/$1/kstyle-ls" "$work/$name/bin"
	cp -r "$work/share" "$work/$name"
	archive "$name.tar.gz" "$name"
}

neovim() { # the plugin with its help tags, which Neovim would make by :helptags
	local name=kstyle.nvim-$version
	cp -r editors/neovim "$work/$name"
	cp LICENSE "$work/$name"
	rm -f "$work/$name/doc/tags"
	(cd "$work/$name/doc" && for file in *.txt; do
		grep -oE '(^|[[:blank:]])\*[^*[:blank:]|]+\*([[:blank:]]|$)' "$file" | tr -d '*[:blank:]' | while read -r tag; do
			printf '%s\t%s\t/*%s*\n' "$tag" "$file" "$tag"
		done
	done | sort > tags)
	archive "$name.tar.gz" "$name"
}

mkdir -p "$out"
rm -f "$out"/*.tar.gz "$out"/*.vsix "$out"/SHA256SUMS
documents
neovim
built=()
for arch in "$@"; do
	program "$arch" || continue
	tarball "$arch"
	built+=("$arch")
done
if have node nodejs npm && have npm npm; then
	bash editors/packaging/vsix.sh "$out/kstyle-$version.vsix"
	for arch in "${built[@]}"; do
		target=linux-${arch/amd64/x64}
		bash editors/packaging/vsix.sh "$out/kstyle-$target-$version.vsix" "$target" "$work/$arch/kstyle-ls"
	done
else
	missing+=("extensions of VS Code: node and npm are not installed and cannot be")
fi
missing+=("macOS and Windows: no C compiler for them is to be had from Debian with their system's libraries; there, 'go install' builds the program")
(cd "$out" && sha256sum -- *.tar.gz *.vsix > SHA256SUMS 2> /dev/null || sha256sum -- *.tar.gz > SHA256SUMS)
cat "$out/SHA256SUMS"
printf 'not built here: %s\n' "${missing[@]}"
