/* SPDX-License-Identifier: MIT */
/*
 * inject [-1] [-o] [-n N] [-e ERRNO] COMMAND...: runs a command and lets the Nth of its attempts to
 * change a file go wrong.
 *
 * Counted are the system calls of the command and of all programs that it starts: opening a file to
 * write or make it, writing into one (not into pipes, stdout and stderr), sync, rename, link,
 * unlink, mkdir, rmdir, truncate, chmod.  -1 counts those of the command's own process alone.
 *
 * Without -e everything is killed with SIGKILL just before the call; with -1 the command alone, so
 * that what it started goes on, and is waited for.  With -e the call fails with that number, and
 * with all further ones as well unless -o is given (once).  N = 0 harms nothing.
 *
 * The last line on descriptor 9, if there is one, is "COUNT CALL": how many there were, and which
 * call it was ("-": fewer than N).  Exit status: the command's, 128 + signal when killed.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum what { OPENS, OPENS_AT, WRITES, CHANGES };

static const struct call {
	int number;
	enum what what;
	const char *name;
} calls[] = {
#ifdef SYS_open
        {SYS_open, OPENS, "open"},
        {SYS_creat, CHANGES, "creat"},
        {SYS_rename, CHANGES, "rename"},
        {SYS_link, CHANGES, "link"},
        {SYS_unlink, CHANGES, "unlink"},
        {SYS_mkdir, CHANGES, "mkdir"},
        {SYS_rmdir, CHANGES, "rmdir"},
        {SYS_chmod, CHANGES, "chmod"},
        {SYS_symlink, CHANGES, "symlink"},
#endif
        {SYS_openat, OPENS_AT, "openat"},
        {SYS_write, WRITES, "write"},
        {SYS_writev, WRITES, "writev"},
        {SYS_pwrite64, WRITES, "pwrite"},
        {SYS_pwritev, WRITES, "pwritev"},
        {SYS_fsync, WRITES, "fsync"},
        {SYS_fdatasync, WRITES, "fdatasync"},
        {SYS_ftruncate, WRITES, "ftruncate"},
        {SYS_fchmod, WRITES, "fchmod"},
        {SYS_renameat, CHANGES, "renameat"},
        {SYS_renameat2, CHANGES, "renameat2"},
        {SYS_linkat, CHANGES, "linkat"},
        {SYS_unlinkat, CHANGES, "unlinkat"},
        {SYS_mkdirat, CHANGES, "mkdirat"},
        {SYS_fchmodat, CHANGES, "fchmodat"},
        {SYS_symlinkat, CHANGES, "symlinkat"},
};

enum { CALLS = sizeof calls / sizeof *calls, ALIVE_MOST = 4096 };

struct tracer {
	long wanted; /* the Nth */
	int error;   /* 0: kill */
	bool once, alone;
	pid_t child;
	long count;
	const char *hit;
	pid_t alive[ALIVE_MOST];
	size_t alive_count;
};

static void fail(const char *what)
{
	perror(what);
	exit(125);
}

/* --- in the command's process: calls of interest stop it --- */

static void install_filter(void)
{
	struct sock_filter code[CALLS + 3];
	struct sock_fprog program = {.len = CALLS + 3, .filter = code};

	code[0] = (struct sock_filter)BPF_STMT(
	        BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < CALLS; i++)
		code[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
		        (uint32_t)calls[i].number, (uint8_t)(CALLS - i), 0);
	code[CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	code[CALLS + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		fail("inject: seccomp");
}

static void run_command(char **argv)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
		fail("inject: ptrace");
	close(9);
	raise(SIGSTOP);
	install_filter();
	execvp(argv[0], argv);
	fail(argv[0]);
}

/* --- looking at a stopped process --- */

struct stopped {
	const struct call *call;
	uint64_t argument[6];
};

static bool look(pid_t pid, struct stopped *stopped)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof info, &info) <= 0)
		return false;
	for (size_t i = 0; i < CALLS; i++)
		if (calls[i].number == (int)info.seccomp.nr) {
			stopped->call = &calls[i];
			for (size_t j = 0; j < 6; j++)
				stopped->argument[j] = info.seccomp.args[j];
			return true;
		}
	return false;
}

/* What lies in /dev/shm are files in memory, in which the tests take place. */
static bool names_device(const char *path)
{
	return !strncmp(path, "/dev/", 5) && strncmp(path, "/dev/shm/", 9) != 0;
}

/* Pipes, terminals, sockets and memory are no files; nor is where the results go. */
static bool is_file(pid_t pid, uint64_t fd)
{
	char path[64], target[4096];

	if (fd <= STDERR_FILENO)
		return false;
	snprintf(path, sizeof path, "/proc/%ld/fd/%d", (long)pid, (int)fd);
	ssize_t len = readlink(path, target, sizeof target - 1);
	if (len < 0)
		return false;
	target[len] = '\0';
	return target[0] == '/' && !names_device(target) && strncmp(target, "/memfd:", 7) != 0;
}

static bool is_device(pid_t pid, uint64_t address)
{
	char path[64], text[10] = "";

	snprintf(path, sizeof path, "/proc/%ld/mem", (long)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = pread(fd, text, sizeof text - 1, (off_t)address);
	close(fd);
	return got > 0 && names_device(text);
}

static bool changes_file(pid_t pid, const struct stopped *stopped)
{
	size_t flags = stopped->call->what == OPENS ? 1 : 2;

	switch (stopped->call->what) {
	case OPENS:
	case OPENS_AT:
		return stopped->argument[flags] & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) &&
		       !is_device(pid, stopped->argument[flags - 1]);
	case WRITES:
		return is_file(pid, stopped->argument[0]);
	case CHANGES:
		return true;
	}
	return false;
}

/* A full disk is none for these. */
static bool gives_room(const struct stopped *stopped)
{
	return !strncmp(stopped->call->name, "unlink", 6) || !strcmp(stopped->call->name, "rmdir");
}

/* The call is left out; what it returned is the error. */
static void let_fail(pid_t pid, int error)
{
#if defined(__x86_64__)
	struct user_regs_struct registers;
	struct iovec all = {&registers, sizeof registers};

	if (ptrace(PTRACE_GETREGSET, pid, (void *)NT_PRSTATUS, &all))
		fail("inject: registers");
	registers.orig_rax = (unsigned long long)-1;
	registers.rax = (unsigned long long)-error;
#elif defined(__aarch64__)
	struct user_regs_struct registers;
	struct iovec all = {&registers, sizeof registers};
	int number = -1;
	struct iovec one = {&number, sizeof number};

	if (ptrace(PTRACE_GETREGSET, pid, (void *)NT_PRSTATUS, &all) ||
	        ptrace(PTRACE_SETREGSET, pid, (void *)NT_ARM_SYSTEM_CALL, &one))
		fail("inject: registers");
	registers.regs[0] = (unsigned long long)-error;
#else
#error "inject: how does a system call return here?"
#endif
	if (ptrace(PTRACE_SETREGSET, pid, (void *)NT_PRSTATUS, &all))
		fail("inject: registers");
}

/* --- the loop --- */

static void kill_all(struct tracer *tracer)
{
	for (size_t i = 0; i < tracer->alive_count; i++)
		kill(tracer->alive[i], SIGKILL);
}

static void at_call(struct tracer *tracer, pid_t pid)
{
	struct stopped stopped;

	if ((tracer->alone && pid != tracer->child) || !look(pid, &stopped) ||
	        !changes_file(pid, &stopped) || (tracer->error == ENOSPC && gives_room(&stopped)))
		return;
	tracer->count++;
	if (!tracer->wanted || tracer->count < tracer->wanted ||
	        (tracer->count > tracer->wanted && (tracer->once || !tracer->error)))
		return;
	if (tracer->count == tracer->wanted)
		tracer->hit = stopped.call->name;
	if (tracer->error)
		let_fail(pid, tracer->error);
	else if (tracer->alone)
		kill(pid, SIGKILL);
	else
		kill_all(tracer);
}

static void began(struct tracer *tracer, pid_t pid)
{
	for (size_t i = 0; i < tracer->alive_count; i++)
		if (tracer->alive[i] == pid)
			return;
	if (tracer->alive_count < ALIVE_MOST)
		tracer->alive[tracer->alive_count++] = pid;
	if (tracer->hit && !tracer->error && !tracer->alone)
		kill(pid, SIGKILL);
}

static void ended(struct tracer *tracer, pid_t pid)
{
	for (size_t i = 0; i < tracer->alive_count; i++)
		if (tracer->alive[i] == pid)
			tracer->alive[i] = tracer->alive[--tracer->alive_count];
}

/* Which signal the process goes on with. */
static int at_stop(struct tracer *tracer, pid_t pid, int status)
{
	int signal = WSTOPSIG(status), event = status >> 16;

	began(tracer, pid);
	if (event == PTRACE_EVENT_SECCOMP)
		at_call(tracer, pid);
	/* a new process begins with a stop that nobody sent */
	return event || signal == SIGSTOP || signal == SIGTRAP ? 0 : signal;
}

static int follow(struct tracer *tracer)
{
	const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
	                     PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
	int status, result = 0;
	pid_t pid;

	if (waitpid(tracer->child, &status, 0) < 0 || !WIFSTOPPED(status) ||
	        ptrace(PTRACE_SETOPTIONS, tracer->child, NULL, (void *)options))
		fail("inject: no stop");
	began(tracer, tracer->child);
	ptrace(PTRACE_CONT, tracer->child, NULL, NULL);
	while ((pid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		if (pid <= 0)
			continue;
		if (WIFSTOPPED(status)) {
			long signal = at_stop(tracer, pid, status);
			ptrace(PTRACE_CONT, pid, NULL, (void *)signal);
			continue;
		}
		ended(tracer, pid);
		if (pid == tracer->child)
			result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	}
	return result;
}

int main(int argc, char **argv)
{
	struct tracer tracer = {.hit = NULL};
	int option;

	while ((option = getopt(argc, argv, "+1on:e:")) != -1)
		switch (option) {
		case '1':
			tracer.alone = true;
			break;
		case 'o':
			tracer.once = true;
			break;
		case 'n':
			tracer.wanted = atol(optarg);
			break;
		case 'e':
			tracer.error = atoi(optarg);
			break;
		default:
			return 125;
		}
	if (optind == argc)
		return 125;
	tracer.child = fork();
	if (tracer.child < 0)
		fail("inject: fork");
	if (tracer.child == 0)
		run_command(argv + optind);
	int result = follow(&tracer);
	dprintf(9, "%ld %s\n", tracer.count, tracer.hit ? tracer.hit : "-");
	return result;
}
