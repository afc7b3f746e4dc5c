//! Reads the file that was opened and all files that it uses, each once.

use crate::source::{
    Checked, Code, Diagnostic, Diagnostics, FileId, Files, ReadError, Sources, Span,
};
use crate::syntax::{self, Body, Statement, StatementKind, Tree};
use std::collections::BTreeMap;

/// A `use` may lead this many files deep.
pub const USE_DEPTH_LIMIT: usize = 64;
/// A run reads this many files.
pub const FILE_LIMIT: usize = 1_000;

/// The codes that loading raises.
pub const CODES: &[&Code] = &[
    &UNREADABLE,
    &OUTSIDE,
    &CYCLE,
    &TOO_DEEP,
    &TOO_MANY_FILES,
    &MISSING,
    &TOO_LARGE,
];

static MISSING: Code = Code {
    id: "A0401",
    title: "a used file does not exist",
    page: "`use` names a file that is not there, so nothing of it can be drawn. Paths are relative to the file in which the `use` stands.",
    wrong: "use \"no-such-file.arch\"",
    right: "lambda fn",
};

static OUTSIDE: Code = Code {
    id: "A0402",
    title: "a used file is outside the project",
    page: "`use` reads files of the project only: plain relative paths that stay below the folder of `archlens.toml`, or, where there is none, below the folder of the file that was opened first. Addresses, absolute paths and paths that climb out are refused, so that a file from elsewhere can be opened without fear.",
    wrong: "use \"../../secret.arch\"",
    right: "lambda fn",
};

static UNREADABLE: Code = Code {
    id: "A0403",
    title: "a used file cannot be read",
    page: "The file is there but cannot be read as text: it is a folder or a device, the rights to read it are missing, or it is no UTF-8.",
    wrong: "use \"unreadable.arch\"",
    right: "lambda fn",
};

static CYCLE: Code = Code {
    id: "A0404",
    title: "files use each other in a circle",
    page: "A file cannot bring in itself, directly or through others, because nothing would be first. Move what both need into a third file that each of them uses.",
    wrong: "use \"main.arch\"",
    right: "lambda fn",
};

static TOO_DEEP: Code = Code {
    id: "A0405",
    title: "files use files too deeply",
    page: "A chain of `use` may be 64 files long. Use the files from the file that is opened, side by side, instead of one through the other.",
    wrong: "use \"chain-0.arch\"",
    right: "lambda fn",
};

static TOO_MANY_FILES: Code = Code {
    id: "A0406",
    title: "too many files",
    page: "One architecture may be spread over 1,000 files. Draw parts of it on their own, or put small files together.",
    wrong: "use \"many.arch\"",
    right: "lambda fn",
};

static TOO_LARGE: Code = Code {
    id: "A0407",
    title: "a used file is too large",
    page: "A file may have 16 MiB. Split it, and let the parts `use` each other.",
    wrong: "use \"huge.arch\"",
    right: "lambda fn",
};

/// The tree of the file that was opened, and those of the files that it uses.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The file that was opened.
    pub root: FileId,
    pub trees: BTreeMap<FileId, Tree>,
    /// Which file each `use` statement leads to, by the place of the statement; those that lead nowhere are missing.
    pub uses: BTreeMap<Span, FileId>,
}

/// Reads a file and all files that it uses.
///
/// The path is one that [`Files::resolve`] or the caller's own search has made. A file that cannot be read is an error in
/// the result, and its tree is empty.
pub fn load(sources: &mut Sources, files: &dyn Files, path: &str) -> Checked<Loaded> {
    match files.read(path) {
        Ok(text) => load_text(sources, files, path, &text),
        Err(error) => {
            let root = sources.add(path, "");
            let mut loaded = Loaded {
                root,
                ..Loaded::default()
            };
            loaded.trees.insert(
                root,
                Tree {
                    file: root,
                    ..Tree::default()
                },
            );
            Checked {
                value: loaded,
                diagnostics: vec![cannot_read(Span::new(root, 0, 0), path, &error)],
            }
        }
    }
}

/// Takes a text that is at hand, such as an editor's or standard input, and reads all files that it uses.
pub fn load_text(
    sources: &mut Sources,
    files: &dyn Files,
    path: &str,
    text: &str,
) -> Checked<Loaded> {
    let mut reading = Reading::default();
    let root = reading.open(sources, path, text);
    reading.loaded.root = root;
    while let Some(at) = reading.stack.len().checked_sub(1) {
        match reading.stack[at].next() {
            Some(wanted) => reading.follow(sources, files, &wanted),
            None => reading.close(),
        }
    }
    Checked {
        value: reading.loaded,
        diagnostics: reading.diagnostics.finish(),
    }
}

/// A `use` statement.
#[derive(Clone)]
struct Wanted {
    statement: Span,
    path: String,
    path_span: Span,
}

/// A file whose uses are being followed.
struct Open {
    path: String,
    file: FileId,
    uses: Vec<Wanted>,
    next: usize,
    /// How many files deep its uses lead, itself counted.
    height: usize,
}

impl Open {
    fn next(&mut self) -> Option<Wanted> {
        self.next += 1;
        self.uses.get(self.next - 1).cloned()
    }
}

#[derive(Default)]
struct Reading {
    loaded: Loaded,
    diagnostics: Diagnostics,
    stack: Vec<Open>,
    /// Files by path with the height of those that are done.
    known: BTreeMap<String, (FileId, usize)>,
    full: bool,
}

impl Reading {
    fn open(&mut self, sources: &mut Sources, path: &str, text: &str) -> FileId {
        let file = sources.add(path, text);
        let parsed = syntax::parse(file, text);
        self.diagnostics.extend(parsed.diagnostics);
        let mut uses = Vec::new();
        for statement in parsed.value.statements() {
            collect_uses(statement, &mut uses);
        }
        self.loaded.trees.insert(file, parsed.value);
        self.known.insert(path.to_owned(), (file, 0));
        self.stack.push(Open {
            path: path.to_owned(),
            file,
            uses,
            next: 0,
            height: 1,
        });
        file
    }

    fn close(&mut self) {
        let Some(done) = self.stack.pop() else { return };
        if let Some(parent) = self.stack.last_mut() {
            parent.height = parent.height.max(done.height + 1);
        }
        self.known.insert(done.path, (done.file, done.height));
    }

    fn follow(&mut self, sources: &mut Sources, files: &dyn Files, wanted: &Wanted) {
        let from = self.stack.last().map_or("", |open| open.path.as_str());
        let path = match plain(&wanted.path).and_then(|()| files.resolve(from, &wanted.path)) {
            Ok(path) => path,
            Err(error) => {
                self.diagnostics
                    .push(cannot_read(wanted.path_span, &wanted.path, &error));
                return;
            }
        };
        if let Some(at) = self.stack.iter().position(|open| open.path == path) {
            self.cycle(at, wanted);
            return;
        }
        if let Some(&(file, height)) = self.known.get(&path) {
            if self.stack.len() + height > USE_DEPTH_LIMIT {
                self.too_deep(wanted);
                return;
            }
            if let Some(open) = self.stack.last_mut() {
                open.height = open.height.max(height + 1);
            }
            self.loaded.uses.insert(wanted.statement, file);
            return;
        }
        if self.stack.len() >= USE_DEPTH_LIMIT {
            self.too_deep(wanted);
            return;
        }
        if self.loaded.trees.len() >= FILE_LIMIT {
            if !self.full {
                self.full = true;
                self.diagnostics.push(
                    Diagnostic::error(
                        &TOO_MANY_FILES,
                        wanted.path_span,
                        format!("more than {FILE_LIMIT} files are used, which is the limit"),
                    )
                    .at("the first file too many")
                    .help(
                        "draw parts of the architecture on their own, or put small files together",
                    ),
                );
            }
            return;
        }
        match files.read(&path) {
            Ok(text) => {
                let file = self.open(sources, &path, &text);
                self.loaded.uses.insert(wanted.statement, file);
            }
            Err(error) => {
                self.diagnostics
                    .push(cannot_read(wanted.path_span, &wanted.path, &error));
            }
        }
    }

    fn cycle(&mut self, at: usize, wanted: &Wanted) {
        let round = &self.stack[at..];
        let mut chain: Vec<String> = round
            .iter()
            .map(|open| format!("`{}`", open.path))
            .collect();
        chain.push(chain[0].clone());
        let mut diagnostic = Diagnostic::error(
            &CYCLE,
            wanted.path_span,
            if round.len() == 1 {
                "a file uses itself".to_owned()
            } else {
                format!("files use each other in a circle: {}", chain.join(" uses "))
            },
        )
        .at("this closes the circle")
        .help("move what both need into a file of its own, and use that");
        for open in &round[..round.len() - 1] {
            if let Some(used) = open.uses.get(open.next.saturating_sub(1)) {
                diagnostic = diagnostic.related(used.path_span, "goes round through this");
            }
        }
        self.diagnostics.push(diagnostic);
    }

    fn too_deep(&mut self, wanted: &Wanted) {
        self.diagnostics.push(
            Diagnostic::error(
                &TOO_DEEP,
                wanted.path_span,
                format!("files use files more than {USE_DEPTH_LIMIT} deep, which is the limit"),
            )
            .help("use the files from the file that is opened, side by side"),
        );
    }
}

/// Refuses paths that no project has, whatever the files are kept in.
fn plain(path: &str) -> Result<(), ReadError> {
    let drive = path.len() > 1 && path.as_bytes()[1] == b':';
    let scheme = path
        .split('/')
        .next()
        .is_some_and(|first| first.ends_with(':'));
    if path.is_empty()
        || drive
        || scheme
        || path.starts_with(['/', '\\', '~', '$'])
        || path.contains(['\\', '%', '\0'])
    {
        return Err(ReadError::Outside);
    }
    if path.chars().any(char::is_control) {
        return Err(ReadError::Outside);
    }
    if !path.ends_with(".arch") {
        return Err(ReadError::Unreadable(
            "its name does not end in `.arch`".to_owned(),
        ));
    }
    Ok(())
}

fn cannot_read(span: Span, path: &str, error: &ReadError) -> Diagnostic {
    let shown = path.escape_debug();
    match error {
        ReadError::Missing => Diagnostic::error(
            &MISSING,
            span,
            format!("there is no file `{shown}`"),
        )
        .help("paths are relative to the file in which the `use` stands"),
        ReadError::Outside => Diagnostic::error(
            &OUTSIDE,
            span,
            format!("`{shown}` is no path inside the project"),
        )
        .help("use a relative path, with `/` between its parts, that stays inside the project's folder"),
        ReadError::TooLarge { limit } => Diagnostic::error(
            &TOO_LARGE,
            span,
            format!("`{shown}` is larger than {} MiB, which is the limit", limit / 1_048_576),
        )
        .help("split it, and bring the parts together with `use`"),
        ReadError::Unreadable(reason) => Diagnostic::error(
            &UNREADABLE,
            span,
            format!("`{shown}` cannot be read: {reason}"),
        )
        .help("name a file that can be read as UTF-8 text and ends in `.arch`"),
    }
}

/// Collects the uses of a statement and of the blocks in it; the parser bounds how deep they nest.
fn collect_uses(statement: &Statement, uses: &mut Vec<Wanted>) {
    match &statement.kind {
        StatementKind::Use { path, .. } => uses.push(Wanted {
            statement: statement.span,
            path: path.text.clone(),
            path_span: path.span,
        }),
        StatementKind::Declaration(declaration) => {
            let inner = |body: &Body, uses: &mut Vec<Wanted>| {
                for statement in body.statements() {
                    collect_uses(statement, uses);
                }
            };
            if let Some(body) = &declaration.body {
                inner(body, uses);
            }
        }
        _ => {}
    }
}
