//! Start-up, in one place and one order: folders, settings, programme, favourites.

use crate::agenda::{self, Transfer};
use crate::config::Config;
use crate::favourites::Favourites;
use crate::friends::{FriendMarks, Friends};
use crate::importing::Collection;
use crate::io::ability::lacks_signs;
use crate::io::clock;
use crate::io::disk;
use crate::io::network;
use crate::keymap::Keymap;
use crate::model::packed::Packed;
use crate::model::{Event, Mark, Personal, Programme, SessionIx};
use crate::problem::Problem;
use crate::store::{EventStore, FavouritesStore, FriendsStore, LoadedFavourites, NoHome, Places, Rescue, StoredEvent};
use crate::theme::Theme;
use chrono::{DateTime, Utc};
use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// What is taken from outside before anything is loaded.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// The folder of the user's files, in place of the desktop's; empty counts as absent.
    pub config: Option<OsString>,
    /// The folder of imported events, likewise.
    pub data: Option<OsString>,
    /// The folder of what is kept from one start to the next, likewise.
    pub state: Option<OsString>,
    /// The simulated time.
    pub at: Option<DateTime<Utc>>,
    /// Whether the user wants no colours, whatever the theme.
    pub no_color: bool,
    /// Whether signs beyond ASCII cannot be counted on.
    pub lacks_signs: bool,
    /// Whether the terminal is known to have colours of 24 bits.
    pub true_color: bool,
    /// Whether its background is dark, where it tells.
    pub dark: Option<bool>,
    /// A file with the authorities to trust instead of the built-in ones; empty counts as absent.
    pub authorities: Option<OsString>,
}

impl Environment {
    /// What the variables `KUBETALKS_CONFIG_DIR`, `KUBETALKS_DATA_DIR`, `KUBETALKS_STATE_DIR`, `COLORTERM`, `COLORFGBG` and
    /// `SSL_CERT_FILE` say and, for who looks at a terminal, those about it.
    pub fn of_this_process(at: Option<DateTime<Utc>>, no_color: bool, on_terminal: bool) -> Self {
        Self {
            config: std::env::var_os("KUBETALKS_CONFIG_DIR"),
            data: std::env::var_os("KUBETALKS_DATA_DIR"),
            state: std::env::var_os("KUBETALKS_STATE_DIR"),
            at,
            no_color,
            lacks_signs: on_terminal && lacks_signs(),
            true_color: std::env::var_os("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit"),
            dark: std::env::var("COLORFGBG").ok().and_then(|told| is_dark(&told)),
            authorities: std::env::var_os("SSL_CERT_FILE"),
        }
    }

    fn places(&self) -> Result<Places, NoHome> {
        Places::find([&self.config, &self.data, &self.state].map(Clone::clone))
    }
}

/// What the full-screen program begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FirstView {
    /// What the user left.
    #[default]
    AsLeft,
    /// What a query finds, one session at a time, of the event with this id where one is named.
    Triage(String, Option<String>),
}

/// Everything that is loaded before a command, or the full-screen program, begins.
#[derive(Debug)]
pub struct Startup {
    /// Where files are; without a home directory nothing can be stored, and the reason says what to do.
    pub places: Result<Places, NoHome>,
    /// The user's settings.
    pub config: Config,
    /// All events that take part.
    pub programme: Arc<Programme>,
    /// Schedules that were opened for once, which are then all that the programme holds.
    pub opened: Vec<Arc<Packed>>,
    /// The events that ship, whether they take part or not.
    pub shipped: Vec<Event>,
    /// Where imported events are kept, if anywhere.
    pub event_store: Option<EventStore>,
    /// The imported events, whether they take part or not.
    pub kept: Vec<StoredEvent>,
    /// The ids of the events that ship and do not take part.
    pub left_out: Vec<String>,
    /// What a transfer may cost, and whom it may trust.
    pub network: network::NetworkRules,
    /// What the user has attached to sessions, under the ids they have in the programme.
    pub favourites: Favourites,
    /// Where favourites are kept, if anywhere.
    pub store: Option<FavouritesStore>,
    /// Whom the user goes with.
    pub friends: Friends,
    /// Where friends are kept, if anywhere.
    pub friends_file: Option<FriendsStore>,
    /// What was wrong on the way, in the order of loading.
    pub problems: Vec<Problem>,
    /// The simulated time.
    pub at: Option<DateTime<Utc>>,
    /// What the full-screen program begins with.
    pub first_view: FirstView,
    friend_marks: OnceCell<FriendMarks>,
}

impl Startup {
    /// The same for who has keys, with the keys in force.
    pub fn load_with_keys(environment: Environment) -> (Self, Keymap) {
        let (mut startup, (keymap, problems)) = Self::load_beside(environment, keymap);
        startup.problems.extend(problems);
        (startup, keymap)
    }

    /// Loads everything. Nothing that is wrong prevents it: the rest is loaded and the problem told.
    pub fn load(environment: Environment) -> Self {
        Self::load_beside(environment, |_| ()).0
    }

    /// The programme takes longest, so it is loaded on a thread of its own while the user's files and something `more` are
    /// read: what is done before the first frame is felt.
    fn load_beside<T>(environment: Environment, more: impl FnOnce(Option<&Places>) -> T) -> (Self, T) {
        let places = environment.places();
        let known = places.as_ref().ok();
        let event_store = known.map(|places| EventStore::open(&places.data));
        let (loading, again) = (event_store.clone(), event_store.clone());
        let load = |event_store: Option<EventStore>| {
            let mut collection = Collection::load(event_store.as_ref(), |_, takes_part| takes_part);
            (Arc::new(Programme::of(std::mem::take(&mut collection.schedules))), collection)
        };
        let collection = thread::Builder::new().name("programme".into()).spawn(move || load(loading));
        let mut problems = Vec::new();
        if let Err(error) = &places {
            problems.push(Problem::warning("kubetalks", error.to_string()));
        }
        let config = settings(&environment, known, &mut problems);
        let mut store = known.map(|places| FavouritesStore::open(&places.config).locked_in(&places.state));
        let LoadedFavourites { mut favourites, problems: found } =
            store.as_mut().map(FavouritesStore::load).unwrap_or_default();
        problems.extend(found);
        if let (Some(store), Some(places)) = (&mut store, known) {
            problems.extend(Rescue::new(places).take_in(store, &mut favourites));
        }
        let friends_file = known.map(|places| FriendsStore::open(&places.config).locked_in(&places.state));
        let (friends, found) = friends_file.as_ref().map(FriendsStore::load).unwrap_or_default();
        problems.extend(found);
        let more = more(known);
        let collection = collection.ok().and_then(|thread| thread.join().ok());
        let (programme, collection) = collection.unwrap_or_else(|| load(again));
        let Collection { shipped, kept, left_out, problems: found, .. } = collection;
        problems.extend(found);
        favourites.migrate(&programme);
        let authorities = environment.authorities.filter(|path| !path.is_empty()).map(PathBuf::from);
        let network = network::NetworkRules { authorities, ..network::NetworkRules::default() };
        let at = environment.at;
        let startup = Self {
            places,
            config,
            programme,
            opened: Vec::new(),
            shipped,
            event_store,
            kept,
            left_out,
            network,
            favourites,
            store,
            friends,
            friends_file,
            problems,
            at,
            first_view: FirstView::default(),
            friend_marks: OnceCell::new(),
        };
        (startup, more)
    }

    /// What is wrong with the user's own keys.
    pub fn keymap_problems(&self) -> Vec<Problem> {
        keymap(self.places.as_ref().ok()).1
    }

    /// Whether signs beyond ASCII are avoided.
    pub fn in_ascii(&self) -> bool {
        self.config.ascii.unwrap_or_default()
    }

    /// The time, unless another one was asked for.
    pub fn now(&self) -> DateTime<Utc> {
        self.at.unwrap_or_else(clock::now)
    }

    /// What the user attached to each session, by its position.
    pub fn personal(&self) -> Vec<Personal> {
        self.favourites.personal_in(&self.programme)
    }

    /// The friends with their sessions in the programme, which must not be another one later.
    pub fn friend_marks(&self) -> &FriendMarks {
        self.friend_marks.get_or_init(|| {
            let mut friends = self.friends.clone();
            friends.resolve(&self.programme);
            friends.in_programme(&self.programme)
        })
    }

    /// The sessions that the user goes to and that overlap another one of these.
    pub fn clashing(&self, personal: &[Personal]) -> Vec<SessionIx> {
        let programme = &self.programme;
        let transfer = Transfer::new(programme, &self.config.day.rules);
        let going = agenda::Context { programme, personal, transfer: &transfer }.marked(Mark::Going);
        let found = agenda::conflicts(programme, &going, &transfer);
        let clashes = found.iter().filter(|conflict| conflict.kind.is_clash());
        clashes.flat_map(|conflict| [conflict.a, conflict.b]).collect()
    }
}

/// The user's settings, with the colours that the terminal can show.
fn settings(environment: &Environment, places: Option<&Places>, problems: &mut Vec<Problem>) -> Config {
    let text = places.and_then(|places| own_text(&places.config.join("config.toml"), problems));
    let (mut config, found) = text.map_or_else(Default::default, |(text, file)| Config::read(&text, &file));
    problems.extend(found);
    let chosen = config.wardrobe.chosen(environment.dark);
    let worn = chosen.and_then(|name| theme(name, places, problems));
    config.wear(worn);
    config.ascii.get_or_insert(environment.lacks_signs);
    match environment.no_color {
        true => config.theme = Theme::mono(),
        false if !environment.true_color => config.theme.keep_to_256(),
        false => {}
    }
    config
}

/// A theme by its name, or from a file, whose path may begin in the folder of the user's files.
fn theme(name: &str, places: Option<&Places>, problems: &mut Vec<Problem>) -> Option<Theme> {
    let shipped = Theme::named(name);
    if shipped.is_some() {
        return shipped;
    }
    let path = places?.config.join(name);
    match own_text(&path, problems) {
        Some((text, file)) => {
            let (theme, found) = Theme::terminal().with(&text, &file);
            problems.extend(found);
            Some(theme)
        }
        None if !path.exists() => {
            let problem = Problem::error(path.display().to_string(), "there is no such file of a theme");
            problems.push(problem.advise("the default theme is in force; a path begins in the folder of config.toml"));
            None
        }
        None => None,
    }
}

/// What `COLORFGBG` says of the background: its last number is one of the 16 colours.
fn is_dark(told: &str) -> Option<bool> {
    let colour: u8 = told.rsplit(';').next()?.parse().ok()?;
    (colour < 16).then_some(matches!(colour, 0..=6 | 8))
}

/// The keys in force, and what is wrong in the user's own file.
fn keymap(places: Option<&Places>) -> (Keymap, Vec<Problem>) {
    let mut problems = Vec::new();
    let keymap = Keymap::default();
    let text = places.and_then(|places| own_text(&places.config.join("keymap.toml"), &mut problems));
    let Some((text, file)) = text else { return (keymap, problems) };
    let (keymap, found) = keymap.overridden_by(&text, &file);
    problems.extend(found);
    (keymap, problems)
}

/// The longest text that a person would write by hand, generously.
const LONGEST: u64 = 1 << 20;

/// The text of a file of the user's own with the file's name; nothing where there is no file, or none that can be read,
/// which is a problem.
fn own_text(path: &Path, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    let file = path.display().to_string();
    match read_text(path) {
        Ok(text) => Some((text, file)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            problems.push(Problem::error(file, format!("cannot be read; the defaults are in force: {error}")));
            None
        }
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    // Opening a pipe would wait for a writer.
    let kind = std::fs::metadata(path)?;
    if !kind.is_file() || kind.len() > LONGEST {
        return Err(io::Error::other("it is no file of text, or a very long one"));
    }
    disk::read_to_string(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Schedule, Session, Slot};
    use chrono::TimeZone;
    use ratatui::style::Color;

    #[test]
    fn a_theme_of_ones_own_is_read_and_the_background_may_choose_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("config.toml"),
            "theme = 'nord'\nauto = ['latte', 'own.toml']\nroles.seen = 'red'\n",
        )
        .unwrap();
        std::fs::write(folder.path().join("own.toml"), "[palette]\nsea = '#000080'\n[roles]\ngoing = 'sea'\n").unwrap();
        let place = Some(folder.path().as_os_str().to_owned());
        let environment =
            Environment { config: place.clone(), data: place, true_color: true, ..Environment::default() };
        let worn = |dark, true_color| {
            let startup = Startup::load(Environment { dark, true_color, ..environment.clone() });
            assert_eq!(startup.problems, []);
            (startup.config.theme.going.fg, startup.config.theme.seen.fg)
        };
        let red = Some(Color::Red);
        assert_eq!(worn(Some(true), true), (Some(Color::Rgb(0, 0, 128)), red));
        assert_eq!(worn(Some(true), false), (Some(Color::Indexed(18)), red));
        assert_eq!(worn(Some(false), true), (Theme::named("latte").unwrap().going.fg, red));
        assert_eq!(worn(None, true), (Theme::named("nord").unwrap().going.fg, red));
        std::fs::remove_file(folder.path().join("own.toml")).unwrap();
        let startup = Startup::load(Environment { dark: Some(true), ..environment });
        assert!(startup.problems[0].to_string().contains("there is no such file of a theme"), "{:?}", startup.problems);
    }

    #[test]
    fn a_background_is_dark_or_light_or_not_told() {
        let told = ["15;0", "0;15", "0;default;15", "12;8", "15;default", "", "7;99"].map(is_dark);
        assert_eq!(told, [Some(true), Some(false), Some(false), Some(true), None, None, None]);
    }

    #[test]
    fn what_clashes_is_what_the_user_goes_to_at_the_same_time() {
        let mut schedule = Schedule::default();
        schedule.event.id = "conf".to_owned();
        for (id, hour) in [("a", 9), ("b", 9), ("c", 9), ("d", 14)] {
            let mut session = Session::new(id, id);
            session.slot = Some(Slot::new(Utc.with_ymd_and_hms(2026, 3, 24, hour, 0, 0).unwrap(), 30));
            schedule.sessions.push(session);
        }
        let folder = tempfile::tempdir().unwrap();
        let place = Some(folder.path().as_os_str().to_owned());
        let startup = Startup::load(Environment { config: place.clone(), data: place, ..Environment::default() });
        let startup = Startup { programme: Arc::new(Programme::new(vec![schedule])), ..startup };
        let personal = [Some(Mark::Going), Some(Mark::Interested), Some(Mark::Going), Some(Mark::Going)]
            .map(|mark| Personal { mark, ..Personal::default() });
        assert_eq!(startup.clashing(&personal), [SessionIx(0), SessionIx(2)]);
    }
}
