/* test_ini.c - dubanc.ini: values, findings with lines, what iniparser would choke on. */
#include "unit.h"

#include "dubanc/conf.h"
#include "office.h"

struct seen {
	char text[4096];
};

static void collect(void *ctx, const struct dbn_diag *d)
{
	struct seen *s = ctx;
	size_t n = strlen(s->text);

	snprintf(s->text + n, sizeof s->text - n, "%zu %s\n", d->pos.line, dbn_msg_slug(d->msg));
}

static int read_text(struct dbn_conf *c, const char *text, struct seen *seen, struct dbn_err *err)
{
	char *root = office_folder();
	int ret;

	office_put(root, "dubanc.ini", text);
	dbn_conf_init(c);
	seen->text[0] = '\0';
	ret = dbn_conf_read(c, office_path(root, "dubanc.ini"), (struct dbn_sink){ collect, seen }, err);
	office_remove(root);
	return ret;
}

static void defaults_hold(void **state)
{
	struct dbn_conf c;
	struct dbn_err err = { 0 };
	struct seen seen;

	(void)state;
	assert_done(read_text(&c, "", &seen, &err), &err);
	assert_string_equal(seen.text, "");
	assert_int_equal(c.zone_minutes, 480);
	assert_int_equal(c.near_days, 3);
	assert_true(c.near_workdays);
	assert_int_equal(c.remind_count, 4);
	assert_int_equal(c.remind[2], 1);
	assert_int_equal(c.remind[3], 0); /* the day itself */
	assert_int_equal(c.behind_points, 10);
	assert_int_equal(c.ambiguous_width, 1);
	assert_false(c.lang_set);
	assert_string_equal(c.scheme, "绿黄红");
	dbn_conf_release(&c);
}

static void values_are_read(void **state)
{
	struct dbn_conf c;
	struct dbn_err err = { 0 };
	struct seen seen;

	(void)state;
	assert_done(read_text(&c, "\xef\xbb\xbf# 注\r\n[office]\r\nname = \"某市委; 督查室\" ; 注\r\nlang=en\r\nzone = -03:30\r\n"
			      "[light] ; 灯\nnear = 5d\nbehind = 15\n[remind]\nbefore = 5wd, 1wd\n[feedback]\nevery = every:month@25\n"
			      "[date]\nrest_day = next\n[close]\nevidence = required\n[assign]\nlead_rule = first\n"
			      "[term]\n本届任期 = 2026-12-31\n[event]\n汛期 = 2026/6/1\n", &seen, &err), &err);
	assert_string_equal(seen.text, "");
	assert_string_equal(c.name, "某市委; 督查室");
	assert_int_equal(c.lang, DBN_EN);
	assert_int_equal(c.zone_minutes, -210);
	assert_int_equal(c.near_days, 5);
	assert_false(c.near_workdays);
	assert_int_equal(c.behind_points, 15);
	assert_int_equal(c.remind_count, 2);
	assert_true(c.remind_workdays);
	assert_string_equal(c.feedback, "month@25");
	assert_int_equal(c.rest_day, DBN_REST_NEXT);
	assert_true(c.evidence_required && c.lead_rule_first);
	assert_int_equal(c.named_count, 2);
	assert_str(c.named[0].name, "本届任期");
	assert_int_equal(c.named[1].day, dbn_day_of(2026, 6, 1));
	dbn_conf_release(&c);
}

static void findings_have_lines(void **state)
{
	struct dbn_conf c;
	struct dbn_err err = { 0 };
	struct seen seen;

	(void)state;
	assert_done(read_text(&c, "[office]\nname = 甲\nname = 乙\nnmae = x\n[light]\nnear = 08x\nbehind = 0x10\nscheme = a;b\n"
			      "[a:b]\nc = 1\n[office]\nzone = Mars\n[term]\n届 = 2026-02-30\n", &seen, &err), &err);
	assert_string_equal(c.name, "乙");
	assert_int_equal(c.near_days, 3);
	assert_string_equal(seen.text, "3 ini-twice\n8 ini-comment\n9 ini-name\n4 ini-unknown\n6 ini-value\n7 ini-value\n"
				       "8 ini-value\n10 ini-unknown\n12 ini-value\n14 ini-named-day\n");
	dbn_conf_release(&c);
}

static void what_cannot_be_read_is_one_error(void **state)
{
	static const struct {
		const char *text;
		enum dbn_msg msg;
		size_t line;
	} rows[] = {
		{ "[office]\nname\n", DBN_MSG_INI_NO_EQUALS, 2 },
		{ "[office\n", DBN_MSG_INI_NO_EQUALS, 1 },
		{ "[office] x\n", DBN_MSG_INI_NO_EQUALS, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dbn_conf c;
		struct dbn_err err = { 0 };
		struct seen seen;

		assert_int_equal(read_text(&c, rows[i].text, &seen, &err), DBN_EDATA);
		assert_int_equal(err.diag.msg, rows[i].msg);
		assert_int_equal(err.diag.pos.line, rows[i].line);
		dbn_conf_release(&c);
	}
}

static void long_lines_and_sections_as_keys(void **state)
{
	struct dbn_conf c;
	struct dbn_err err = { 0 };
	struct seen seen;
	char text[4000] = "# ";

	(void)state;
	memset(text + 2, 'x', 3000);
	snprintf(text + 3002, sizeof text - 3002, "%s", "\n[light]\n[office]\nname = 甲\n");
	assert_done(read_text(&c, text, &seen, &err), &err); /* a long comment harms nobody */
	assert_string_equal(c.name, "甲");
	dbn_conf_release(&c);
	memcpy(text, "a = ", 4);
	assert_int_equal(read_text(&c, text, &seen, &err), DBN_EDATA);
	assert_int_equal(err.diag.msg, DBN_MSG_INI_LINE_LONG);
	dbn_conf_release(&c);
}

static void the_template_reads_back(void **state)
{
	struct dbn_conf c;
	struct dbn_err err = { 0 };
	struct seen seen;
	struct dbn_buf text, bare;

	(void)state;
	dbn_buf_init(&text, 1u << 16);
	dbn_buf_init(&bare, 1u << 16);
	dbn_conf_template(&text, DBN_STR("某市\"委\"督查室"), DBN_STR("市"), DBN_ZH);
	assert_done(read_text(&c, text.ptr, &seen, &err), &err);
	assert_string_equal(seen.text, "");
	assert_string_equal(c.name, "某市委督查室");
	assert_string_equal(c.level, "市");
	dbn_conf_release(&c);
	/* With every setting switched on, the defaults are what they say. */
	for (size_t i = 0; i < text.len; i++)
		if (!(text.ptr[i] == '#' && text.ptr[i + 1] != ' ' && (i == 0 || text.ptr[i - 1] == '\n')))
			dbn_buf_addc(&bare, text.ptr[i]);
	assert_done(read_text(&c, bare.ptr, &seen, &err), &err);
	assert_string_equal(seen.text, "");
	dbn_conf_release(&c);
	dbn_buf_release(&bare);
	dbn_buf_release(&text);
}

static void numbers_are_strict(void **state)
{
	int v = 7;

	(void)state;
	assert_true(dbn_ini_number(DBN_STR("-3"), -5, 5, &v) && v == -3);
	assert_true(dbn_ini_number(DBN_STR("08"), 0, 10, &v) && v == 8);
	assert_false(dbn_ini_number(DBN_STR("6"), -5, 5, &v));
	assert_false(dbn_ini_number(DBN_STR("0x3"), 0, 10, &v));
	assert_false(dbn_ini_number(DBN_STR(""), 0, 10, &v));
	assert_false(dbn_ini_number(DBN_STR("yes"), 0, 10, &v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_hold), cmocka_unit_test(values_are_read), cmocka_unit_test(findings_have_lines),
		cmocka_unit_test(what_cannot_be_read_is_one_error), cmocka_unit_test(long_lines_and_sections_as_keys),
		cmocka_unit_test(the_template_reads_back), cmocka_unit_test(numbers_are_strict),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
