//! Somebody who uses the program on the command line.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A user with files of their own.
pub struct User {
    home: TempDir,
}

/// What came of one run.
pub struct Run {
    /// The exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

impl User {
    /// Somebody without any file.
    pub fn new() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// The folder that holds everything of theirs.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A file in the configuration directory.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join("config").join(name)
    }

    /// The same with a file in the configuration directory.
    pub fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::create_dir_all(self.home.path().join("config")).unwrap();
        fs::write(self.file(name), text).unwrap();
        self
    }

    /// A file in their home, by its path.
    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.home.path().canonicalize().unwrap().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The same with a schedule imported.
    pub fn having(self, name: &str, schedule: impl AsRef<[u8]>) -> Self {
        let run = self.run(&["import", &self.put(name, schedule)]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        self
    }

    /// The program, about to be started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kubetalks"));
        command.args(arguments).env_clear().stdin(Stdio::null()).env("TZ", "America/Los_Angeles");
        command.env("KUBETALKS_CONFIG_DIR", self.home.path().join("config"));
        command.env("KUBETALKS_DATA_DIR", self.home.path().join("data"));
        command
    }

    /// What comes of the program with these arguments.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// The JSON that it prints, if it does so without a complaint.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let run = self.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
        serde_json::from_str(&run.out).unwrap()
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
