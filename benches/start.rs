//! What happens before the first frame.

#![allow(missing_docs, reason = "the names say it")]

use kubetalks::keymap::Keymap;
use kubetalks::model::Programme;
use kubetalks::model::packed::Packed;
use kubetalks::source;
use std::sync::Arc;

fn main() {
    divan::main();
}

#[divan::bench]
fn shipped_programme_unpacked() -> usize {
    source::shipped().len()
}

#[divan::bench]
fn programme_joined(bencher: divan::Bencher<'_, '_>) {
    let shipped: Vec<Arc<Packed>> = source::shipped().into_iter().map(Arc::new).collect();
    bencher.bench_local(|| Programme::of(shipped.clone()));
}

#[divan::bench]
fn built_in_keymap_read() -> Keymap {
    Keymap::default()
}
