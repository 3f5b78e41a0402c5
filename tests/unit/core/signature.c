/* SPDX-License-Identifier: MIT */
/* Signatures made by ssh-keygen and gpg with keys that were thrown away. */
#include "core/identity/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const char payload[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
                              "author A <a@x> 1700000000 +0000\n"
                              "committer A <a@x> 1700000000 +0000\n\nhello\n";
static const char by_ed25519[] =
        "-----BEGIN SSH SIGNATURE-----\n"
        "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg1Knlug5bcgtAd27s6bbHxtvsC0\n"
        "QoTUM1POdi923hKwQAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n"
        "AAAAQL3wUZhMv5zKfDu0SuUzKPU3EbE1C0fIpziNT2pMzez5YfLKbESzpHkV0n0wwP994i\n"
        "gRfe01iHcq70olGnpf7ww=\n"
        "-----END SSH SIGNATURE-----\n";
static const char with_sha256[] =
        "-----BEGIN SSH SIGNATURE-----\n"
        "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg1Knlug5bcgtAd27s6bbHxtvsC0\n"
        "QoTUM1POdi923hKwQAAAADZ2l0AAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1NTE5\n"
        "AAAAQBirrdJ6OGKsvhqdsH4Rm5C3yoZ7Z+lPiCVUypCpeyhxWb3MRSZrtJrdfiFvKMNSLx\n"
        "jvFKBL+cfjCBDaYwMdRg8=\n"
        "-----END SSH SIGNATURE-----\n";
static const char for_a_file[] =
        "-----BEGIN SSH SIGNATURE-----\n"
        "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg1Knlug5bcgtAd27s6bbHxtvsC0\n"
        "QoTUM1POdi923hKwQAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx\n"
        "OQAAAEC819IfE7haFja2TzhtsBdhMEln4sSytgPwYa9jACqxxktzCUdTqbeboyE0V/x6Vs\n"
        "q55SEzAfucsxBvM42nqD8J\n"
        "-----END SSH SIGNATURE-----\n";
static const char by_ecdsa[] =
        "-----BEGIN SSH SIGNATURE-----\n"
        "U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE\n"
        "EEO1QyU+F4XbB3xBQ9SpWFar0rfPzBfNBH2+b8/UIM/jbyGT9NnwR3x2BGc/Pjb99tTWtb\n"
        "3wejSS16nJyQhRJZcgAAAANnaXQAAAAAAAAABnNoYTUxMgAAAGUAAAATZWNkc2Etc2hhMi\n"
        "1uaXN0cDI1NgAAAEoAAAAhAKumRt3vgWYkJV+V/K8SDc0GzlE3Q4ddeG/sgdIgzYsqAAAA\n"
        "IQCiJX89y3WAYlPysfTAAusbLA1rwp/RQJn8XLww7vCfpg==\n"
        "-----END SSH SIGNATURE-----\n";
static const char by_openpgp[] =
        "-----BEGIN PGP SIGNATURE-----\n"
        "\n"
        "iHUEABYIAB0WIQS8iUkupZ7DNJSNyCG5IBxb2nU03gUCawYXVAAKCRC5IBxb2nU0\n"
        "3t7yAQDSRE7ru/ohstlgVsDAOaGNT1eUZTe42ui5JN+R6LsDEAD/XoTzuhEtYdLO\n"
        "YgMxdzyuRD3lHOWKCSOtbMb60Gu3sgo=\n"
        "=GXfQ\n"
        "-----END PGP SIGNATURE-----\n";
static const char openpgp_key[] =
        "openpgp "
        "mDMEawYXVBYJKwYBBAHaRw8BAQdA+P5lXcf5U2tcz3UiKVFwSUia0GpsXz0Y7qVX5fYKFza0D0Eg"
        "PGFAeC5leGFtcGxlPoiQBBMWCAA4FiEEvIlJLqWewzSUjcghuSAcW9p1NN4FAmsGF1QCGwMFCwkI"
        "BwIGFQoJCAsCBBYCAwECHgECF4AACgkQuSAcW9p1NN7jMwD8D3ijpiiuYFo9+/M6Zwamqo4zE+yD"
        "UAjKjC572syPu5kA/1T1nr9KU4B/dFuVCZfZsml/RxcuWCa646qaRUJbwwUH";

static struct arena arena = ARENA_INIT;

static struct signature reads(const char *text)
{
	struct signature signature;

	signature_read(&signature, &arena, text, strlen(text));
	return signature;
}

static void a_signature_of_ed25519_is_checked_here(void **state)
{
	struct signature signature = reads(by_ed25519);

	(void)state;
	assert_int_equal(signature.kind, SIGNATURE_SSH);
	assert_string_equal(signature.key.type, "ssh-ed25519");
	assert_string_equal(
	        signature.key.fingerprint, "SHA256:yRcWaIwXmAQ2VZ7t7n5j7zUWeBWA0124Ucxptr4uDow");
	assert_true(signature_is_quick(&signature));
	assert_true(signature_check(&signature, payload, strlen(payload)));
	signature = reads(with_sha256);
	assert_string_equal(signature.hash, "sha256");
	assert_true(signature_check(&signature, payload, strlen(payload)));
}

static void every_byte_of_what_is_signed_matters(void **state)
{
	struct signature signature = reads(by_ed25519);
	char other[sizeof payload];

	(void)state;
	for (size_t i = 0; i < strlen(payload); i++) {
		memcpy(other, payload, sizeof payload);
		other[i] ^= 1;
		assert_false(signature_check(&signature, other, strlen(payload)));
	}
	assert_false(signature_check(&signature, payload, strlen(payload) - 1));
	assert_false(signature_check(&signature, payload, strlen(payload) + 1));
}

/* Whichever letter of the armor is another one: not read, another key, or not good. */
static void every_letter_of_a_signature_matters(void **state)
{
	const char *good = reads(by_ed25519).key.fingerprint;
	char other[sizeof by_ed25519];

	(void)state;
	for (size_t i = 0; i < strlen(by_ed25519) - 1; i++) {
		memcpy(other, by_ed25519, sizeof by_ed25519);
		if (other[i] == '\n')
			continue;
		other[i] = other[i] == 'A' ? 'B' : 'A';
		struct signature signature = reads(other);
		assert_false(signature.kind == SIGNATURE_SSH &&
		             !strcmp(signature.key.fingerprint, good) &&
		             signature_is_quick(&signature) &&
		             signature_check(&signature, payload, strlen(payload)));
	}
}

static void what_is_cut_short_or_goes_on_is_not_read(void **state)
{
	char text[sizeof by_ed25519 * 2 + 1];

	(void)state;
	for (size_t len = 0; len < strlen(by_ed25519) - 1; len++) {
		struct signature signature;
		signature_read(&signature, &arena, by_ed25519, len);
		assert_int_equal(signature.kind, SIGNATURE_UNREADABLE);
	}
	snprintf(text, sizeof text, "%s%s", by_ed25519, by_ed25519);
	assert_int_equal(reads(text).kind, SIGNATURE_UNREADABLE);
	snprintf(text, sizeof text, " %s", by_ed25519);
	assert_int_equal(reads(text).kind, SIGNATURE_UNREADABLE);
}

static void a_signature_for_something_else_is_none(void **state)
{
	(void)state;
	assert_int_equal(reads(for_a_file).kind, SIGNATURE_UNREADABLE);
	assert_int_equal(
	        reads("-----BEGIN SIGNED MESSAGE-----\nMIIB\n-----END SIGNED MESSAGE-----\n").kind,
	        SIGNATURE_UNREADABLE);
}

static void ssh_keygen_checks_the_others(void **state)
{
	struct signature signature = reads(by_ecdsa);
	struct error err = ERROR_INIT;
	bool good;

	(void)state;
	assert_string_equal(
	        signature.key.fingerprint, "SHA256:23RGR45OPO86gTZ6/TBN2ZTo7n9tm1BuPF2Q/QCu9SM");
	assert_false(signature_is_quick(&signature));
	assert_int_equal(signature_check_ssh(&signature, payload, strlen(payload), &good, &err), 0);
	assert_true(good);
	assert_int_equal(
	        signature_check_ssh(&signature, payload, strlen(payload) - 1, &good, &err), 0);
	assert_false(good);
}

static void gpgv_checks_openpgp_against_the_keys_at_hand(void **state)
{
	struct signature signature = reads(by_openpgp);
	struct error err = ERROR_INIT;
	struct buf ring = BUF_INIT, empty = BUF_INIT;
	struct key key;
	const char *by;

	(void)state;
	assert_int_equal(signature.kind, SIGNATURE_OPENPGP);
	assert_true(key_parse(&key, &arena, openpgp_key));
	assert_true(key.openpgp);
	assert_string_equal(key.fingerprint, "BC89492EA59EC334948DC821B9201C5BDA7534DE");
	buf_add(&ring, key.data, key.len);
	assert_int_equal(signature_check_openpgp(
	                         &signature, payload, strlen(payload), &ring, &arena, &by, &err),
	        0);
	assert_string_equal(by, key.fingerprint);
	assert_int_equal(signature_check_openpgp(&signature, payload, strlen(payload) - 1, &ring,
	                         &arena, &by, &err),
	        0);
	assert_null(by);
	assert_int_equal(signature_check_openpgp(
	                         &signature, payload, strlen(payload), &empty, &arena, &by, &err),
	        0);
	assert_null(by);
	buf_release(&ring);
}

static int give_back(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_signature_of_ed25519_is_checked_here),
	        cmocka_unit_test(every_byte_of_what_is_signed_matters),
	        cmocka_unit_test(every_letter_of_a_signature_matters),
	        cmocka_unit_test(what_is_cut_short_or_goes_on_is_not_read),
	        cmocka_unit_test(a_signature_for_something_else_is_none),
	        cmocka_unit_test(ssh_keygen_checks_the_others),
	        cmocka_unit_test(gpgv_checks_openpgp_against_the_keys_at_hand),
	};

	return cmocka_run_group_tests(tests, NULL, give_back);
}
