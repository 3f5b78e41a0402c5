# SPDX-License-Identifier: MIT
#
# make help lists the targets.  Variants are build folders: build/, build/asan/, build/werror/ ...

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
B = build

CC = cc
AR = ar
CFLAGS = -O2 -g
CPPFLAGS =
LDFLAGS =

VERSION := $(shell cat .version 2>/dev/null || echo 0.1.0)

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wwrite-strings -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wformat=2 -Wundef -Wconversion \
	-Wno-sign-conversion
# libgit2 is opened by core/git/repo.c when objects are read, not linked: see there.
# $(call once,NAME,VALUE): worked out when first wanted, which is after `deps`.
once = $(eval $(1) := $(2))$($(1))
GIT2_SONAME = $(call once,GIT2_SONAME,$(shell basename \
	"$$(readlink -f "$$(pkg-config --variable=libdir libgit2)/libgit2.so")" \
	| sed 's/^\(libgit2\.so\.[0-9]*\.[0-9]*\).*/\1/'))
PKG = libgit2 libcmark inih jansson libutf8proc libcrypto
LINK = libcmark inih jansson libutf8proc libcrypto
PKG_CFLAGS = $(call once,PKG_CFLAGS,$(shell pkg-config --cflags $(PKG)))
# Archives where they are there: finding five shared libraries is half of the time that the program
# takes to start.  ARCHIVES=no links the shared ones.
ARCHIVES = yes
PKG_LIBS = $(call once,PKG_LIBS,-Wl$(comma)--as-needed $(shell for package in $(LINK); do \
	archive=$$(pkg-config --variable=libdir $$package)/lib$$(echo $$package | sed 's/^lib//').a; \
	if [ "$(ARCHIVES)" = yes ] && [ -f "$$archive" ]; then echo "$$archive"; \
	else pkg-config --libs $$package; fi; done) -ldl -lpthread)
comma = ,
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. $(WARN) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) \
	-DMOOT_VERSION='"$(VERSION)"' -DLIBGIT2_SONAME='"$(GIT2_SONAME)"'

# What has to be there, as named by the package managers.
DEBIAN = gcc make pkg-config git libgit2-dev libcmark-dev libinih-dev libjansson-dev \
	libutf8proc-dev libxxhash-dev libssl-dev
DEBIAN_TEST = $(DEBIAN) clang libclang-rt-14-dev libcmocka-dev mandoc python3 xz-utils perl \
	openssh-client openssh-server gitolite3 gnupg gpgv clang-format calcurse

FORMATS := $(patsubst %.c,$B/%.o,$(wildcard formats/*.c))
CORE := $(patsubst %.c,$B/%.o,$(wildcard core/*/*.c))
CMD := $(patsubst %.c,$B/%.o,$(wildcard cmd/*.c))
UNIT := $(patsubst %.c,$B/%,$(wildcard tests/unit/*/*.c))
PAGES := $(wildcard cmd/*.1 core/*.7 formats/*.5)
C_FILES := $(wildcard cmd/*.[ch] core/*/*.[ch] formats/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

all: $B/moot

include tests/tests.mk

help:
	@sed -n 's/^#: \([a-z]*\) */  make \1\t/p' Makefile tests/tests.mk | expand -t 20

#: all           build build/moot
#: deps          install what a build needs
#: install       program and pages, PREFIX= and DESTDIR= honoured; git moot works too
#: uninstall     take them away again
#: dist          a source archive from the last commit
#: clean         remove build/

$B/moot: $(CMD) $B/libcore.a $B/libformats.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$B/libformats.a: $(FORMATS)
	@rm -f $@
	$(AR) rcs $@ $^

$B/libcore.a: $(CORE)
	@rm -f $@
	$(AR) rcs $@ $^

$B/%.o: %.c | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(FORMATS:.o=.d) $(CORE:.o=.d) $(CMD:.o=.d) $(addsuffix .d,$(UNIT))

deps:
	@.ci/deps $(DEBIAN)

install: $B/moot
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7
	install -m 755 $B/moot $(DESTDIR)$(BINDIR)/moot
	ln -sf moot $(DESTDIR)$(BINDIR)/git-moot
	for page in $(PAGES); do install -m 644 $$page $(DESTDIR)$(MANDIR)/man$${page##*.}/; done
	ln -sf moot.1 $(DESTDIR)$(MANDIR)/man1/git-moot.1

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/moot $(DESTDIR)$(BINDIR)/git-moot $(DESTDIR)$(MANDIR)/man1/git-moot.1
	for page in $(notdir $(PAGES)); do rm -f $(DESTDIR)$(MANDIR)/man$${page##*.}/$$page; done

dist:
	git archive --prefix=moot-$(VERSION)/ -o moot-$(VERSION).tar.gz HEAD

clean:
	rm -rf build

.PHONY: all help deps install uninstall dist clean
