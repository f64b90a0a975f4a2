# Tables made at build time from Debian's Unicode data (packages: unicode-data, bzip2, icu-devtools, libutf8proc-dev).
UNICODE_DATA ?= /usr/share/unicode

GENERATED += build/gen/width_table.h build/gen/pinyin_table.h

# Ranges whose East Asian Width is A: utf8proc does not know them.
build/gen/width_table.h: $(UNICODE_DATA)/EastAsianWidth.txt core/base/gen.mk
	mkdir -p $(@D)
	awk -F'[; ]' 'BEGIN { print "#define WIDTH_AMBIGUOUS \\" } \
		/^[0-9A-F]/ && $$2 == "A" { n = split($$1, r, "[.][.]"); \
			printf "\t{0x%s, 0x%s}, \\\n", r[1], r[n] } \
		END { print "" }' $< > $@.new && mv $@.new $@

PINYIN_GEN_PARTS := tools/pinyin_gen.c core/base/text.c core/base/utf8.c

# Always for this machine, whatever the variant; never with a sanitizer.
build/gen/pinyin_gen: $(PINYIN_GEN_PARTS) core/base/text.h
	mkdir -p $(@D)
	$(CC) -std=c11 -O1 -D_GNU_SOURCE -I. -o $@ $(PINYIN_GEN_PARTS) -lutf8proc

# uconv is ICU's; it reads one character a line, so that each stands where a surname stands.
build/gen/pinyin_table.h: build/gen/pinyin_gen tools/readings.txt $(UNICODE_DATA)/Unihan_Readings.txt.bz2
	build/gen/pinyin_gen list > build/gen/han.txt
	uconv -f UTF-8 -t UTF-8 -x 'Han-Latin/Names' build/gen/han.txt > build/gen/han_names.txt
	uconv -f UTF-8 -t UTF-8 -x 'Han-Latin' build/gen/han.txt > build/gen/han_plain.txt
	bzcat $(UNICODE_DATA)/Unihan_Readings.txt.bz2 | build/gen/pinyin_gen build/gen/han_names.txt \
		build/gen/han_plain.txt tools/readings.txt > $@.new && mv $@.new $@
