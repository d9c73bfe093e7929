//! The properties in which the calendars of this program say what the standard has no place for.

/// What sort of entry a session is; every session has it.
pub const KIND: &str = "X-KUBETALKS-KIND";
/// A speaker, with [`ORGANISATION_OF`] and [`TITLE_OF`]: the properties of the standard invite people.
pub const SPEAKER: &str = "X-KUBETALKS-SPEAKER";
/// Of a speaker: the organisation.
pub const ORGANISATION_OF: &str = "X-ORGANISATION";
/// Of a speaker or a link: the title.
pub const TITLE_OF: &str = "X-TITLE";
/// Who gives it without naming a person.
pub const ORGANISATION: &str = "X-KUBETALKS-ORGANISATION";
/// The conference day, which is the one before while the night lasts.
pub const DAY: &str = "X-KUBETALKS-DAY";
/// The track, which is the first of the categories too.
pub const TRACK: &str = "X-KUBETALKS-TRACK";
/// Whom it is for.
pub const LEVEL: &str = "X-KUBETALKS-LEVEL";
/// The second line of the title.
pub const SUBTITLE: &str = "X-KUBETALKS-SUBTITLE";
/// The languages it is held in.
pub const LANGUAGES: &str = "X-KUBETALKS-LANGUAGES";
/// Where in the description the abstract stands: the first letter, and how many there are.
pub const ABSTRACT: &str = "X-KUBETALKS-ABSTRACT";
/// One thing that a listener took home.
pub const TAKEAWAY: &str = "X-KUBETALKS-TAKEAWAY";
/// A link, with [`KIND_OF`] and [`TITLE_OF`].
pub const LINK: &str = "X-KUBETALKS-LINK";
/// Of a link: what it leads to.
pub const KIND_OF: &str = "X-KIND";
/// The user's note.
pub const NOTE: &str = "X-KUBETALKS-NOTE";
/// The user's rating.
pub const RATING: &str = "X-KUBETALKS-RATING";
/// That the user has attended or watched it.
pub const SEEN: &str = "X-KUBETALKS-SEEN";
/// Since when a calendar is to take it for cancelled, although its programme may know nothing of that.
pub const WITHDRAWN: &str = "X-KUBETALKS-WITHDRAWN";
/// Of a calendar: where its only event is.
pub const PLACE: &str = "X-KUBETALKS-PLACE";
/// Of a calendar: how many minutes after midnight a day of its only event begins.
pub const DAY_CHANGE: &str = "X-KUBETALKS-DAY-CHANGE";
