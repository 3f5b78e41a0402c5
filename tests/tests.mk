# SPDX-License-Identifier: MIT
# What proves moot: included by the Makefile at the top.

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

include tests/reputation.mk
include tests/oracle.mk

.PHONY: test-deps unit test demo asan fuzz fuzz-programs lint layers analyze bench fresh format
