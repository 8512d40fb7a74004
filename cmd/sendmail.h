/* sendmail.h - hand one message to the system's mailer. */
#ifndef SENDMAIL_H
#define SENDMAIL_H

#include "dubanc/err.h"

/* Pipes the message to `sendmail -t -i` (the usual places, then PATH). */
int sendmail(struct dbn_str message, struct dbn_err *err);

#endif
