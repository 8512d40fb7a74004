/* fuzz_ofd.c - any bytes as an OFD file: whole, or as page, document, root, font (NUL between). */
#include "decode.h"

static const char resources[] =
	"<Res BaseLoc=\"Res\"><Fonts><Font ID=\"1\"><FontFile>f.ttf</FontFile></Font></Fonts></Res>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dbn_str rest = { (const char *)data, size }, page, font;
	struct dbn_buf part;
	struct pack z;

	if (dbn_str_starts(rest, DBN_STR("PK"))) {
		fuzz_read(dec_ofd, rest);
		return 0;
	}
	dbn_buf_init(&part, 1 << 20);
	pack_init(&z);
	page = fuzz_piece(&rest);
	join3(&part, "<Page><Content><Layer>", page, "</Layer></Content></Page>");
	pack_add(&z, "Doc_0/Pages/Page_0/Content.xml", dbn_buf_str(&part));
	font = fuzz_piece(&rest);
	pack_add(&z, "Doc_0/Res/f.ttf", font);
	pack_addz(&z, "Doc_0/PublicRes.xml", resources);
	if (rest.ptr)
		pack_add(&z, "Doc_0/Document.xml", fuzz_piece(&rest));
	else
		pack_addz(&z, "Doc_0/Document.xml",
			  "<Document><CommonData><PublicRes>PublicRes.xml</PublicRes></CommonData><Pages>"
			  "<Page BaseLoc=\"Pages/Page_0/Content.xml\"/></Pages></Document>");
	if (rest.ptr)
		pack_add(&z, "OFD.xml", fuzz_piece(&rest));
	else
		pack_addz(&z, "OFD.xml", OFD_ROOT("Doc_0/Document.xml"));
	fuzz_read(dec_ofd, pack_end(&z));
	pack_release(&z);
	dbn_buf_release(&part);
	return 0;
}
