/* mark.h - the words that stand alone at the head of a paper (GB/T 9704), for dbn_scan_any_at(). */
#ifndef MARK_H
#define MARK_H

#define MARK_GRADES "绝密|机密|秘密"
#define MARK_URGENCY "特提|特急|加急|平急|急件"
#define MARK_INTERNAL "内部资料|内部文件|内部|工作秘密"

#endif
