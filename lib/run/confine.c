/*
 * confine.c - which calls of the kernel a program may still make.
 *
 * A filter that every user may set up, in containers too. Our own helper has a
 * list of what is allowed, the few calls that reading, computing and writing
 * need; everything else fails with EACCES, so that a library which tries to
 * open something gets an error and not a file. The programs of others change
 * from one release to the next: they have a list of what is forbidden.
 */
#define _GNU_SOURCE /* CLONE_THREAD */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#include "dubanc/subprocess.h"

#if defined(__x86_64__)
#define CAGE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CAGE_ARCH AUDIT_ARCH_AARCH64
#elif defined(__loongarch64) && defined(AUDIT_ARCH_LOONGARCH64)
#define CAGE_ARCH AUDIT_ARCH_LOONGARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define CAGE_ARCH AUDIT_ARCH_RISCV64
#endif

#ifdef CAGE_ARCH

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RET(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE RET(SECCOMP_RET_ERRNO | 13) /* EACCES */
#define NEVER(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE
/* As if this kernel had not heard of it: there is an older way that can be looked at. */
#define UNKNOWN(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RET(SECCOMP_RET_ERRNO | 38)
/* Opening a file to write to it; the flags are argument n. */
#define READ_ONLY(call, n) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[n]), \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), REFUSE, LOAD(nr)
/* A thread, never a process. */
#define THREADS_ONLY \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4), LOAD(args[0]), \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0), REFUSE, LOAD(nr)

/* What every list begins with; the x32 numbers of x86-64 are another door. */
#define DOOR \
	LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CAGE_ARCH, 1, 0), RET(SECCOMP_RET_KILL_PROCESS), \
		LOAD(nr), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1), RET(SECCOMP_RET_KILL_PROCESS)

/* ---- of others ---- */

/* What only programs of the system do, or who looks into others. */
#define COMMON \
	DOOR, NEVER(ptrace), NEVER(process_vm_readv), NEVER(process_vm_writev), NEVER(mount), NEVER(umount2), \
		NEVER(pivot_root), NEVER(chroot), NEVER(unshare), NEVER(setns), NEVER(bpf), NEVER(perf_event_open), \
		NEVER(keyctl), NEVER(add_key), NEVER(request_key), NEVER(userfaultfd), NEVER(init_module), \
		NEVER(finit_module), NEVER(delete_module), NEVER(kexec_load), NEVER(reboot), NEVER(swapon), \
		NEVER(swapoff), NEVER(open_by_handle_at), NEVER(kcmp), UNKNOWN(io_uring_setup), UNKNOWN(pidfd_getfd), \
		UNKNOWN(clone3)

static const struct sock_filter reader[] = {
	COMMON,
	NEVER(socket),
	NEVER(connect),
	NEVER(bind),
	NEVER(kill),
	THREADS_ONLY,
	READ_ONLY(openat, 2),
	UNKNOWN(openat2),
	NEVER(unlinkat),
	NEVER(renameat2),
	NEVER(mkdirat),
	NEVER(linkat),
	NEVER(symlinkat),
	NEVER(mknodat),
	NEVER(fchmodat),
	NEVER(fchmod),
	NEVER(fchownat),
	NEVER(fchown),
	NEVER(truncate),
	NEVER(ftruncate),
	NEVER(utimensat),
	NEVER(setxattr),
	NEVER(fsetxattr),
#ifdef SYS_renameat
	NEVER(renameat),
#endif
#ifdef SYS_open /* the names that younger machines never had */
	READ_ONLY(open, 1),
	NEVER(creat),
	NEVER(fork),
	NEVER(vfork),
	NEVER(unlink),
	NEVER(rename),
	NEVER(mkdir),
	NEVER(rmdir),
	NEVER(link),
	NEVER(symlink),
	NEVER(mknod),
	NEVER(chmod),
	NEVER(chown),
	NEVER(lchown),
	NEVER(utime),
	NEVER(utimes),
#endif
	RET(SECCOMP_RET_ALLOW),
};

/* LibreOffice starts itself again and talks to itself: sockets of this machine, processes. */
static const struct sock_filter writer[] = {
	COMMON,
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
	LOAD(args[0]),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
	REFUSE,
	RET(SECCOMP_RET_ALLOW),
};

/* ---- ours ---- */

#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), RET(SECCOMP_RET_ALLOW)
/* Memory may be mapped, never to be run. */
#define ALLOW_DATA(call) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[2]), \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0), RET(SECCOMP_RET_ALLOW), REFUSE
#define ALLOW_COMPUTING \
	ALLOW(read), \
	ALLOW(write), \
	ALLOW(close), \
	ALLOW(brk), \
	ALLOW(munmap), \
	ALLOW(mremap), \
	ALLOW(madvise), \
	ALLOW(fstat), \
	ALLOW(lseek), \
	ALLOW(futex), \
	ALLOW(getpid), \
	ALLOW(gettid), \
	ALLOW(getrandom), \
	ALLOW(clock_gettime), \
	ALLOW(rt_sigprocmask), \
	ALLOW(rt_sigreturn), \
	ALLOW(tgkill), \
	ALLOW(exit), \
	ALLOW(exit_group), \
	ALLOW_DATA(mmap), \
	LOAD(nr), \
	ALLOW_DATA(mprotect)

static const struct sock_filter helper[] = { DOOR, ALLOW_COMPUTING, REFUSE };

/* A workbook goes through a file of its own. */
static const struct sock_filter bookmaker[] = {
	DOOR,
	ALLOW(openat),
	ALLOW(unlinkat),
#ifdef SYS_unlink
	ALLOW(unlink),
#endif
	ALLOW(newfstatat),
	ALLOW(fcntl),
	ALLOW_COMPUTING,
	REFUSE,
};

static bool install(const struct sock_filter *rules, size_t count)
{
	/* The kernel takes a pointer that is not const and does not write to it. */
	struct sock_fprog program = { (unsigned short)count, (struct sock_filter *)(uintptr_t)rules };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

bool dbn_confine_calls(enum dbn_confine how)
{
#define INSTALL(rules) install(rules, sizeof(rules) / sizeof *(rules))
	switch (how) {
	case DBN_CONFINE_READER: return INSTALL(reader);
	case DBN_CONFINE_WRITER: return INSTALL(writer);
	case DBN_CONFINE_HELPER: return INSTALL(helper);
	case DBN_CONFINE_BOOKMAKER: return INSTALL(bookmaker);
	case DBN_CONFINE_NOT: break;
	}
#undef INSTALL
	return true;
}

bool dbn_can_confine(void)
{
	/* A filter that is nowhere: a kernel that has filters looks for it. */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
}

#else

bool dbn_can_confine(void)
{
	return false;
}

bool dbn_confine_calls(enum dbn_confine how)
{
	return how == DBN_CONFINE_NOT;
}

#endif
