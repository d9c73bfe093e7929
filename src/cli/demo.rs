//! `kubetalks demo`: looking around in a conference that is made up.

use super::{Startup, Stop};
use crate::model::Programme;
use crate::run::demo;
use clap::Args;
use std::sync::Arc;

/// Look around in a conference that is made up and begins today
///
/// It is in memory only: nothing of it is kept, and nothing that you mark there.
#[derive(Debug, Args)]
pub(super) struct Demo {}

impl Demo {
    /// Puts the conference in the place of everything that is loaded.
    pub(super) fn load(&self, mut startup: Startup) -> Result<Startup, Stop> {
        let demo = demo(startup.now())?;
        startup.opened = vec![demo];
        startup.programme = Arc::new(Programme::of(startup.opened.clone()));
        startup.store = None;
        Ok(startup)
    }
}
