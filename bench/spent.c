/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * spent COMMAND [ARGUMENT ...] - what a command took.
 *
 * Runs it with its output on the standard error, and prints on the
 * standard output its seconds by the clock, its seconds of processor and
 * the most memory it held, in MiB, pages of files mapped into it included.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int n, char **args)
{
	double before = seconds();
	struct rusage used;
	int status;
	pid_t pid;

	if (n < 2) {
		fprintf(stderr, "usage: spent COMMAND [ARGUMENT ...]\n");
		return 2;
	}
	pid = fork();
	if (pid == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(args[1], args + 1);
		perror(args[1]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid) {
		perror("spent");
		return 1;
	}
	printf("%.3f %.3f %ld\n", seconds() - before,
	    of(used.ru_utime) + of(used.ru_stime), used.ru_maxrss / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
