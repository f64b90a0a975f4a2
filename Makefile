# touyan. `make help` lists the targets; everything is built in build/, each variant in a folder of its own there.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
ifneq ($(V),1)
.SILENT:
MAKEFLAGS += --no-print-directory
endif
MAKEFLAGS += -j$(JOBS)

# --- what may be set from outside -------------------------------------------------------------------------------
CC := $(if $(filter default undefined,$(origin CC)),gcc,$(CC))
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
B := build$(VARIANT:%=/%)

# --- what has to be installed, by the names of Debian 12 --------------------------------------------------------
BUILD_PACKAGES := gcc libc6-dev make libncurses-dev liblmdb-dev libyaml-dev libsodium-dev libutf8proc-dev \
	libjansson-dev libcsv-dev libgmp-dev gettext unicode-data bzip2 icu-devtools
TEST_PACKAGES := libcmocka-dev libvterm-dev
LINT_PACKAGES := clang clang-format clang-tidy cppcheck valgrind
BENCH_PACKAGES := libsqlite3-dev tig nnn less vim

# --- flags ------------------------------------------------------------------------------------------------------
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wformat=2 \
	-Wno-format-nonliteral -Wno-missing-field-initializers
CPPFLAGS := -D_GNU_SOURCE -I. -Ibuild/gen -DLOCALE_DIR='"$(PREFIX)/share/locale"' \
	-DCONFIG_DIR='"$(PREFIX)/share/touyan"'
CFLAGS := -std=c11 -O2 -g -fstack-protector-strong
FORTIFY := -D_FORTIFY_SOURCE=2
LDFLAGS := -Wl,--as-needed

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ifneq ($(filter san fuzz,$(VARIANT)),)
CFLAGS += -O1 $(SANITIZE) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer-no-link)
FORTIFY :=
endif
COMPILE = $(CC) $(CFLAGS) $(FORTIFY) $(WARNINGS) $(CPPFLAGS)

# What each program may link. touyan gets no store: a reference from tui to more than base, schema, io, the entities
# and the session client pulls in an object whose libraries are not here, and the link fails.
TOUYAND_LIBS := -llmdb -lyaml -lsodium -lutf8proc -lgmp -ljansson -lcsv
TOUYAN_LIBS := -lncursesw -lutf8proc -ljansson -lcsv
TEST_LIBS := -lcmocka -lvterm -lutil $(TOUYAN_LIBS) $(TOUYAND_LIBS)

# --- files ------------------------------------------------------------------------------------------------------
deep = $(sort $(wildcard $1/$2 $1/*/$2 $1/*/*/$2 $1/*/*/*/$2))
objects = $(patsubst %.c,$(B)/obj/%.o,$1)

GENERATED :=
NOT_LIBRARY := core/service/main.c
-include core/base/gen.mk

CORE := $(filter-out $(NOT_LIBRARY),$(call deep,core,*.c))
TUI := $(filter-out tui/main.c,$(call deep,tui,*.c))
HARNESS := $(call deep,tests/harness,*.c)
MAINS := $(wildcard core/service/main.c tui/main.c)
# tests/fuzz, torture and bench hold programs named *_fuzz.c …; their other files are shared by all of one folder.
PROGRAM_FOLDERS := fuzz torture bench
$(foreach f,$(PROGRAM_FOLDERS),$(eval $(f)_MAINS := $(call deep,tests/$f,*_$f.c)) \
	$(eval $(f)_SHARED := $(filter-out $($(f)_MAINS),$(call deep,tests/$f,*.c))))
TEST_MAINS := $(call deep,tests,*_test.c)
SOURCES := $(CORE) $(TUI) $(HARNESS) $(MAINS) $(TEST_MAINS) \
	$(foreach f,$(PROGRAM_FOLDERS),$($(f)_MAINS) $($(f)_SHARED))
HEADERS := $(foreach d,core tui tests,$(call deep,$d,*.h))

PROGRAMS := $(if $(wildcard core/service/main.c),$(B)/touyand) $(if $(wildcard tui/main.c),$(B)/touyan)
LIBRARIES := $(if $(CORE),$(B)/libtouyan.a) $(if $(TUI),$(B)/libtui.a)
TESTS := $(patsubst tests/%_test.c,$(B)/test/%,$(TEST_MAINS))
# T=name: of the test's file without _test.c, with or without its folders; % stands for anything.
CHOSEN := $(if $(T),$(foreach t,$(TESTS),$(if $(filter $(T:_test=),$(notdir $t) $(t:$(B)/test/%=%)),$t)),$(TESTS))
CATALOGUE := $(B)/locale/zh_CN/LC_MESSAGES/touyan.mo

# --- building ---------------------------------------------------------------------------------------------------
all: $(LIBRARIES) $(PROGRAMS) $(CATALOGUE) $(B)/config

# Rewritten only when the compiler or its flags change, which then rebuilds everything.
$(B)/flags: FORCE
	mkdir -p $(@D)
	echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' >$@

$(B)/obj/%.o: %.c $(B)/flags | $(GENERATED)
	mkdir -p $(@D)
	echo "  CC    $<"
	$(COMPILE) $(if $(WERROR),-Werror) $(EXTRA) -MMD -MP -c -o $@ $<

$(B)/obj/tests/%.o: EXTRA = -DBUILD_DIR='"$(B)"'

# As a new file, so that somebody who links meanwhile keeps the old one.
archive = echo "  AR    $@"; rm -f $@.new; ar rcs $@.new $^ && mv $@.new $@
$(B)/libtouyan.a: $(call objects,$(CORE))
	$(archive)
$(B)/libtui.a: $(call objects,$(TUI))
	$(archive)
$(B)/libharness.a: $(call objects,$(HARNESS))
	$(archive)

link = mkdir -p $(@D); echo "  LINK  $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)
TEST_ARCHIVES := $(if $(HARNESS),$(B)/libharness.a) $(if $(TUI),$(B)/libtui.a) $(if $(CORE),$(B)/libtouyan.a)

$(B)/touyand: $(B)/obj/core/service/main.o $(B)/libtouyan.a
	$(link) $(TOUYAND_LIBS)
$(B)/touyan: $(call objects,tui/main.c $(TUI)) $(B)/libtouyan.a
	$(link) $(TOUYAN_LIBS)
$(B)/test/%: $(B)/obj/tests/%_test.o $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS)
$(B)/fuzz/%: $(B)/obj/tests/fuzz/%_fuzz.o $(call objects,$(fuzz_SHARED)) $(TEST_ARCHIVES)
	$(link) -fsanitize=fuzzer $(TEST_LIBS)
$(B)/torture/%: $(B)/obj/tests/torture/%_torture.o $(call objects,$(torture_SHARED)) $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS)
$(B)/bench/%: $(B)/obj/tests/bench/%_bench.o $(call objects,$(bench_SHARED)) $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS) -lsqlite3

# The parts, in the order of their names, are one catalogue; the first translation of an id wins.
build/lang/zh_CN.po: $(sort $(wildcard config/lang/parts/*.po))
	mkdir -p $(@D)
	cat $^ | msguniq --force-po --use-first -o $@.new - && mv $@.new $@
$(CATALOGUE): build/lang/zh_CN.po
	mkdir -p $(@D)
	echo "  MSG   $@"
	msgfmt -o $@ $<

# A program finds locale/ and config/ beside itself, else where they are installed.
$(B)/config:
	mkdir -p $(@D) && ln -sfn $(CURDIR)/config $@

-include $(patsubst %.c,$(B)/obj/%.d,$(SOURCES))

# --- running ----------------------------------------------------------------------------------------------------
AGAIN = +$(MAKE)
RUN_TESTS = tools/run-tests -j $(JOBS) -t $(or $(TIMEOUT),120) -p $(B)/test/ $(CHOSEN)
NEEDED = tools/deps $(BUILD_PACKAGES) $(TEST_PACKAGES)

demo:
	tools/deps $(BUILD_PACKAGES)
	$(AGAIN) all
	[ -e build/demo ] || build/touyand demo build/demo
	exec build/touyan --store build/demo

test:
	$(NEEDED)
	$(AGAIN) run-tests
run-tests: all $(CHOSEN)
	$(if $(CHOSEN),,$(error no test is named "$(T)"; there are: $(TESTS:$(B)/test/%=%)))
	$(RUN_TESTS)

golden:
	$(NEEDED)
	GOLDEN=write $(MAKE) run-tests
	git status --short -- tests
san:
	$(NEEDED)
	$(AGAIN) VARIANT=san TIMEOUT=300 run-tests
valgrind:
	$(NEEDED) valgrind
	RUNNER="valgrind -q --error-exitcode=99 --leak-check=full" $(MAKE) TIMEOUT=1200 run-tests
fuzz:
	$(NEEDED) clang
	$(AGAIN) VARIANT=fuzz CC=clang run-fuzz
torture:
	$(NEEDED)
	$(AGAIN) run-torture
bench: bench-deps
	$(AGAIN) run-bench

# What tests/<folder> holds is run one after the other; the programs are told where the build is, and their parts
# (how long, how often) are in the README of the folder.
folder_programs = $(patsubst tests/$1/%_$1.c,$(B)/$1/%,$($1_MAINS))
$(PROGRAM_FOLDERS:%=run-%): run-%: all
$(foreach f,$(PROGRAM_FOLDERS),$(eval run-$f: $(call folder_programs,$f)))
$(PROGRAM_FOLDERS:%=run-%):
	for p in $(call folder_programs,$(@:run-%=%)); do echo "  RUN   $$p"; $(RUN_$(@:run-%=%)) $$p || exit; done
RUN_fuzz = tools/run-fuzz $(or $(SECONDS),30)

# --- checking ---------------------------------------------------------------------------------------------------
lint: lint-fast lint-format lint-cppcheck lint-tidy

lint-fast:
	tools/lint-layers $(SOURCES) $(HEADERS)
	tools/lint-size $(SOURCES) $(HEADERS)
	tools/lint-glyphs $(filter tui/%,$(SOURCES)) $(sort $(wildcard config/lang/parts/*.po))
	tools/lint-messages $(filter core/% tui/%,$(SOURCES) $(HEADERS)) -- $(sort $(wildcard config/lang/parts/*.po))
lint-format:
	clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
lint-cppcheck: | $(GENERATED)
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability -j$(JOBS) \
		--suppressions-list=tools/cppcheck.txt $(CPPFLAGS) $(CORE) $(TUI) $(MAINS)
lint-tidy: $(patsubst %.c,build/tidy/%.ok,$(SOURCES))
# Behind the object, whose dependencies know when a header changed.
build/tidy/%.ok: %.c build/obj/%.o .clang-tidy
	mkdir -p $(@D)
	echo "  TIDY  $<"
	clang-tidy --quiet --warnings-as-errors='*' $< -- -std=c11 $(CPPFLAGS) -DBUILD_DIR='""' 2>/dev/null && touch $@

format:
	clang-format -i $(SOURCES) $(HEADERS)

compile_commands.json: FORCE
	tools/compile-commands "$(COMPILE)" $(SOURCES) >$@

# --- installing -------------------------------------------------------------------------------------------------
deps:
	tools/deps $(BUILD_PACKAGES) $(TEST_PACKAGES)
bench-deps:
	tools/deps $(BUILD_PACKAGES) $(TEST_PACKAGES) $(BENCH_PACKAGES)
lint-deps:
	tools/deps $(BUILD_PACKAGES) $(TEST_PACKAGES) $(LINT_PACKAGES)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/touyan
	install $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -D -m 644 $(CATALOGUE) $(DESTDIR)$(PREFIX)/share/$(CATALOGUE:$(B)/%=%)
	cd config && find . -path ./lang -prune -o -type f -exec install -D -m 644 {} \
		$(abspath $(DESTDIR)$(PREFIX)/share/touyan)/{} \;

clean:
	rm -rf build compile_commands.json

help:
	cat tools/help.txt

FORCE:
.PHONY: FORCE all demo test run-tests golden san valgrind fuzz torture bench $(PROGRAM_FOLDERS:%=run-%) lint lint-fast \
	lint-format lint-cppcheck lint-tidy format deps bench-deps lint-deps install clean help
