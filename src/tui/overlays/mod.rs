//! What lies over the screens: one kind of overlay a file, which of them are open is for the App to say.

pub mod card;
pub mod choice;
pub mod code;
pub mod description;
pub mod export;
pub mod friend;
pub mod friends;
pub mod help;
pub mod hidden;
pub mod links;
pub mod note;
pub mod plan;
pub mod problems;
pub mod report;
pub mod source;
pub mod watch;

use crate::tui::ask::{Opening, Status};
use crate::tui::contract::Overlay;
use crate::tui::world::World;
use card::CardView;
use choice::ChoiceView;
use code::CodeView;
use description::DescriptionView;
use export::ExportView;
use friend::FriendView;
use friends::FriendsView;
use help::HelpView;
use hidden::HiddenView;
use links::LinksView;
use note::NoteView;
use plan::PlanView;
use problems::ProblemsView;
use report::ReportView;
use source::SourceView;
use watch::WatchView;

/// What lies over a screen or over another one: what each [`Opening`] opens.
#[derive(Debug, Clone)]
pub enum Layer {
    Card(CardView),
    Help(HelpView),
    Problems(ProblemsView),
    Note(NoteView),
    Links(LinksView),
    Hidden(HiddenView),
    Choice(ChoiceView),
    Description(DescriptionView),
    Plan(PlanView),
    Report(ReportView),
    Source(SourceView),
    Export(ExportView),
    Friends(FriendsView),
    Friend(FriendView),
    Watch(WatchView),
    Code(CodeView),
}

// What every layer is asked as, shared or to be changed.
macro_rules! view {
    ($layer:expr) => {
        match $layer {
            Layer::Card(view) => view,
            Layer::Help(view) => view,
            Layer::Problems(view) => view,
            Layer::Note(view) => view,
            Layer::Links(view) => view,
            Layer::Hidden(view) => view,
            Layer::Choice(view) => view,
            Layer::Description(view) => view,
            Layer::Plan(view) => view,
            Layer::Report(view) => view,
            Layer::Source(view) => view,
            Layer::Export(view) => view,
            Layer::Friends(view) => view,
            Layer::Friend(view) => view,
            Layer::Watch(view) => view,
            Layer::Code(view) => view,
        }
    };
}

impl Layer {
    pub fn view(&self) -> &dyn Overlay {
        view!(self)
    }

    pub fn view_mut(&mut self) -> &mut dyn Overlay {
        view!(self)
    }
}

/// Opens an overlay; where there is nothing to show in it, what to say instead.
pub fn open(opening: Opening, world: &World) -> Result<Layer, Status> {
    Ok(match opening {
        Opening::Card => Layer::Card(CardView),
        Opening::Help(mode) => Layer::Help(HelpView::new(world, mode)),
        Opening::Problems => Layer::Problems(ProblemsView::default()),
        Opening::Note(session) => Layer::Note(NoteView::new(world, session)),
        Opening::Links(links) => Layer::Links(LinksView::new(links)),
        Opening::Hidden(session) => Layer::Hidden(HiddenView::new(world, session)?),
        Opening::Solve(conflict) => Layer::Choice(ChoiceView::solve(world, conflict)),
        Opening::Fill(gap) => Layer::Choice(ChoiceView::fill(world, gap)?),
        Opening::Plan(event, date) => Layer::Plan(PlanView::new(world, (event, date))),
        Opening::Report(event, about) => Layer::Report(ReportView::new(world, event, about)?),
        Opening::Source(again) => Layer::Source(SourceView::new(world, again.as_deref())),
        Opening::Export(session, selected) => Layer::Export(ExportView::new(world, session, selected)?),
        Opening::Friends => Layer::Friends(FriendsView::default()),
        Opening::Friend => Layer::Friend(FriendView::default()),
        Opening::Code(title, text) => Layer::Code(CodeView::new(title, text)),
        Opening::Watch => Layer::Watch(WatchView::new(world)?),
        Opening::Describe { event, name } => Layer::Description(DescriptionView::new(world, event, name)),
    })
}
