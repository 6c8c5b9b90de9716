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

# Named as each shell wants it.
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
EXTRA_DIST += completions/onrecord.bash completions/onrecord.fish completions/onrecord.zsh

install-data-local: install-completion
uninstall-local: uninstall-completion
.PHONY: install-completion uninstall-completion
install-completion:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletiondir)' '$(DESTDIR)$(zshcompletiondir)' '$(DESTDIR)$(fishcompletiondir)'
	$(INSTALL_DATA) $(srcdir)/completions/onrecord.bash '$(DESTDIR)$(bashcompletiondir)/onrecord'
	$(INSTALL_DATA) $(srcdir)/completions/onrecord.zsh '$(DESTDIR)$(zshcompletiondir)/_onrecord'
	$(INSTALL_DATA) $(srcdir)/completions/onrecord.fish '$(DESTDIR)$(fishcompletiondir)/onrecord.fish'
uninstall-completion:
	rm -f '$(DESTDIR)$(bashcompletiondir)/onrecord' '$(DESTDIR)$(zshcompletiondir)/_onrecord' \
	  '$(DESTDIR)$(fishcompletiondir)/onrecord.fish'
