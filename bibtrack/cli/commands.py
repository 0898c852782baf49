"""The tour: every command, in the order in which a reader meets it.

The group loads a command's module only when it is called or asked for help; a test compares
each line here with the command itself.
"""

#: section → ((command, module, one line of help), …)
TOUR: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Start", (
        ("build", "build", "Make or update the library from the project's tracked files."),
        ("init", "init", "Create an empty library and load the themes."),
        ("ingest", "ingest", "Read a report: its notes, citing sentences and citations."),
        ("import", "importing", "Take in BibTeX, RIS, CSL-JSON, EndNote XML or CSV."),
    )),
    ("Ask", (
        ("list", "list", "List sources that match a query."),
        ("search", "search", "Search the full text, best hits first."),
        ("show", "show", "Show one source with its evidence."),
        ("notes", "notes", "Show the notes of a report, or of any document."),
        ("coverage", "coverage", "Show how the themes are covered."),
        ("report", "report", "Write the coverage as one page to look at."),
        ("themes", "themes", "Show, test and compare themes and their rules."),
    )),
    ("Check", (
        ("resolve", "resolve", "Look sources up and match them with their records."),
        ("review", "review", "Decide the matches that need a person."),
        ("refresh", "refresh", "Ask again what has changed: retractions, corrections, versions."),
        ("duplicates", "duplicates", "Propose sources that are the same work."),
        ("merge", "merge", "Join two sources into one."),
        ("unmerge", "unmerge", "Take a join back."),
        ("link", "link", "Say which source a citation means."),
    )),
    ("Work", (
        ("add", "add", "Add a source by DOI, ISBN, address or BibTeX."),
        ("edit", "edit", "Edit a source in your editor."),
        ("set", "set", "Set fields of a source."),
        ("remove", "remove", "Remove a source; `undo` brings it back."),
        ("annotate", "annotate", "Write or list annotations."),
        ("tag", "tag", "Apply the theme rules, or tag by hand."),
        ("suggest", "suggest", "Suggest works that the library lacks."),
        ("reparse", "reparse", "Parse citations again with the present model."),
    )),
    ("Give", (
        ("export", "export", "Export sources as BibTeX, RIS, CSL-JSON, CSV and more."),
        ("bibliography", "bibliography", "Print an annotated bibliography, by theme."),
        ("serve", "serve", "Explore the library in a browser (needs the extra `explore`)."),
    )),
    ("Keep", (
        ("history", "history", "Show who changed what, and when."),
        ("undo", "undo", "Take the last changes back."),
        ("redo", "redo", "Bring back what was undone."),
        ("diff", "diff", "Show what a change did."),
        ("db", "db", "Back up, restore, check, migrate and move the library."),
        ("doctor", "doctor", "Find what is wrong here, each with its remedy."),
    )),
    ("Tools without a library", (
        ("parse", "parse", "Turn free-text references into fields."),
        ("lookup", "lookup", "Find the DOI of references."),
        ("completion", "completion", "Print the shell completion script."),
    )),
)  # fmt: skip
