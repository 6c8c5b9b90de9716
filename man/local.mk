dist_man_MANS += \
	man/onrecord.1 \
	man/onrecord-add.1 \
	man/onrecord-export.1 \
	man/onrecord-extract.1 \
	man/onrecord-forget.1 \
	man/onrecord-info.1 \
	man/onrecord-query.1 \
	man/onrecord-show.1 \
	man/onrecord-text.1 \
	man/onrecord-update.1 \
	man/onrecord-doubtful.1 \
	man/onrecord-merge.1 \
	man/onrecord-rebuild.1 \
	man/onrecord-rename.1 \
	man/onrecord-split.1 \
	man/onrecord-unsure.1 \
	man/onrecord-why.1

# Named like the program, as bash wants it.
bashcompletiondir = $(datadir)/bash-completion/completions
EXTRA_DIST += completions/onrecord.bash

install-data-local: install-completion
uninstall-local: uninstall-completion
.PHONY: install-completion uninstall-completion
install-completion:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletiondir)'
	$(INSTALL_DATA) $(srcdir)/completions/onrecord.bash '$(DESTDIR)$(bashcompletiondir)/onrecord'
uninstall-completion:
	rm -f '$(DESTDIR)$(bashcompletiondir)/onrecord'
