/* convert.h - what decode.c and convert.c share (private to lib/run). */
#ifndef RUN_CONVERT_H
#define RUN_CONVERT_H

#include "dubanc/decode.h"
#include "dubanc/subprocess.h"

struct decode_job {
	const struct dbn_decode_opts *opts; /* its limits are set */
	const char *name;
	struct dbn_buf *out;
	struct dbn_sink sink;
	struct dbn_err *err;
};

/* Runs the helper on bytes; appends its text to job->out. */
int decode_helper(const struct decode_job *job, const char *mode, struct dbn_str bytes, bool converted);
/*
 * DBN_OK, or the error for a program that was killed or failed: it names the limit
 * that ended it. `ours` is the helper, whose limits are others than those of tools.
 */
int decode_judge(const struct decode_job *job, const struct dbn_run *run, const char *tool, bool ours);
/*
 * Begins argv with a cage for the tool, if there is one, and the tool itself;
 * else it is confined by the run. run->home is the one place it may write to,
 * or NULL. Gives how many words.
 */
size_t decode_cage(const struct decode_job *job, const char *tool, struct dbn_run *run, const char **argv);
/* Old formats: LibreOffice makes docx or xlsx of them, which the helper reads. */
int decode_convert(const struct decode_job *job, enum dbn_filekind kind, struct dbn_str bytes);

#endif
