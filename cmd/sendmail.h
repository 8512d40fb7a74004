/* sendmail.h - hand one message to the system's mailer. */
#ifndef SENDMAIL_H
#define SENDMAIL_H

#include "dubanc/err.h"

/* Pipes the message to `sendmail -t -i` (the usual places, then PATH); an error names the unit
 * and its address. */
int sendmail(struct dbn_str message, struct dbn_str unit, struct dbn_str address, struct dbn_err *err);

#endif
