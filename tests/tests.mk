# SPDX-License-Identifier: MIT
# What proves moot: included by the Makefile at the top.

#: test          install what is missing, run every test
#: demo          a small group's half-year, played and answered for
#: asan          every test under the address and undefined-behaviour sanitizers
#: lint          pages, shell, style and the rules of the tree
#: layers        the arrows cmd -> core -> formats, by link order and by grep
#: bench         the figures of the README, as ratios in one run

UNIT_LIBS = $(shell pkg-config --libs cmocka)

test-deps:
	@.ci/deps $(DEBIAN_TEST)

$B/tests/unit/formats/%: tests/unit/formats/%.c $B/libformats.a | test-deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $B/libformats.a $(UNIT_LIBS) $(PKG_LIBS)

$B/tests/unit/core/%: tests/unit/core/%.c $B/libcore.a $B/libformats.a | test-deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $B/libcore.a $B/libformats.a $(UNIT_LIBS) $(PKG_LIBS)

test: test-deps $B/moot $(UNIT)
	B=$(abspath $B) tests/run

.PHONY: test-deps test
