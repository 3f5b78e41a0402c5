# SPDX-License-Identifier: MIT
# Second readings of the rules, at their full length: included by tests/tests.mk.

clones: $B/moot
	@B=$(abspath $B) CLONES=500 tests/run tests/e2e/clones.t

# What moot knows of every negotiation, read in one go.
$B/tests/oracle/%: tests/oracle/%.c $B/libcore.a $B/libformats.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $B/libcore.a $B/libformats.a $(PKG_LIBS)

unit: $B/tests/oracle/answers

mutations: $B/moot $B/tests/oracle/answers
	@B=$(abspath $B) MUTATIONS=1000 tests/run tests/e2e/mutations.t

.PHONY: clones mutations
