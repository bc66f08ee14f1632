/* Faults of a disk, put between a program and the C library by LD_PRELOAD: for files below one folder, the N-th operation that
   changes the disk dies, fails or is cut short; or everything that is written and made fast is written down, so that a power cut
   at any point can be played back. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { COUNT, KILL_BEFORE, KILL_TORN, KILL_AFTER, FAIL_ONCE, FAIL_FROM, SHORT_ONCE };
enum { MOST_FILES = 4096, NAME = 512 };

static char folder[NAME];
static enum mode mode = COUNT;
static long at = -1, seen = 0;
static int error_number = EIO, log_file = -1, armed = 0;
static char names[MOST_FILES][NAME];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void disk_arm(const char *prefix, int how, long number, int error, const char *log) {
    snprintf(folder, NAME, "%s", prefix);
    mode = how, at = number, error_number = error, seen = 0;
    memset(names, 0, sizeof names);
    if (log && *log) log_file = syscall(SYS_open, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    armed = 1;
}

long disk_seen(void) { return seen; }

static void note(const char *what, const char *name, long offset, const void *data, long length) {
    if (log_file < 0) return;
    char head[NAME + 80];
    int size = snprintf(head, sizeof head, "%s\t%s\t%ld\t%ld\n", what, name, offset, data ? length : 0);
    pthread_mutex_lock(&lock);
    syscall(SYS_write, log_file, head, size);
    if (data && length) syscall(SYS_write, log_file, data, length);
    pthread_mutex_unlock(&lock);
}

void disk_mark(const char *words) { if (armed) note("mark", words, 0, NULL, 0); }

static int ours(const char *path) { return armed && path && !strncmp(path, folder, strlen(folder)); }

static const char *file_of(int fd) { return armed && fd >= 0 && fd < MOST_FILES && names[fd][0] ? names[fd] : NULL; }

/* What is to happen to this operation: 0 let it be, 1 fail, 2 cut it short, 3 half of it and die, 4 do it and die. */
static int verdict(void) {
    long number = __sync_fetch_and_add(&seen, 1);
    if (mode == COUNT || number < at || (number > at && mode != FAIL_FROM)) return 0;
    switch (mode) {
        case KILL_BEFORE: kill(getpid(), SIGKILL); pause();
        case KILL_TORN: return 3;
        case KILL_AFTER: return 4;
        case FAIL_ONCE: case FAIL_FROM: errno = error_number; return 1;
        case SHORT_ONCE: return 2;
        default: return 0;
    }
}

static void die(void) { kill(getpid(), SIGKILL); pause(); }

static void opened(int fd, const char *path) {
    if (fd >= 0 && fd < MOST_FILES) snprintf(names[fd], NAME, "%s", ours(path) ? path : "");
}

#define OPENER(name)                                                            \
    int name(const char *path, int flags, ...) {                               \
        mode_t rights = 0;                                                      \
        if (flags & O_CREAT) { va_list more; va_start(more, flags); rights = va_arg(more, int); va_end(more); } \
        int fd = REAL(name)(path, flags, rights);                               \
        opened(fd, path);                                                       \
        if (fd >= 0 && ours(path) && (flags & O_TRUNC)) note("cut", path, 0, NULL, 0); \
        return fd;                                                              \
    }
OPENER(open)
OPENER(open64)

int close(int fd) {
    if (fd >= 0 && fd < MOST_FILES) names[fd][0] = 0;
    return REAL(close)(fd);
}

static ssize_t written(int fd, const void *data, size_t length, off_t offset, int placed) {
    const char *name = file_of(fd);
    int what = name ? verdict() : 0;
    if (what == 1) return -1;
    size_t wanted = what == 2 || what == 3 ? length / 2 : length;
    off_t place = placed ? offset : name ? lseek(fd, 0, (REAL(fcntl))(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR) : 0;
    ssize_t done = placed ? syscall(SYS_pwrite64, fd, data, wanted, offset) : syscall(SYS_write, fd, data, wanted);
    if (name && done > 0) note("write", name, place, data, done);
    if (what >= 3) die();
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return written(fd, data, length, offset, 1); }

static int simple(const char *what, const char *name, long number, long (*act)(long, long), long one, long other) {
    int say = name ? verdict() : 0;
    if (say == 1) return -1;
    if (say == 3) die();
    long done = act(one, other);
    if (name && done == 0) note(what, name, number, NULL, 0);
    if (say >= 3) die();
    return (int)done;
}

static long do_fsync(long fd, long unused) { (void)unused; return syscall(SYS_fsync, fd); }
static long do_fdatasync(long fd, long unused) { (void)unused; return syscall(SYS_fdatasync, fd); }
static long do_ftruncate(long fd, long size) { return syscall(SYS_ftruncate, fd, size); }
static long do_unlink(long path, long unused) { (void)unused; return syscall(SYS_unlink, path); }
static long do_rename(long from, long to) { return syscall(SYS_rename, from, to); }

int fsync(int fd) { return simple("sync", file_of(fd), 0, do_fsync, fd, 0); }
int fdatasync(int fd) { return simple("sync", file_of(fd), 0, do_fdatasync, fd, 0); }
int ftruncate(int fd, off_t size) { return simple("size", file_of(fd), size, do_ftruncate, fd, size); }
int ftruncate64(int fd, off64_t size) { return simple("size", file_of(fd), size, do_ftruncate, fd, size); }
int unlink(const char *path) { return simple("unlink", ours(path) ? path : NULL, 0, do_unlink, (long)path, 0); }
int rename(const char *from, const char *to) {
    char both[2 * NAME];
    snprintf(both, sizeof both, "%s -> %s", from, to);
    return simple("rename", ours(to) ? both : NULL, 0, do_rename, (long)from, (long)to);
}
