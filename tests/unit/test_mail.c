/* test_mail.c - one message as RFC 5322 wants it. */
#include "unit.h"

#include "dubanc/mail.h"

static struct dbn_mail sample(void)
{
	return (struct dbn_mail){
		.from_name = DBN_STR("青湾县督查室"), .from = DBN_STR("duban@example.org"),
		.to_name = DBN_STR("县水利局"), .to = DBN_STR("shuili@example.org"),
		.subject = DBN_STR("督办提醒"), .id = DBN_STR("N1@example.org"),
		.day = dbn_day_of(2026, 1, 5), .seconds = 8 * 3600, .zone_minutes = 480,
		.text = DBN_STR("逾期 1 项\n"), .html = DBN_STR(""),
	};
}

static void whole_message(void **state)
{
	struct dbn_mail mail = sample();
	struct dbn_err err = { 0 };
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1u << 20);
	assert_int_equal(dbn_mail_write(&b, &mail, &err), DBN_OK);
	assert_str(dbn_buf_str(&b),
		   "Date: Mon, 05 Jan 2026 08:00:00 +0800\r\n"
		   "From: =?UTF-8?B?6Z2S5rm+5Y6/552j5p+l5a6k?= <duban@example.org>\r\n"
		   "To: =?UTF-8?B?5Y6/5rC05Yip5bGA?= <shuili@example.org>\r\n"
		   "Subject: =?UTF-8?B?552j5Yqe5o+Q6YaS?=\r\n"
		   "Message-ID: <N1@example.org>\r\n"
		   "Auto-Submitted: auto-generated\r\n"
		   "MIME-Version: 1.0\r\n"
		   "Content-Type: text/plain; charset=UTF-8\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\n"
		   "6YC+5pyfIDEg6aG5DQo=\r\n");
	dbn_buf_release(&b);
}

/* A subject cannot start a header of its own, and long ones are folded. */
static void headers_cannot_be_injected(void **state)
{
	struct dbn_mail mail = sample();
	struct dbn_err err = { 0 };
	struct dbn_str rest;
	struct dbn_buf b;

	(void)state;
	dbn_buf_init(&b, 1u << 20);
	mail.subject = DBN_STR("x\r\nBcc: all@example.org");
	assert_int_equal(dbn_mail_write(&b, &mail, &err), DBN_OK);
	assert_true(dbn_str_find(dbn_buf_str(&b), DBN_STR("\nBcc:")) == DBN_NONE);
	dbn_buf_clear(&b);
	mail.subject = DBN_STR("关于报送二〇二六年第一季度重点任务落实情况并对照清单逐项说明未完成原因的督办通知");
	assert_int_equal(dbn_mail_write(&b, &mail, &err), DBN_OK);
	rest = dbn_buf_str(&b);
	while (rest.ptr)
		assert_true(dbn_str_split(&rest, '\n').len <= 79);
	dbn_buf_release(&b);
}

static void addresses_are_checked(void **state)
{
	static const char *const good[] = { "a@b", "first.last+tag@mail.example.org" };
	static const char *const bad[] = { "", "a", "@b", "a@", "a b@c", "a@b@c", "甲@example.org",
					   "-t@example.org", "a@b\r\nBcc: c@d", "<a@b>" };
	struct dbn_mail mail = sample();
	struct dbn_err err = { 0 };
	struct dbn_buf b;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(dbn_mail_address(dbn_str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(dbn_mail_address(dbn_str_of(bad[i])));
	dbn_buf_init(&b, 1u << 20);
	mail.to = DBN_STR("ok@example.org; not an address");
	assert_int_equal(dbn_mail_write(&b, &mail, &err), DBN_EDATA);
	assert_string_equal(err.diag.args[0], "not an address");
	dbn_buf_release(&b);
}

static void alternative_body(void **state)
{
	struct dbn_mail mail = sample();
	struct dbn_err err = { 0 };
	struct dbn_buf b;

	(void)state;
	mail.html = DBN_STR("<p>逾期</p>");
	dbn_buf_init(&b, 1u << 20);
	assert_int_equal(dbn_mail_write(&b, &mail, &err), DBN_OK);
	assert_true(dbn_str_find(dbn_buf_str(&b), DBN_STR("multipart/alternative")) != DBN_NONE);
	assert_true(dbn_str_find(dbn_buf_str(&b), DBN_STR("text/html")) != DBN_NONE);
	assert_true(dbn_str_ends(dbn_buf_str(&b), DBN_STR("--=_dubanc_alternative_=--\r\n")));
	dbn_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_message),
		cmocka_unit_test(headers_cannot_be_injected),
		cmocka_unit_test(addresses_are_checked),
		cmocka_unit_test(alternative_body),
	};

	return !!cmocka_run_group_tests(tests, NULL, NULL);
}
