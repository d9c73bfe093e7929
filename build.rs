//! Turns the events in `seeds/` into the compact form that the program carries, and refuses to build with broken ones.

// These modules are the program's own, of which a build script uses a part.
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/model/mod.rs"]
mod model;
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/problem.rs"]
mod problem;
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/source/seeds/mod.rs"]
mod seeds;

use std::error::Error;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // A position-independent program has 32,000 pointers to mend before `main`, most of them in the tables of time zones:
    // measured, a megabyte and a half of memory and a tenth of the time to the first frame.
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" {
        writeln!(stdout(), "cargo::rustc-link-arg-bins=-no-pie")?;
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    for input in ["seeds", "src/model", "src/problem.rs", "src/source/seeds"] {
        writeln!(stdout(), "cargo::rerun-if-changed={input}")?;
    }
    let (schedules, problems) = seeds::folder(texts(&root)?);
    for problem in &problems {
        writeln!(stdout(), "cargo::error={problem}")?;
    }
    if let Some(broken) = schedules.iter().find_map(|schedule| schedule.check().err()) {
        writeln!(stdout(), "cargo::error=seeds: {broken}")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("seeds.bin"), postcard::to_allocvec(&schedules)?)?;
    Ok(())
}

/// Every text of `seeds/` with its name, in the order of the names.
fn texts(root: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root.join("seeds"))?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    paths.iter().map(|path| Ok((name(path), fs::read_to_string(path)?))).collect()
}
