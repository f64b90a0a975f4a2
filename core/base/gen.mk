# Tables made at build time from Debian's Unicode data (packages: unicode-data, bzip2, icu-devtools).
UNICODE_DATA ?= /usr/share/unicode

GENERATED += build/gen/width_table.h

# Ranges whose East Asian Width is A: utf8proc does not know them.
build/gen/width_table.h: $(UNICODE_DATA)/EastAsianWidth.txt core/base/gen.mk
	@mkdir -p $(@D)
	awk -F'[; ]' 'BEGIN { print "#define WIDTH_AMBIGUOUS \\" } \
		/^[0-9A-F]/ && $$2 == "A" { n = split($$1, r, "[.][.]"); \
			printf "\t{0x%s, 0x%s}, \\\n", r[1], r[n] } \
		END { print "" }' $< > $@.new && mv $@.new $@
