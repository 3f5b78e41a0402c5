# SPDX-License-Identifier: MIT
# What proves the arithmetic of reputation beyond its unit tests: included by tests/tests.mk.

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
