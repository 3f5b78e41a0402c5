/* SPDX-License-Identifier: MIT */
#include "core/git/repo.h"

#include "core/git/packs.h"
#include "core/git/place.h"

#include <dlfcn.h>
#include <git2.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What is used of libgit2, each with its type. */
#define GIT2_FUNCTIONS(each)                                                                       \
	each(git_libgit2_init);                                                                    \
	each(git_libgit2_opts);                                                                    \
	each(git_error_last);                                                                      \
	each(git_odb_open);                                                                        \
	each(git_odb_free);                                                                        \
	each(git_odb_add_disk_alternate);                                                          \
	each(git_odb_set_commit_graph);                                                            \
	each(git_odb_read);                                                                        \
	each(git_odb_read_header);                                                                 \
	each(git_odb_object_data);                                                                 \
	each(git_odb_object_size);                                                                 \
	each(git_odb_object_type);                                                                 \
	each(git_odb_object_dup);                                                                  \
	each(git_odb_object_free)

#define MEMBER(name) __typeof__(&name) name

/* Filled once in a process and only read afterwards, so it may be shared by threads. */
static struct {
	GIT2_FUNCTIONS(MEMBER);
	char trouble[256]; /* why it could not be opened, or "" */
} git2;

static pthread_once_t git2_once = PTHREAD_ONCE_INIT;

static const uint64_t OBJECT_MOST = UINT64_C(1) << 40; /* bytes */

enum {
	TREES_KEPT = 256,            /* places in the cache of trees */
	TREES_KEPT_BYTES = 64 << 20, /* its contents, together */
};

struct kept_tree {
	struct oid id;
	git_odb_object *object;
};

struct repo {
	struct arena arena;
	struct place place;
	git_odb *odb;        /* NULL until the first object is read */
	EVP_MD_CTX *hash;    /* the same */
	struct packs *packs; /* of the first handle, for all threads */
	struct packs own_packs;
	uint64_t hashed; /* bytes, of single objects */
	struct kept_tree kept[TREES_KEPT];
	size_t kept_bytes;
};

/*
 * Found here first (Makefile: ANSWERS) when libgit2 starts, which reads every certificate that this
 * machine trusts for connections that are never made: that is ten times what else its start costs.
 * -1: there is none to be read, which it takes as it comes.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -1;
}

static void git2_load(void)
{
	void *library = dlopen(LIBGIT2_SONAME, RTLD_NOW | RTLD_LOCAL);
	void *symbol;

	if (!library) {
		snprintf(git2.trouble, sizeof git2.trouble, "%s", dlerror());
		return;
	}
/* An object pointer becomes a function pointer, as POSIX wants it of dlsym(). */
#define RESOLVE(name)                                                                              \
	symbol = dlsym(library, #name);                                                            \
	memcpy(&git2.name, &symbol, sizeof symbol);                                                \
	if (!symbol)                                                                               \
	snprintf(git2.trouble, sizeof git2.trouble, "it has no %s", #name)
	GIT2_FUNCTIONS(RESOLVE);
#undef RESOLVE
	if (*git2.trouble)
		return;
	if (git2.git_libgit2_init() < 0) {
		snprintf(git2.trouble, sizeof git2.trouble, "it does not start");
		return;
	}
	/* git checks ids when objects come in; here it would double the cost of reading. */
	git2.git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	/* Nearly every object is read once; trees have a cache of their own. */
	git2.git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git2.git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)4 << 20);
}

/*
 * Packs are mapped in windows, or a large repository fills the memory with them.  What a tree is a
 * delta of may lie thousands of commits before it, so that a larger pack needs more of them open:
 * with too few each object is mapped anew.
 */
static void limit_windows(uint64_t bytes)
{
	uint64_t limit = bytes / 12, least = 24 << 20, most = 512 << 20;

	git2.git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)(limit < least  ? least
	                                                                 : limit > most ? most
	                                                                                : limit));
}

static const git_oid *git2_id(const struct oid *id)
{
	_Static_assert(sizeof(struct oid) == sizeof(git_oid), "both are the 20 bytes of SHA-1");
	return (const git_oid *)id;
}

static const char *git2_said(void)
{
	const git_error *error = git2.git_error_last();

	return error && error->message ? error->message : "no reason given";
}

static int handle_open(struct repo **out, struct arena *arena, const struct place *place)
{
	struct repo *repo = memory_alloc(sizeof *repo);

	memset(repo, 0, sizeof *repo);
	repo->arena = *arena;
	repo->place = *place;
	repo->packs = &repo->own_packs;
	*out = repo;
	return 0;
}

int repo_open(struct repo **out, const char *dir, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct place place = {0};

	*out = NULL;
	if (place_find(&place, &arena, dir, err) != 0) {
		arena_release(&arena);
		return -1;
	}
	return handle_open(out, &arena, &place);
}

int repo_thread_open(struct repo **out, const struct repo *repo, bool apart, struct error *err)
{
	struct arena arena = ARENA_INIT;
	const struct place *from = &repo->place;
	struct place place = {
	        .git_dir = arena_string(&arena, from->git_dir, strlen(from->git_dir)),
	        .common_dir = arena_string(&arena, from->common_dir, strlen(from->common_dir)),
	        /* libgit2 knows packs by their path as it is given: by another one they are others
	         */
	        .objects = arena_print(&arena, "%s%s", from->objects, apart ? "/." : ""),
	        .prefix = arena_string(&arena, from->prefix, strlen(from->prefix)),
	        .plain = from->plain,
	};

	(void)err;
	if (from->start)
		place.start = arena_string(&arena, from->start, strlen(from->start));
	if (from->work_tree)
		place.work_tree = arena_string(&arena, from->work_tree, strlen(from->work_tree));
	int status = handle_open(out, &arena, &place);
	if (!status && repo->packs->bytes)
		(*out)->packs = repo->packs;
	return status;
}

static void forget_trees(struct repo *repo)
{
	for (size_t i = 0; i < TREES_KEPT; i++) {
		if (repo->kept[i].object)
			git2.git_odb_object_free(repo->kept[i].object);
		repo->kept[i].object = NULL;
	}
	repo->kept_bytes = 0;
}

void repo_rest(struct repo *repo)
{
	forget_trees(repo);
	if (repo->odb)
		git2.git_odb_free(repo->odb);
	repo->odb = NULL;
}

void repo_close(struct repo *repo)
{
	if (!repo)
		return;
	repo_rest(repo);
	EVP_MD_CTX_free(repo->hash);
	arena_release(&repo->arena);
	free(repo);
}

const char *repo_git_dir(const struct repo *repo)
{
	return repo->place.git_dir;
}

const char *repo_common_dir(const struct repo *repo)
{
	return repo->place.common_dir;
}

const char *repo_work_tree(const struct repo *repo)
{
	return repo->place.work_tree;
}

const char *repo_prefix(const struct repo *repo)
{
	return repo->place.prefix;
}

int repo_resolve(struct repo *repo, const char *rev, struct oid *out, struct error *err)
{
	return place_resolve(&repo->place, rev, out, err);
}

int repo_unsure(struct repo *repo, struct error *err)
{
	return place_unsure(&repo->place, err);
}

/* GIT_ALTERNATE_OBJECT_DIRECTORIES, which a receiving git sets for its hooks. */
static int add_alternates(struct repo *repo, git_odb *odb)
{
	const char *list = getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
	int failed = 0;

	while (list && *list && !failed) {
		size_t len = strcspn(list, ":");
		const char *path = arena_string(&repo->arena, list, len);

		if (*path && access(path, F_OK) == 0)
			failed = git2.git_odb_add_disk_alternate(odb, path);
		list += len + (list[len] == ':');
	}
	return failed;
}

static struct oid hash_with(EVP_MD_CTX *context, const char *type, const void *data, size_t len)
{
	struct oid out = {{0}};
	char header[32];
	int header_len = snprintf(header, sizeof header, "%s %zu", type, len) + 1;

	if (!context || !EVP_DigestInit_ex(context, NULL, NULL) ||
	        !EVP_DigestUpdate(context, header, (size_t)header_len) ||
	        !EVP_DigestUpdate(context, data, len) || !EVP_DigestFinal_ex(context, out.id, NULL))
		memory_exhausted();
	return out;
}

static EVP_MD_CTX *hash_open(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (!context || !EVP_DigestInit_ex(context, EVP_sha1(), NULL))
		memory_exhausted();
	return context;
}

static struct oid hash(const char *type, const void *data, size_t len)
{
	EVP_MD_CTX *context = hash_open();
	struct oid out = hash_with(context, type, data, len);

	EVP_MD_CTX_free(context);
	return out;
}

static int open_objects(struct repo *repo, struct error *err)
{
	git_odb *odb = NULL;

	if (repo->odb)
		return 0;
	pthread_once(&git2_once, git2_load);
	if (*git2.trouble) {
		error_set(err, ERROR_FATAL, "cannot use libgit2: %s", git2.trouble);
		return error_hint(err, "install the package that has %s", LIBGIT2_SONAME);
	}
	/* libgit2 rejects the commit-graph files of modern git, after reading them whole. */
	if (git2.git_odb_open(&odb, repo->place.objects) != 0 ||
	        git2.git_odb_set_commit_graph(odb, NULL) != 0 || add_alternates(repo, odb) != 0) {
		error_set(err, ERROR_UNSURE, "cannot read the objects in '%s': %s",
		        repo->place.objects, git2_said());
		git2.git_odb_free(odb);
		return -1;
	}
	repo->odb = odb;
	if (!repo->packs->bytes) {
		packs_look(repo->packs, repo->place.objects);
		limit_windows(repo->packs->bytes);
	}
	if (!repo->hash)
		repo->hash = hash_open();
	return 0;
}

static const char FSCK[] = "git fsck tells what else is broken";

/* What a damaged pack says of an object may be anything; git itself could not store this much. */
static bool claims_too_much(struct repo *repo, const struct oid *id, size_t *size)
{
	git_object_t type;

	return git2.git_odb_read_header(size, &type, repo->odb, git2_id(id)) == 0 &&
	       *size > OBJECT_MOST;
}

static int cannot_read(
        struct repo *repo, const struct oid *id, const char *kind, int reason, struct error *err)
{
	char hex[OID_HEX_SIZE];
	size_t size;

	oid_hex(hex, id);
	if (reason == GIT_ENOTFOUND)
		error_set(err, ERROR_UNSURE, "%s %s is missing", kind, hex);
	else if (claims_too_much(repo, id, &size))
		error_set(err, ERROR_UNSURE, "%s %s is damaged: it claims to have %zu bytes", kind,
		        hex, size);
	else
		error_set(err, ERROR_UNSURE, "%s %s cannot be read: %s", kind, hex, git2_said());
	return error_hint(err, FSCK);
}

/*
 * Whether the packs as a whole vouch for the object.  To find out costs a reading of all of them,
 * which pays once as much has been hashed object by object.
 */
static bool is_vouched_for(struct repo *repo, const struct oid *id)
{
	struct packs *packs = repo->packs;

	if (packs->state == PACKS_UNCHECKED && packs->plain && repo->hashed > packs->bytes / 4)
		packs_check(packs, repo->place.objects);
	return packs->state == PACKS_WHOLE && !packs->loose[id->id[0]];
}

/*
 * git checks ids when objects come in, and a zlib stream has a checksum of its own; but a damaged
 * pack may still give one object for another, since nothing guards where a delta says its base is.
 */
static bool is_itself(
        struct repo *repo, const struct oid *id, const char *kind, const struct object *object)
{
	if (is_vouched_for(repo, id))
		return true;
	struct oid true_id = hash_with(repo->hash, kind, object->data, object->len);
	repo->hashed += object->len;
	return oid_equal(&true_id, id);
}

static int read_object(struct repo *repo, const struct oid *id, git_object_t type, const char *kind,
        struct object *out, struct error *err)
{
	git_odb_object *object = NULL;
	char hex[OID_HEX_SIZE];
	int failed;

	*out = (struct object)OBJECT_INIT;
	if (open_objects(repo, err) != 0)
		return -1;
	failed = git2.git_odb_read(&object, repo->odb, git2_id(id));
	if (failed)
		return cannot_read(repo, id, kind, failed, err);
	if (git2.git_odb_object_type(object) != type) {
		git2.git_odb_object_free(object);
		return error_set(err, ERROR_UNSURE, "object %s is no %s", oid_hex(hex, id), kind);
	}
	out->data = git2.git_odb_object_data(object);
	out->len = git2.git_odb_object_size(object);
	out->handle = object;
	if (is_itself(repo, id, kind, out))
		return 0;
	object_release(out);
	error_set(err, ERROR_UNSURE, "%s %s is damaged: what is stored under this id is another",
	        kind, oid_hex(hex, id));
	return error_hint(err, FSCK);
}

void object_release(struct object *object)
{
	if (object->handle)
		git2.git_odb_object_free(object->handle);
	*object = (struct object)OBJECT_INIT;
}

int repo_commit_raw(struct repo *repo, const struct oid *id, struct object *out, struct error *err)
{
	return read_object(repo, id, GIT_OBJECT_COMMIT, "commit", out, err);
}

int repo_commit(struct repo *repo, const struct oid *id, struct commit *out, struct arena *arena,
        struct error *err)
{
	struct object object;
	char hex[OID_HEX_SIZE];
	bool fine;

	if (repo_commit_raw(repo, id, &object, err) != 0)
		return -1;
	fine = commit_parse(out, arena, (const char *)object.data, object.len);
	out->id = *id;
	object_release(&object);
	if (!fine)
		return error_set(err, ERROR_UNSURE, "commit %s is malformed", oid_hex(hex, id));
	return 0;
}

/* The cache holds one reference of its own to each tree. */
static void keep_tree(
        struct repo *repo, struct kept_tree *place, const struct oid *id, const struct object *tree)
{
	if (place->object) {
		repo->kept_bytes -= git2.git_odb_object_size(place->object);
		git2.git_odb_object_free(place->object);
		place->object = NULL;
	}
	if (tree->len > TREES_KEPT_BYTES / 4)
		return;
	if (repo->kept_bytes + tree->len > TREES_KEPT_BYTES)
		forget_trees(repo);
	if (git2.git_odb_object_dup(&place->object, tree->handle) != 0)
		return;
	place->id = *id;
	repo->kept_bytes += tree->len;
}

int repo_tree(struct repo *repo, const struct oid *id, struct object *out, struct error *err)
{
	struct kept_tree *place = &repo->kept[id->id[0] % TREES_KEPT];
	git_odb_object *object;

	if (place->object && oid_equal(&place->id, id) &&
	        git2.git_odb_object_dup(&object, place->object) == 0) {
		out->data = git2.git_odb_object_data(object);
		out->len = git2.git_odb_object_size(object);
		out->handle = object;
		return 0;
	}
	if (read_object(repo, id, GIT_OBJECT_TREE, "tree", out, err) != 0)
		return -1;
	keep_tree(repo, place, id, out);
	return 0;
}

int repo_blob(struct repo *repo, const struct oid *id, size_t limit, struct object *out,
        struct error *err)
{
	git_object_t type;
	size_t size;
	int failed;

	*out = (struct object)OBJECT_INIT;
	if (open_objects(repo, err) != 0)
		return -1;
	if (limit) {
		failed = git2.git_odb_read_header(&size, &type, repo->odb, git2_id(id));
		if (failed || size > OBJECT_MOST)
			return cannot_read(repo, id, "blob", failed, err);
		if (type == GIT_OBJECT_BLOB && size > limit) {
			out->len = size;
			return 0;
		}
	}
	return read_object(repo, id, GIT_OBJECT_BLOB, "blob", out, err);
}

int repo_find(struct repo *repo, const struct oid *tree, const char *path, struct oid *out,
        uint16_t *mode, struct error *err)
{
	char hex[OID_HEX_SIZE];

	*out = *tree;
	*mode = MODE_TREE;
	while (*path) {
		size_t len = strcspn(path, "/");
		struct object object;
		struct tree_entry entry;
		int found;

		if (repo_tree(repo, out, &object, err) != 0)
			return -1;
		found = tree_find(object.data, object.len, path, len, path[len] == '/', &entry);
		if (found < 0)
			error_set(err, ERROR_UNSURE, "tree %s is malformed", oid_hex(hex, out));
		if (found > 0) {
			*out = *entry.id;
			*mode = entry.mode;
		}
		object_release(&object);
		if (found <= 0)
			return found;
		path += len + (path[len] == '/');
	}
	return 1;
}

struct oid repo_hash_blob(const void *data, size_t len)
{
	return hash("blob", data, len);
}

struct oid repo_hash_tree(const void *data, size_t len)
{
	return hash("tree", data, len);
}

struct oid repo_hash_commit(const void *data, size_t len)
{
	return hash("commit", data, len);
}
