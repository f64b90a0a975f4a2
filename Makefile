# touyan. `make help` lists the targets; everything is built in build/, each variant in a folder of its own there.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
ifneq ($(V),1)
.SILENT:
MAKEFLAGS += --no-print-directory
endif
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(JOBS)
endif

# --- what may be set from outside -------------------------------------------------------------------------------
CC := $(if $(filter default undefined,$(origin CC)),gcc,$(CC))
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
B := build$(VARIANT:%=/%)

# --- what has to be installed, by the names of Debian 12 --------------------------------------------------------
BUILD_PACKAGES := gcc libc6-dev make libncurses-dev liblmdb-dev libyaml-dev libsodium-dev libutf8proc-dev \
	libjansson-dev libcsv-dev libgmp-dev gettext help2man unicode-data bzip2 icu-devtools
TEST_PACKAGES := libcmocka-dev libvterm-dev
LINT_PACKAGES := clang clang-format clang-tidy cppcheck valgrind
BENCH_PACKAGES := libsqlite3-dev sqlite3 tig nnn less vim git

# --- flags ------------------------------------------------------------------------------------------------------
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wformat=2 \
	-Wno-format-nonliteral -Wno-missing-field-initializers
CPPFLAGS := -D_GNU_SOURCE -I. -Ibuild/gen -DLOCALE_DIR='"$(PREFIX)/share/locale"' \
	-DCONFIG_DIR='"$(PREFIX)/share/touyan"'
CFLAGS := -std=c11 -O2 -g -fstack-protector-strong
FORTIFY := -D_FORTIFY_SOURCE=2
LDFLAGS := -Wl,--as-needed

# gcc says by that name that it sanitizes, clang does not.
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer \
	-D__SANITIZE_ADDRESS__=1
ifneq ($(filter san fuzz,$(VARIANT)),)
CFLAGS += -O1 $(SANITIZE) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer-no-link)
FORTIFY :=
endif
ifneq ($(filter tsan,$(VARIANT)),)
CFLAGS += -O1 -fsanitize=thread
FORTIFY :=
endif
quoted = '$(subst ','\'',$1)'
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
# Puts what a fuzz target has met through it again; libFuzzer brings a main() of its own.
REPLAY := tests/fuzz/replay.c
fuzz_SHARED := $(filter-out $(REPLAY),$(fuzz_SHARED))
TEST_MAINS := $(call deep,tests,*_test.c)
# Libraries that tests put between a program and its system calls.
FAULTS := $(wildcard tests/faults/fail_*.c tests/faults/record_*.c)
SOURCES := $(CORE) $(TUI) $(HARNESS) $(MAINS) $(TEST_MAINS) $(FAULTS) tests/extra/book.c $(REPLAY) \
	$(foreach f,$(PROGRAM_FOLDERS),$($(f)_MAINS) $($(f)_SHARED))
HEADERS := $(foreach d,core tui tests,$(call deep,$d,*.h))

PROGRAMS := $(if $(wildcard core/service/main.c),$(B)/touyand) $(if $(wildcard tui/main.c),$(B)/touyan)
LIBRARIES := $(if $(CORE),$(B)/libtouyan.a) $(if $(TUI),$(B)/libtui.a)
TESTS := $(patsubst tests/%_test.c,$(B)/test/%,$(TEST_MAINS)) \
	$(patsubst tests/%_fuzz.c,$(B)/test/%,$(fuzz_MAINS))
# T=name: of the test's file without _test.c, with or without its folders; % stands for anything. T=tui/NAME.keys: that
# script alone.
export SCRIPT := $(patsubst %,tests/%,$(filter tui/%.keys,$(T)))
CHOSEN := $(if $(SCRIPT),$(B)/test/tui/script,$(if $(T),$(foreach t,$(TESTS),$(if $(filter $(T:_test=),$(notdir $t) $(t:$(B)/test/%=%)),$t)),$(TESTS)))
CHOSEN := $(filter-out $(WITHOUT:%=$(B)/test/%),$(CHOSEN))
PARTS := $(sort $(wildcard config/lang/parts/*.po))
CATALOGUE := $(B)/locale/zh_CN/LC_MESSAGES/touyan.mo
MANUALS := $(patsubst tools/man/%.h2m,$(B)/man/%.1,$(wildcard tools/man/*.h2m))

# --- building ---------------------------------------------------------------------------------------------------
all: $(LIBRARIES) $(PROGRAMS) $(CATALOGUE) $(B)/config $(MANUALS) ## build the programs in build/

# Rewritten only when the compiler or its flags change, which then rebuilds everything.
$(B)/flags: FORCE
	mkdir -p $(@D)
	echo $(call quoted,$(COMPILE)) | cmp -s - $@ || echo $(call quoted,$(COMPILE)) >$@

$(B)/obj/%.o: %.c $(B)/flags | $(GENERATED)
	mkdir -p $(@D)
	echo "  CC    $<"
	$(COMPILE) $(if $(WERROR),-Werror) $(EXTRA) -MMD -MP -c -o $@ $<

$(B)/obj/tests/%.o: EXTRA = -DBUILD_DIR='"$(B)"'

# Rewritten only when a file came or went: the object of one that went, or came back, may be older than the archive.
$(B)/sources: FORCE
	mkdir -p $(@D)
	echo $(CORE) $(TUI) $(HARNESS) | cmp -s - $@ || echo $(CORE) $(TUI) $(HARNESS) >$@

# As a new file, so that somebody who links meanwhile keeps the old one.
archive = echo "  AR    $@"; rm -f $@.new; ar rcs $@.new $(filter %.o,$^) && mv $@.new $@
$(B)/libtouyan.a: $(call objects,$(CORE)) $(B)/sources
	$(archive)
$(B)/libtui.a: $(call objects,$(TUI)) $(B)/sources
	$(archive)
$(B)/libharness.a: $(call objects,$(HARNESS)) $(B)/sources
	$(archive)

link = mkdir -p $(@D); echo "  LINK  $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^)
TEST_ARCHIVES := $(if $(HARNESS),$(B)/libharness.a) $(if $(TUI),$(B)/libtui.a) $(if $(CORE),$(B)/libtouyan.a)

$(B)/touyand: $(B)/obj/core/service/main.o $(B)/libtouyan.a
	$(link) $(TOUYAND_LIBS)
$(B)/touyan: $(call objects,tui/main.c $(TUI)) $(B)/libtouyan.a
	$(link) $(TOUYAN_LIBS)
# The same programs with one record more: what an entity gets by being in the list.
$(B)/extra/touyand: $(B)/obj/core/service/main.o $(B)/obj/tests/extra/book.o $(B)/libtouyan.a
	$(link) $(TOUYAND_LIBS)
$(B)/extra/touyan: $(call objects,tui/main.c tests/extra/book.c $(TUI)) $(B)/libtouyan.a
	$(link) $(TOUYAN_LIBS)
$(filter $(B)/test/extra/%,$(TESTS)): $(B)/extra/touyan $(B)/extra/touyand
$(B)/test/core/%: $(B)/obj/tests/core/%_test.o $(filter-out %/libtui.a,$(TEST_ARCHIVES))
	$(link) $(TEST_LIBS)
$(B)/test/%: $(B)/obj/tests/%_test.o $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS)
$(B)/test/fuzz/%: $(B)/obj/tests/fuzz/%_fuzz.o $(call objects,$(REPLAY) $(fuzz_SHARED)) $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS)
$(B)/fuzz/%: $(B)/obj/tests/fuzz/%_fuzz.o $(call objects,$(fuzz_SHARED)) $(TEST_ARCHIVES)
	$(link) -fsanitize=fuzzer $(TEST_LIBS)
$(B)/torture/%: $(B)/obj/tests/torture/%_torture.o $(call objects,$(torture_SHARED)) $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS)
$(B)/bench/%: $(B)/obj/tests/bench/%_bench.o $(call objects,$(bench_SHARED)) $(TEST_ARCHIVES)
	$(link) $(TEST_LIBS) -lsqlite3

# What --help says, as a manual page.
$(B)/man/%.1: $(B)/% tools/man/%.h2m
	mkdir -p $(@D)
	echo "  MAN   $@"
	LC_ALL=C.UTF-8 help2man --no-info --name="$(TITLE_$*)" --include=tools/man/$*.h2m --output=$@ $<
TITLE_touyan := records and evaluates the work of Party groups
TITLE_touyand := keeps the records of a court's Party groups

# Never sanitized: it is in the program before the sanitizer is.
$(B)/faults/%.so: tests/faults/%.c
	mkdir -p $(@D)
	echo "  LINK  $@"
	$(CC) -std=c11 -O2 -g $(WARNINGS) $(if $(WERROR),-Werror) $(CPPFLAGS) -shared -fPIC -o $@ $< -ldl
$(filter $(B)/test/faults/%,$(TESTS)) $(B)/torture/faults $(B)/torture/crash: $(FAULTS:tests/%.c=$(B)/%.so)

build/lang/zh_CN.po: $(PARTS) tools/join-catalogue
	mkdir -p $(@D)
	tools/join-catalogue $(PARTS) >$@.new && mv $@.new $@
# Without the name of its characters: gettext would look for a converter, which it needs not, and when there is no memory
# for one it ends by a signal.
$(CATALOGUE): build/lang/zh_CN.po
	mkdir -p $(@D)
	echo "  MSG   $@"
	msgfmt -o $@.new $<
	LC_ALL=C sed -i 's/charset=UTF-8/xharset=UTF-8/' $@.new && mv $@.new $@

# A program finds locale/ and config/ beside itself, else where they are installed.
$(B)/config:
	mkdir -p $(@D) && ln -sfn "$(CURDIR)/config" $@

-include $(patsubst %.c,$(B)/obj/%.d,$(SOURCES))

# --- running ----------------------------------------------------------------------------------------------------
RUN_TESTS = tools/run-tests -j $(JOBS) -t $(or $(TIMEOUT),120) -p $(B)/test/ $(CHOSEN)
NEEDED = tools/deps $(BUILD_PACKAGES) $(TEST_PACKAGES)

demo: ## install what is missing, build, make the demo court in build/demo, open it
	tools/deps $(BUILD_PACKAGES)
	$(MAKE) all
	[ -e build/demo ] || build/touyand demo build/demo
	exec build/touyan --store build/demo
test: ## install what is missing, build, run the tests; T=name runs one (T=v% all that start with v)
	$(NEEDED)
	$(MAKE) run-tests
run-tests: $(CHOSEN)
	$(if $(CHOSEN),,echo 'no test is named "$(T)"; there are: $(TESTS:$(B)/test/%=%)')
	$(RUN_TESTS)
golden: ## run the tests and let them rewrite their golden files; read the difference before committing
	$(NEEDED)
	GOLDEN=write $(MAKE) run-tests
	git status --short -- tests
san: ## the tests under address and undefined behaviour sanitizers
	$(NEEDED)
	$(MAKE) VARIANT=san TIMEOUT=300 run-tests
tsan: ## what runs in threads, under the thread sanitizer
	$(NEEDED)
	$(MAKE) VARIANT=tsan TIMEOUT=300 T=core/store/gather_all run-tests
# LMDB and ncurses keep pointers into the middle of what is theirs ("possibly lost"). tests/faults put a library of their
# own where valgrind is.
valgrind: ## the tests under valgrind
	$(NEEDED) valgrind
	RUNNER="valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
		--errors-for-leak-kinds=definite --suppressions=tools/valgrind.supp" $(MAKE) TIMEOUT=1200 WITHOUT=faults/% run-tests
fuzz: ## fuzz every parser for FUZZ_SECONDS (30) each; T=name one
	$(NEEDED) clang
	$(MAKE) VARIANT=fuzz CC=clang run-fuzz
# With the address sanitizer, a share on each processor; SEED=N MUTATIONS=M, as a run prints them, repeats it.
mutations: ## a million (MUTATIONS=N) mutations of files of rules
	$(NEEDED)
	$(MAKE) VARIANT=san build/san/test/fuzz/rules
	tools/run-mutations $(or $(MUTATIONS),1000000) build/san/test/fuzz/rules
torture: ## what takes long: kills, faults, crash images
	$(NEEDED)
	$(MAKE) run-torture
bench: bench-deps ## measure against the yardsticks; BENCH_README=1 puts the table into README.md
	$(MAKE) run-bench

FUZZ_SECONDS ?= 30
RUN_fuzz = tools/run-fuzz $(FUZZ_SECONDS)
RUN_bench = tools/run-bench
folder_programs = $(filter $(if $(T),$(T:%=$(B)/$1/%),%),$(patsubst tests/$1/%_$1.c,$(B)/$1/%,$($1_MAINS)))
$(foreach f,$(PROGRAM_FOLDERS),$(eval run-$f: $(call folder_programs,$f)))
# Whatever runs the programs is built with them as they are now, however it is started. Tests of core run touyand only
# and need not wait for tui to compile; those of fuzz run none.
$(filter $(B)/test/core/%,$(TESTS)): | $(B)/config $(B)/touyand
$(filter-out $(B)/test/core/% $(B)/test/fuzz/%,$(TESTS)) $(foreach f,torture bench,$(call folder_programs,$f)): | all
$(PROGRAM_FOLDERS:%=run-%): run-%: all
	for p in $(call folder_programs,$*); do echo "  RUN   $$p"; $(RUN_$*) $$p || exit; done

# --- checking ---------------------------------------------------------------------------------------------------
lint: lint-fast lint-format lint-cppcheck lint-tidy ## layers, sizes, glyphs, messages, format, cppcheck, clang-tidy
lint-fast:
	tools/lint-all "$(SOURCES) $(HEADERS)" "$(PARTS)"
lint-format:
	clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
lint-cppcheck: | $(GENERATED)
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,portability -j$(JOBS) \
		--suppressions-list=tools/cppcheck.txt $(CPPFLAGS) $(CORE) $(TUI) $(MAINS)
lint-tidy: $(SOURCES:%.c=build/tidy/%.ok)
# After the object, whose dependencies know when a header changed.
build/tidy/%.ok: %.c build/obj/%.o .clang-tidy
	mkdir -p $(@D)
	echo "  TIDY  $<"
	clang-tidy --quiet --warnings-as-errors='*' $< -- -std=c11 $(CPPFLAGS) -DBUILD_DIR='""' 2>/dev/null && touch $@
format: ## clang-format on every file
	clang-format -i $(SOURCES) $(HEADERS)
compile_commands.json: FORCE ## for editors and clang tools
	tools/compile-commands $(call quoted,$(COMPILE)) $(SOURCES) >$@

# --- installing -------------------------------------------------------------------------------------------------
deps: ## install the Debian packages that building and testing need
	$(NEEDED)
bench-deps: ## and those of make bench
	$(NEEDED) $(BENCH_PACKAGES)
lint-deps: ## and those of make lint
	$(NEEDED) $(LINT_PACKAGES)
install: all ## into $(DESTDIR)$(PREFIX), by default /usr/local
	tools/install "$(DESTDIR)$(PREFIX)" $(B) $(notdir $(PROGRAMS))
uninstall: ## takes away what install put there
	cd "$(DESTDIR)$(PREFIX)" && rm -rf share/touyan && rm -f $(PROGRAMS:$(B)/%=bin/%) \
		$(MANUALS:$(B)/man/%=share/man/man1/%) $(CATALOGUE:$(B)/%=share/%)
clean: ## remove build/
	rm -rf build compile_commands.json
help: ## this list
	awk -F': .*## |: ## ' '/^[a-z_.-]+:.*## / { printf "make %-22s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	echo "V=1 shows the commands; CC=clang and WERROR=1 are understood; VARIANT=name builds in build/name."

FORCE:
.PHONY: FORCE all demo test run-tests golden san tsan valgrind fuzz mutations torture bench lint lint-fast lint-format \
	lint-cppcheck lint-tidy format deps bench-deps lint-deps install uninstall clean help
