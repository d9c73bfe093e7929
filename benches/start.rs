//! What happens before the first frame.

#![allow(missing_docs, reason = "the names say it")]

use kubetalks::keymap::Keymap;
use kubetalks::model::Programme;
use kubetalks::source;

fn main() {
    divan::main();
}

#[divan::bench]
fn shipped_programme_unpacked() -> usize {
    source::shipped().len()
}

#[divan::bench]
fn programme_joined(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(source::shipped).bench_values(Programme::new);
}

#[divan::bench]
fn built_in_keymap_read() -> Keymap {
    Keymap::default()
}
