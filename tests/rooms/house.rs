//! Which file of `src` imports which: every path is followed to the file that defines what it names, through modules and
//! through re-exports.

use crate::tokens::{Token, WITHIN, end_of_item, past_attribute, shipped, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path as it is written, or the path of a module: `["tui", "world"]`.
pub type Way = Vec<String>;

/// For each file those that it imports or whose methods it calls.
pub type Arrows = BTreeMap<Way, BTreeSet<Way>>;

/// A file that ships.
pub struct File {
    /// Where it is, from the folder `src`.
    pub path: PathBuf,
    /// The names of the modules inside it.
    children: BTreeSet<String>,
    /// What each name stands for that a `use` brings in.
    names: BTreeMap<String, Way>,
    /// What is brought in whole.
    globs: Vec<Way>,
    uses: Vec<Use>,
    /// The rest.
    body: Vec<Token>,
    /// Whether it only declares and re-exports.
    is_face: bool,
}

/// One name that a `use` brings in.
struct Use {
    is_exported: bool,
    way: Way,
    name: String,
}

/// The blocks of methods of a type, by the file that they stand in.
type Blocks<'a> = BTreeMap<Way, Vec<&'a [Token]>>;

/// All files that ship, by module.
pub struct House {
    pub files: BTreeMap<Way, File>,
}

/// Every file of Rust in a folder and in those inside it.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn module(path: &Path) -> Way {
    let mut way: Way = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if way.last().is_some_and(|last| last == "mod" || last == "lib") {
        way.pop();
    }
    way
}

impl House {
    /// The house as it stands in a folder.
    pub fn read(source: &Path) -> Self {
        let mut dropped: BTreeSet<Way> = BTreeSet::new();
        let mut rows: Vec<(PathBuf, Vec<Token>)> = Vec::new();
        for path in rust_files(source) {
            let mut gone = BTreeSet::new();
            let row = shipped(&tokens(&fs::read_to_string(&path).unwrap()), &mut gone);
            let path = path.strip_prefix(source).unwrap().to_owned();
            dropped.extend(gone.into_iter().map(|name| [module(&path), vec![name]].concat()));
            rows.push((path, row));
        }
        let is_shipped = |way: &Way| way != &["main"] && !dropped.iter().any(|gone| way.starts_with(gone));
        let read = rows.into_iter().map(|(path, row)| (module(&path), File::read(path, &row)));
        let mut files: BTreeMap<Way, File> = read.filter(|(way, _)| is_shipped(way)).collect();
        let ways: Vec<Way> = files.keys().cloned().collect();
        for way in ways {
            if let Some((name, parent)) = way.split_last()
                && let Some(file) = files.get_mut(parent)
            {
                file.children.insert(name.clone());
            }
        }
        Self { files }
    }

    fn file(&self, way: &[String]) -> Option<&File> {
        self.files.get(way)
    }

    /// The module in which a path begins, and what is left of the path; nothing where it leads out of the crate.
    fn start(&self, from: &Way, way: &[String]) -> Option<(Way, Way)> {
        let mut module = from.clone();
        let mut rest = way;
        match way.first()?.as_str() {
            "crate" => return Some((Way::new(), way[1..].to_vec())),
            "self" | "super" => {
                while let Some(word) = rest.first().filter(|word| *word == "self" || *word == "super") {
                    if word == "super" {
                        module.pop();
                    }
                    rest = &rest[1..];
                }
            }
            child if self.file(from)?.children.contains(child) => {
                module.push(child.to_owned());
                rest = &rest[1..];
            }
            _ => return None,
        }
        self.file(&module)?;
        Some((module, rest.to_vec()))
    }

    /// The module that a path leads into as it is written, re-exports not followed.
    pub fn written(&self, from: &Way, way: &[String]) -> Option<Way> {
        let (mut module, rest) = self.start(from, way)?;
        for name in rest {
            if !self.file(&module)?.children.contains(&name) {
                break;
            }
            module.push(name);
        }
        Some(module)
    }

    /// The module that defines what a path names, and whether the path names that module itself.
    fn find(&self, from: &Way, way: &[String], seen: &BTreeSet<(Way, String)>) -> Option<(Way, bool)> {
        let (mut module, mut rest) = self.start(from, way)?;
        while let Some((name, after)) = rest.split_first() {
            let file = self.file(&module)?;
            if file.children.contains(name) {
                module.push(name.clone());
                rest = after.to_vec();
                continue;
            }
            let step = (module.clone(), name.clone());
            if seen.contains(&step) {
                return Some((module, false));
            }
            let mut seen = seen.clone();
            seen.insert(step);
            if let Some(other) = file.names.get(name) {
                return self.find(&module, &[other.as_slice(), after].concat(), &seen);
            }
            let through = |glob: &Way| self.find(&module, &[glob.as_slice(), rest.as_slice()].concat(), &seen);
            return file.globs.iter().find_map(through).or(Some((module.clone(), false)));
        }
        Some((module, true))
    }

    /// Every path that a file writes which leads somewhere in the crate: in a `use`, or in the code.
    pub fn paths(&self, from: &Way) -> Vec<Way> {
        let Some(file) = self.file(from) else { return Vec::new() };
        let used = file.uses.iter().map(|one| one.way.clone());
        used.chain(paths(&file.body)).filter(|way| self.start(from, way).is_some()).collect()
    }

    /// Which file imports which. A file that only declares and re-exports imports nothing and is no stop on the way; any
    /// other imports what it re-exports, so that what children import does not stand beside what is theirs.
    pub fn imports(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (module, file) in self.files.iter().filter(|(_, file)| !file.is_face) {
            let mut found: Vec<Option<(Way, bool)>> = Vec::new();
            let none = BTreeSet::new();
            let mut modules: BTreeMap<&str, Way> =
                file.children.iter().map(|child| (child.as_str(), vec![child.clone()])).collect();
            let paths = paths(&file.body);
            for Use { is_exported, way, name } in &file.uses {
                if name == "*" {
                    found.push(self.find(module, &way[..way.len() - 1], &none));
                    continue;
                }
                let target = self.find(module, way, &none);
                if matches!(target, Some((_, true))) {
                    modules.insert(name, way.clone());
                    if *is_exported || paths.iter().any(|path| path.first() == Some(name)) {
                        continue;
                    }
                }
                found.push(target);
            }
            for path in &paths {
                if matches!(path[0].as_str(), "crate" | "super" | "self") {
                    found.push(self.find(module, path, &none));
                } else if let Some(way) = modules.get(path[0].as_str()) {
                    found.push(self.find(module, &[way.as_slice(), &path[1..]].concat(), &none));
                }
            }
            let others = found.into_iter().flatten().map(|(other, _)| other).filter(|other| other != module);
            arrows.entry(module.clone()).or_default().extend(others);
        }
        arrows
    }

    /// The imports that no `use` shows: from a file with methods of a type to the file that has the method it calls on
    /// `self`.
    pub fn calls(&self) -> Arrows {
        let mut types: BTreeMap<(Way, String), Blocks<'_>> = BTreeMap::new();
        for (module, file) in &self.files {
            for (name, block) in methods(&file.body) {
                let way = ["self".to_owned(), name.clone()];
                if let Some((owner, _)) = self.find(module, &way, &BTreeSet::new()) {
                    types.entry((owner, name)).or_default().entry(module.clone()).or_default().push(block);
                }
            }
        }
        let mut arrows = Arrows::new();
        for parts in types.values() {
            let mut homes: BTreeMap<&str, BTreeSet<&Way>> = BTreeMap::new();
            for (module, blocks) in parts {
                let defined = blocks.iter().flat_map(|block| block.windows(2));
                for name in defined.filter(|two| two[0].word() == Some("fn")).filter_map(|two| two[1].word()) {
                    homes.entry(name).or_default().insert(module);
                }
            }
            for (module, blocks) in parts {
                for name in blocks.iter().flat_map(|block| called_on_self(block)) {
                    if let Some(home) = homes.get(name).filter(|home| home.len() == 1 && !home.contains(module)) {
                        arrows.entry(module.clone()).or_default().extend(home.iter().copied().cloned());
                    }
                }
            }
        }
        arrows
    }

    /// The names of the public types that the files of each room at the top define.
    pub fn public_types(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (module, file) in &self.files {
            let Some(room) = module.first() else { continue };
            for three in file.body.windows(3) {
                if let [Token::Word(first), Token::Word(kind), Token::Word(name)] = three
                    && first == "pub"
                    && matches!(kind.as_str(), "struct" | "enum" | "trait" | "type" | "union")
                {
                    rooms.entry(name.clone()).or_default().insert(room.clone());
                }
            }
        }
        rooms
    }
}

impl File {
    fn read(path: PathBuf, row: &[Token]) -> Self {
        let mut file = Self {
            path,
            children: BTreeSet::new(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            uses: Vec::new(),
            body: Vec::new(),
            is_face: true,
        };
        let mut at = 0;
        while at < row.len() {
            let is_exported = matches!(row[at].word(), Some("pub" | WITHIN));
            let keyword = at + usize::from(is_exported);
            match row.get(keyword).and_then(Token::word) {
                Some("use") => {
                    let end = end_of_item(row, keyword);
                    // A tree ends with a brace, and its item with the semicolon after it.
                    let end = end + usize::from(row.get(end).is_some_and(|token| token.is(';')));
                    for (way, name) in trees(&row[keyword + 1..end]) {
                        match name.as_str() {
                            "*" => file.globs.push(way[..way.len() - 1].to_vec()),
                            _ => drop(file.names.insert(name.clone(), way.clone())),
                        }
                        file.uses.push(Use { is_exported, way, name });
                    }
                    at = end;
                }
                Some("mod") if row.get(keyword + 2).is_some_and(|token| token.is(';')) => at = keyword + 3,
                _ => {
                    let past = past_attribute(row, at).unwrap_or(at + 1);
                    file.is_face &= row[at].is('#');
                    if !row[at].is('#') {
                        file.body.extend_from_slice(&row[at..past]);
                    }
                    at = past;
                }
            }
        }
        file
    }
}

/// The paths of a use tree, each with the name that it has here: `a::{b, c as d}` is `a::b` as `b` and `a::c` as `d`.
fn trees(row: &[Token]) -> Vec<(Way, String)> {
    let mut head = Way::new();
    let mut at = 0;
    while let Some(token) = row.get(at) {
        match token {
            Token::Word(word) if word == "as" => {
                let name = row.get(at + 1).and_then(Token::word).unwrap_or("_").to_owned();
                return vec![(head, name)];
            }
            Token::Word(word) => head.push(word.clone()),
            Token::Sign('*') => {
                head.push("*".to_owned());
                return vec![(head, "*".to_owned())];
            }
            Token::Sign('{') => {
                return branches(&row[at + 1..]).into_iter().flat_map(|one| under(&head, one)).collect();
            }
            _ => {}
        }
        at += 1;
    }
    head.last().cloned().map(|name| (head, name)).into_iter().collect()
}

/// The parts between the commas of a use tree, up to its closing brace.
fn branches(row: &[Token]) -> Vec<&[Token]> {
    let (mut depth, mut last, mut parts) = (0_usize, 0, Vec::new());
    for (at, token) in row.iter().enumerate() {
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') if depth == 0 => {
                parts.push(&row[last..at]);
                break;
            }
            Token::Sign('}') => depth -= 1,
            Token::Sign(',') if depth == 0 => {
                parts.push(&row[last..at]);
                last = at + 1;
            }
            _ => {}
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn under(head: &Way, branch: &[Token]) -> Vec<(Way, String)> {
    trees(branch)
        .into_iter()
        .map(|(way, name)| match way.as_slice() {
            [only] if only == "self" => {
                let own = head.last().cloned().unwrap_or_default();
                (head.clone(), if name == "self" { own } else { name })
            }
            _ => ([head.as_slice(), &way].concat(), name),
        })
        .collect()
}

/// Every path of more than one name in some code.
fn paths(body: &[Token]) -> Vec<Way> {
    let is_joint =
        |at: usize| body.get(at).is_some_and(|one| one.is(':')) && body.get(at + 1).is_some_and(|two| two.is(':'));
    let mut found = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let goes_on = at > 0 && (body[at - 1].is('.') || (at > 1 && is_joint(at - 2)));
        let Some(word) = body[at].word().filter(|_| !goes_on) else {
            at += 1;
            continue;
        };
        let mut way = vec![word.to_owned()];
        let mut end = at + 1;
        while let Some(next) = body.get(end + 2).and_then(Token::word).filter(|_| is_joint(end)) {
            way.push(next.to_owned());
            end += 3;
        }
        if way.len() > 1 {
            found.push(way);
        }
        at = end;
    }
    found
}

/// The blocks of methods that some code has, with the name of the type; implementations of traits are none.
fn methods(body: &[Token]) -> Vec<(String, &[Token])> {
    let mut found = Vec::new();
    for (at, _) in body.iter().enumerate().filter(|(_, token)| token.word() == Some("impl")) {
        let mut open = at + 1;
        if body.get(open).is_some_and(|token| token.is('<')) {
            open = past_angles(body, open);
        }
        let Some(name) = body.get(open).and_then(Token::word) else { continue };
        open += 1;
        if body.get(open).is_some_and(|token| token.is('<')) {
            open = past_angles(body, open);
        }
        if body.get(open).is_some_and(|token| token.is('{')) {
            found.push((name.to_owned(), &body[open..end_of_item(body, open)]));
        }
    }
    found
}

fn past_angles(body: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in body.iter().enumerate().skip(open) {
        match token {
            Token::Sign('<') => depth += 1,
            Token::Sign('>') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    body.len()
}

fn called_on_self(block: &[Token]) -> impl Iterator<Item = &str> {
    block.windows(4).filter_map(|four| match four {
        [Token::Word(one), dot, Token::Word(name), after] if one == "self" && dot.is('.') => {
            // `self.name::<T>()` is a call as well.
            (after.is('(') || after.is(':')).then_some(name.as_str())
        }
        _ => None,
    })
}

/// Every group of files that reach one another by arrows, the files sorted.
pub fn circles(arrows: &Arrows) -> Vec<Vec<Way>> {
    let reached: BTreeMap<&Way, BTreeSet<&Way>> = arrows.keys().map(|from| (from, reach(arrows, from))).collect();
    let mut found: Vec<Vec<Way>> = Vec::new();
    for (from, to) in &reached {
        if !to.contains(from) || found.iter().any(|circle| circle.contains(from)) {
            continue;
        }
        let back = to.iter().filter(|other| reached.get(*other).is_some_and(|theirs| theirs.contains(from)));
        found.push(back.map(|way| (*way).clone()).collect());
    }
    found
}

fn reach<'a>(arrows: &'a Arrows, from: &Way) -> BTreeSet<&'a Way> {
    let mut reached: BTreeSet<&Way> = BTreeSet::new();
    let mut ahead: Vec<&Way> = arrows.get(from).into_iter().flatten().collect();
    while let Some(next) = ahead.pop() {
        if reached.insert(next) {
            ahead.extend(arrows.get(next).into_iter().flatten());
        }
    }
    reached
}
