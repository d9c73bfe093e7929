//! The facts together: only [`World::edit`] lends one out to be changed, and [`World::refresh`] follows what was.

use crate::action::{Action, Mode};
use crate::agenda::{self, Transfer};
use crate::favourites::Favourites;
use crate::friends::{FriendMarks, Friends};
use crate::keymap::Keymap;
use crate::model::{EventIx, Personal, Programme, SessionIx, SpeakerIx, Zone};
use crate::problem::Problem;
use crate::search::{Likeness, Scratch};
use crate::tui::derived::Derived;
use crate::tui::world::clock::LocalClock;
use crate::tui::world::events::{EventInfo, Events};
use crate::tui::world::filter::{Filter, FilterChange};
use crate::tui::world::found::{self, Found};
use crate::tui::world::marks::Marks;
use crate::tui::world::offers::Offers;
use crate::tui::world::preferences::{Planning, Preferences};
use crate::tui::world::remap::Remap;
use crate::tui::world::reminders::{self, Reminders};
use crate::tui::world::tidings::Tidings;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What a `World` begins with.
pub struct Beginning {
    /// What is loaded.
    pub programme: Arc<Programme>,
    /// What the user has marked.
    pub favourites: Favourites,
    /// Whom the user goes with.
    pub friends: Friends,
    /// The keys in force.
    pub keymap: Keymap,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// The zone of the machine.
    pub own_zone: Zone,
    /// Columns and lines of the window.
    pub size: (u16, u16),
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// What the user says about a day.
    pub preferences: Preferences,
}

/// How often each part of the facts has changed. What is derived names in its key those that it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revision {
    /// The programme, with search and similarity.
    pub programme: u32,
    pub marks: u32,
    /// What of the marks leaves lists: what is not for the user.
    pub dismissed: u32,
    pub filter: u32,
    /// What is known of events, and what is being fetched.
    pub events: u32,
    pub friends: u32,
    pub planning: u32,
    /// What has changed of sessions since the user read of it.
    pub news: u32,
}

/// A key for what is made of any facts: those that change, the minute, and the zone in which times are shown.
pub type FactStamp = (Revision, DateTime<Utc>, bool);

pub struct World {
    pub(super) programme: Arc<Programme>,
    pub(super) likeness: Option<Likeness>,
    pub(super) marks: Marks,
    pub(super) transfer: Transfer,
    pub(super) friends: Friends,
    pub(super) friend_marks: FriendMarks,
    pub(super) filter: Filter,
    pub(super) found: Derived<found::FoundKey, Found>,
    /// What is offered for what is being typed.
    pub(super) offers: Derived<(bool, u32, u32), Offers>,
    /// Every speaker by name, for the revision of the programme.
    pub(super) by_name: Derived<u32, Vec<SpeakerIx>>,
    pub(super) scratch: Scratch,
    pub(super) events: Events,
    pub(super) news: Tidings,
    pub(super) clock: LocalClock,
    pub(super) reminders: Reminders,
    pub(super) keymap: Keymap,
    pub(super) preferences: Preferences,
    pub(super) planning: Planning,
    pub(super) problems: Vec<Problem>,
    pub(super) revision: Revision,
}

/// The one way to a fact that can be changed; each of its doors notes that its part was.
pub struct Edit<'w>(&'w mut World);

impl<'w> Edit<'w> {
    pub fn events(self) -> &'w mut Events {
        self.0.revision.events += 1;
        &mut self.0.events
    }

    pub fn planning(self) -> &'w mut Planning {
        self.0.revision.planning += 1;
        &mut self.0.planning
    }

    /// The clock. What hangs on time names the minute in its key, so there is no count to raise.
    pub fn clock(self) -> &'w mut LocalClock {
        &mut self.0.clock
    }

    pub fn likeness(self) -> &'w mut Option<Likeness> {
        self.0.revision.programme += 1;
        &mut self.0.likeness
    }
}

impl World {
    pub fn new(beginning: Beginning) -> Self {
        let known = beginning.programme.events().iter().map(|event| EventInfo::of(event, true)).collect();
        let mut world = Self {
            transfer: Transfer::new(&beginning.programme, &beginning.preferences.rules),
            planning: Planning { lunch: beginning.preferences.lunch, ..Planning::default() },
            marks: Marks { favourites: beginning.favourites, ..Marks::default() },
            filter: Filter::among(&beginning.preferences.same, &beginning.preferences.named_queries),
            found: Derived::default(),
            offers: Derived::default(),
            by_name: Derived::default(),
            scratch: Scratch::default(),
            events: Events::default(),
            news: Tidings::default(),
            clock: LocalClock {
                present: beginning.now,
                own_zone: beginning.own_zone,
                in_own_zone: beginning.preferences.in_own_zone,
            },
            reminders: Reminders::default(),
            friend_marks: FriendMarks::default(),
            friends: beginning.friends,
            programme: beginning.programme,
            likeness: None,
            keymap: beginning.keymap,
            preferences: beginning.preferences,
            problems: beginning.problems,
            revision: Revision::default(),
        };
        world.events.know(known);
        world.migrate_marks();
        let remind = world.preferences.remind;
        world.reminders = Reminders::new(world.clock.present, remind, &world.agenda_context());
        world.refresh();
        world
    }

    /// Lends out one part of the facts to be changed.
    pub fn edit(&mut self) -> Edit<'_> {
        Edit(self)
    }

    /// Changes what the list is narrowed to. Where keys go changes nothing about that.
    pub fn narrow(&mut self, change: FilterChange) {
        self.revision.filter += u32::from(!matches!(change, FilterChange::Typing(_)));
        let hides = matches!(change, FilterChange::HideAgain(_));
        self.filter.apply(change, &self.friend_marks.names);
        if hides {
            self.filter.hide_absent(&self.programme);
        }
        // A track of another event would leave nothing in sight.
        let (scope, tracks) = (self.filter.scope, self.filter.tracks());
        if let Some(event) = scope.filter(|_| !tracks.is_empty())
            && found::tracks_of(&self.programme, event).is_disjoint(&tracks.into_iter().collect())
        {
            self.filter.scope = None;
        }
    }

    /// Lets marks follow sessions whose ids have changed, before anything is marked under an id that was used again.
    /// Tells whether what is stored is another text now.
    pub(super) fn migrate_marks(&mut self) -> bool {
        self.friend_marks = self.friends.in_programme(&self.programme);
        self.revision.friends += 1;
        let changed = self.marks.migrate(&self.programme);
        self.resolve_marks();
        changed
    }

    /// Goes on with another programme. Returns the one so far, whether to store other text, and the filters lost.
    pub fn apply_programme(&mut self, programme: Arc<Programme>) -> (Arc<Programme>, bool, Vec<String>) {
        let before = std::mem::replace(&mut self.programme, programme);
        self.likeness = None;
        self.revision.programme += 1;
        self.transfer = Transfer::new(&self.programme, &self.preferences.rules);
        self.friends.resolve(&self.programme);
        let changed = self.migrate_marks();
        let today = Arc::clone(&self.programme);
        let remap = Remap { before: &before, today: &today };
        let untold = std::mem::take(&mut self.reminders.untold).into_iter();
        self.reminders.untold = untold.filter_map(|ix| remap.session(ix)).collect();
        self.planning.fixed = self.planning.fixed.iter().filter_map(|session| remap.session(*session)).collect();
        self.revision.planning += 1;
        let lost = self.filter.remap(&remap, &self.friend_marks.names);
        self.revision.filter += 1;
        self.news.resolve(&today);
        self.revision.news += 1;
        (before, changed, lost)
    }

    /// Goes on with other friends, or with more of their sessions.
    pub fn apply_friends(&mut self, friends: Friends) {
        self.friends = friends;
        self.friend_marks = self.friends.in_programme(&self.programme);
        self.revision.friends += 1;
    }

    pub fn resolve_marks(&mut self) {
        let leaves = self.marks.resolve(&self.programme, &self.events, &self.transfer);
        self.revision.marks += 1;
        self.revision.dismissed += u32::from(leaves);
    }

    /// Takes in what is wrong; returns the last that is new.
    pub fn note_problems(&mut self, problems: Vec<Problem>) -> Option<String> {
        let new: Vec<Problem> = problems.into_iter().filter(|one| !self.problems.contains(one)).collect();
        let last = new.last().map(Problem::to_string);
        self.problems.extend(new);
        last
    }

    /// Lets time pass, and notes what has become due.
    pub fn pass_time(&mut self, now: DateTime<Utc>) {
        self.clock.present = now;
        let (programme, personal, transfer) = (&*self.programme, &self.marks.all, &self.transfer);
        self.reminders.pass(now, self.preferences.remind, &agenda::Context { programme, personal, transfer });
    }

    /// What has become due, in one line, unless it has begun or one does not go there any more.
    pub fn remind(&mut self) -> Option<String> {
        let due = std::mem::take(&mut self.reminders.untold).into_iter();
        let told = |ix| reminders::reminder(&self.agenda_context(), ix, self.clock.present);
        let told: Vec<String> = due.filter_map(told).collect();
        (!told.is_empty()).then(|| told.join(" · "))
    }

    pub fn next_reminder(&self) -> Option<DateTime<Utc>> {
        self.reminders.next(self.preferences.remind, &self.agenda_context())
    }

    /// Lets the next refresh make everything anew: every key of what is derived names the programme.
    pub fn forget_derived(&mut self) {
        self.revision.programme += 1;
    }

    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The same, to be kept.
    pub fn programme_arc(&self) -> &Arc<Programme> {
        &self.programme
    }

    /// Whether an event runs, or is to come.
    pub fn is_to_come(&self, event: EventIx) -> bool {
        self.programme.packed(event).span().is_some_and(|(_, last)| last > self.now())
    }

    /// What similarity runs on; absent while it is still being built.
    pub fn likeness(&self) -> Option<&Likeness> {
        self.likeness.as_ref()
    }

    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    pub fn personal(&self, session: SessionIx) -> &Personal {
        self.marks.personal(session)
    }

    pub fn transfer(&self) -> &Transfer {
        &self.transfer
    }

    pub fn friends(&self) -> &Friends {
        &self.friends
    }

    /// The same with their sessions.
    pub fn friend_marks(&self) -> &FriendMarks {
        &self.friend_marks
    }

    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    pub fn found(&self) -> &Found {
        self.found.get()
    }

    /// What may take the place of what is being typed in the query.
    pub fn offers(&self) -> &Offers {
        self.offers.get()
    }

    /// Every speaker, by name.
    pub fn by_name(&self) -> &[SpeakerIx] {
        self.by_name.get()
    }

    /// Whether the query and the filters leave a session, or there is none of them.
    pub fn matches(&self, session: SessionIx) -> bool {
        !self.filter.is_narrowed() || self.found().is_hit.get(session.index()).copied().unwrap_or(false)
    }

    pub fn events(&self) -> &Events {
        &self.events
    }

    pub fn clock(&self) -> &LocalClock {
        &self.clock
    }

    /// The minute that it is: what is shown of time is told in minutes.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.minute()
    }

    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    pub fn key_for(&self, mode: Mode, action: Action) -> Option<String> {
        self.keymap.keys_for(mode, action).into_iter().next()
    }

    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    pub fn planning(&self) -> &Planning {
        &self.planning
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The key of everything that is made of facts.
    pub fn stamp(&self) -> FactStamp {
        (self.revision, self.clock.minute(), self.clock.in_own_zone)
    }

    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// What the agenda is made from.
    pub fn agenda_context(&self) -> agenda::Context<'_> {
        agenda::Context { programme: &self.programme, personal: &self.marks.all, transfer: &self.transfer }
    }
}
