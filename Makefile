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
# What libgit2 calls and the program answers: core/git/repo.c.
ANSWERS = -Wl$(comma)--export-dynamic-symbol=mbedtls_x509_crt_parse_file
# Archives where they are there: finding five shared libraries is half of the time that the program
# takes to start.  ARCHIVES=no links the shared ones.
ARCHIVES = yes
PKG_LIBS = $(call once,PKG_LIBS,$(ANSWERS) -Wl$(comma)--as-needed $(shell for package in $(LINK); do \
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

help:
	@sed -n 's/^#: \([a-z]*\) */  make \1\t/p' Makefile | expand -t 20

#: all           build build/moot
#: deps          install what a build needs
#: install       program and pages, PREFIX= and DESTDIR= honoured; git moot works too
#: uninstall     take them away again
#: dist          a source archive from the last commit
#: clean         remove build/
#: test          install what is missing, run every test
#: demo          a small group's half-year, played and answered for
#: asan          every test under the address and undefined-behaviour sanitizers
#: fuzz          the fuzzers of tests/fuzz for SECONDS=10 each
#: lint          pages, shell, style and the rules of the tree
#: layers        the arrows cmd -> core -> formats, by link order and by grep
#: analyze       what gcc -fanalyzer and clang --analyze find
#: exact         the same digest from every compiler, option, locale and zone
#: attacks       what attacks gain under counting, kinds of PageRank, and moot
#: clones        500 times what several clones do apart, and how they meet
#: mutations     1000 single changes of an honest history, each found or nothing
#: bench         the figures of the README, as ratios in one run
#: fresh         the two commands of the README in a new Debian (needs debootstrap and root)
#: format        clang-format on every source

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

# --- what proves it ---

UNIT_LIBS = $(shell pkg-config --libs cmocka)
UNIT_LINK = $(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $<
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SECONDS = 10

test-deps:
	@.ci/deps $(DEBIAN_TEST)

# Everything of cmd/ but main(), for its own unit tests.
$B/libcmd.a: $(filter-out $B/cmd/moot.o,$(CMD))
	@rm -f $@
	$(AR) rcs $@ $^

$B/tests/unit/formats/%: tests/unit/formats/%.c $B/libformats.a | test-deps
	@mkdir -p $(@D)
	$(UNIT_LINK) $B/libformats.a $(UNIT_LIBS) $(PKG_LIBS)

$B/tests/unit/core/%: tests/unit/core/%.c $B/libcore.a $B/libformats.a | test-deps
	@mkdir -p $(@D)
	$(UNIT_LINK) $B/libcore.a $B/libformats.a $(UNIT_LIBS) $(PKG_LIBS)

$B/tests/unit/cmd/%: tests/unit/cmd/%.c $B/libcmd.a $B/libcore.a $B/libformats.a | test-deps
	@mkdir -p $(@D)
	$(UNIT_LINK) $B/libcmd.a $B/libcore.a $B/libformats.a $(UNIT_LIBS) $(PKG_LIBS)

# What makes things go wrong for the tests of tests/fault.
FAULT := $(patsubst %.c,$B/%,$(wildcard tests/fault/*.c))
$B/tests/fault/%: tests/fault/%.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O2 -g -o $@ $<

STARVE = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup
$B/tests/fault/starve: tests/fault/starve.c $(CMD) $B/libcore.a $B/libformats.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(STARVE) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

unit: test-deps $(UNIT) $(FAULT)

test: $B/moot unit
	@B=$(abspath $B) tests/run

demo: $B/moot
	@B=$(abspath $B) tests/replay --show examples/tidemark/README.md

asan:
	@$(MAKE) --no-print-directory B=build/asan CFLAGS='-O1 -g $(SANITIZE)' LDFLAGS='$(SANITIZE)' test

# Fuzzers are small files with LLVMFuzzerTestOneInput(); their seeds are the cases of tests/formats.
$B/tests/fuzz/%: tests/fuzz/%.c $B/libcore.a $B/libformats.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

fuzz-programs: $B/moot $(patsubst %.c,$B/%,$(wildcard tests/fuzz/*.c))

fuzz: test-deps
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang LDFLAGS='$(SANITIZE)' \
		CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link' fuzz-programs
	@B=$(abspath build/fuzz) tests/fuzz/run $(SECONDS)

lint: test-deps $B/moot
	@B=$(abspath $B) tests/lint

layers: test-deps $B/moot
	@B=$(abspath $B) tests/layers

analyze: test-deps
	@CFLAGS='$(subst ','\'',$(ALL_CFLAGS))' tests/analyze

$B/tests/bench/parse_blobs: tests/bench/parse_blobs.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

bench: test-deps $B/moot
	@B=$(abspath $B) tests/bench/run

fresh:
	@.ci/fresh

format:
	clang-format -i $(C_FILES)

.PHONY: test-deps unit test demo asan fuzz fuzz-programs lint layers analyze bench fresh format

# The arithmetic of reputation, beyond its unit tests.
$B/tests/bench/reputation_bench $B/tests/bench/attacks: $B/tests/bench/%: tests/bench/%.c \
		$B/tests/bench/graph.o $(patsubst %.c,$B/%.o,$(wildcard core/reputation/reputation*.c)) $B/libformats.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

exact bit-exact: test-deps
	@tests/bit-exact

# The same on machines of the other byte order, one of them without 64-bit registers.
big-endian: test-deps
	@.ci/deps gcc-s390x-linux-gnu libc6-dev-s390x-cross gcc-powerpc-linux-gnu \
		libc6-dev-powerpc-cross qemu-user
	@tests/bit-exact big-endian

attacks: $B/tests/bench/attacks
	@B=$B tests/bench/attack-table

.PHONY: exact bit-exact big-endian attacks

# Second readings of the rules, at their full length, which takes as long as it takes.
clones: $B/moot
	@B=$(abspath $B) CLONES=500 TEST_SECONDS=7200 tests/run tests/e2e/clones.t

# What moot knows of every negotiation, read in one go.
$B/tests/oracle/%: tests/oracle/%.c $B/libcore.a $B/libformats.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $B/libcore.a $B/libformats.a $(PKG_LIBS)

# moot, asked many things in one go.
$B/tests/attack/questions: tests/attack/questions.c $(CMD) $B/libcore.a $B/libformats.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wl,--wrap=main $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

unit: $B/tests/oracle/answers $B/tests/attack/questions

mutations: $B/moot $B/tests/oracle/answers
	@B=$(abspath $B) MUTATIONS=1000 TEST_SECONDS=7200 tests/run tests/e2e/mutations.t

.PHONY: clones mutations
