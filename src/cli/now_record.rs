//! What `kubetalks now --json` prints.

use super::leaving::LeaveRecord;
use crate::listing::SessionRecord;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct NowRecord<'a> {
    pub(super) at: String,
    pub(super) running: Vec<RunningRecord<'a>>,
    pub(super) next: Vec<ComingRecord<'a>>,
    pub(super) elsewhere: Vec<SessionRecord<'a>>,
    pub(super) leave: Option<LeaveRecord>,
}

#[derive(Serialize)]
pub(super) struct RunningRecord<'a> {
    pub(super) session: SessionRecord<'a>,
    pub(super) minutes_left: u32,
}

#[derive(Serialize)]
pub(super) struct ComingRecord<'a> {
    pub(super) session: SessionRecord<'a>,
    pub(super) minutes_to_go: u32,
}
