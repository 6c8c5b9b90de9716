/* Copyright 2026 The OnRecord authors
 * SPDX-License-Identifier: Apache-2.0 */

/* The input goes through a file without a name, so that nobody waits for anybody: what a pipe cannot hold would stop both. */
#include "document/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE_BYTES = 64 * 1024 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void limit(int what, rlim_t most) {
  const struct rlimit bound = {most, most};
  setrlimit(what, &bound);
}

/* In the child, between fork and exec: only what is safe there. The reason why it did not start goes into `trouble`. */
static void become(const char* const* argv, int in, int out, int trouble, const CommandLimits* limits) {
  const int nothing = open("/dev/null", O_WRONLY);
  if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(nothing, STDERR_FILENO) >= 0) {
    limit(RLIMIT_AS, limits->memory);
    limit(RLIMIT_CPU, (rlim_t)limits->seconds);
    limit(RLIMIT_CORE, 0);
    signal(SIGPIPE, SIG_DFL);
    execvp(argv[0], (char* const*)(uintptr_t)argv);
  }
  const int why = errno;
  if (write(trouble, &why, sizeof why) < 0) _exit(126);
  _exit(127);
}

static Status take_output(int fd, const char* name, const CommandLimits* limits, Buffer* out) {
  const double end   = now() + limits->seconds;
  const size_t start = out->len;
  for (;;) {
    const double  left = end - now();
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    const int     some = left > 0 ? poll(&wait, 1, (int)(left * 1000) + 1) : 0;
    if (some < 0 && errno == EINTR) continue;
    if (some <= 0) return fail(ERR_LIMIT, "%s took more than %d seconds and was ended", name, limits->seconds);
    buffer_reserve(out, PIECE_BYTES);
    const ssize_t n = read(fd, out->bytes + out->len, PIECE_BYTES);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(ERR_IO, "%s: %s", name, strerror(errno));
    if (!n) return OK;
    out->len += (size_t)n;
    if (out->len - start > limits->output)
      return fail(ERR_LIMIT, "%s wrote more than %zu MB and was ended", name, limits->output / (1024 * 1024));
  }
}

static Status run(const char* const* argv, int in, const CommandLimits* limits, Buffer* out, int* code) {
  int pipes[2], troubles[2];
  if (pipe2(pipes, O_CLOEXEC)) return fail(ERR_IO, "%s: %s", argv[0], strerror(errno));
  if (pipe2(troubles, O_CLOEXEC)) return close(pipes[0]), close(pipes[1]), fail(ERR_IO, "%s: %s", argv[0], strerror(errno));
  const pid_t child = fork();
  if (!child) become(argv, in, pipes[1], troubles[1], limits);
  const int forking = errno;
  close(pipes[1]);
  close(troubles[1]);
  Status status = OK;
  int    why = 0, state = 0;
  if (child < 0) {
    status = fail(ERR_LIMIT, "%s: %s; close other programs and run it again", argv[0], strerror(forking));
  } else {
    if (read(troubles[0], &why, sizeof why) != sizeof why) why = 0; // closed by exec
    status = take_output(pipes[0], argv[0], limits, out);
    if (status != OK) kill(child, SIGKILL);
    while (waitpid(child, &state, 0) < 0 && errno == EINTR) {}
  }
  close(pipes[0]);
  close(troubles[0]);
  *code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
  if (why == ENOENT) return fail(ERR_NOT_FOUND, "%s: not installed", argv[0]);
  if (why) return fail(ERR_IO, "%s: %s", argv[0], strerror(why));
  if (status == OK && WIFSIGNALED(state) && WTERMSIG(state) == SIGXCPU)
    return fail(ERR_LIMIT, "%s took more than %d seconds and was ended", argv[0], limits->seconds);
  return status;
}

Status command_filter(const char* const* argv, Slice input, const CommandLimits* limits, Buffer* out, int* code) {
  *code      = -1;
  FILE* file = tmpfile();
  if (!file || (input.len && fwrite(input.ptr, 1, input.len, file) != input.len) || fflush(file) || fseek(file, 0, SEEK_SET)) {
    const Status status = fail(ERR_IO, "%s: no temporary file for it (%s); is there room in the folder for them?", argv[0], strerror(errno));
    if (file) fclose(file);
    return status;
  }
  const Status status = run(argv, fileno(file), limits, out, code);
  fclose(file);
  return status;
}
