//! Whom one goes with: who they are, how much of what they sent is found, where it came from.

use crate::action::{Action, Mode};
use crate::friends::Friend;
use crate::model::Mark;
use crate::tui::ask::{Ask, Asks, Opening, Status, warn};
use crate::tui::contract::{Draw, Hints, Overlay};
use crate::tui::layout::{inside, rows_high, whole_or};
use crate::tui::widgets::{Canvas, Cursor, Look, Titles, page};
use crate::tui::world::{World, effect::Effect, filter::FilterChange};
use crate::words::{age, counted, sign};
use ratatui::layout::Rect;

#[derive(Debug, Clone, Default)]
pub struct FriendsView {
    cursor: Cursor,
    /// Who is forgotten if the same key is pressed again.
    forgetting: Option<String>,
}

impl FriendsView {
    fn friend<'w>(&self, world: &'w World) -> Option<&'w Friend> {
        world.friends().all().get(self.cursor.at)
    }

    /// Asks first; the same key again is the answer.
    fn forget(&mut self, world: &World, asked: Option<String>) -> Asks {
        let Some(friend) = self.friend(world) else { return nobody() };
        if asked.as_ref() == Some(&friend.name) {
            return vec![Ask::Do(Effect::Unfriend(friend.name.clone()))];
        }
        self.forgetting = Some(friend.name.clone());
        let key = world.key_for(Mode::Friends, Action::Forget).unwrap_or_default();
        warn(format!("{key} again forgets {}; the file they sent stays", friend.name))
    }

    fn read_again(&self, world: &World) -> Asks {
        match self.friend(world) {
            None => nobody(),
            Some(friend) if friend.origin.is_none() => {
                warn("what they sent came from a code or standard input and cannot be read again")
            }
            Some(friend) => {
                let said = Ask::Say(Status::said(format!("reading again what {} sent", friend.name)));
                vec![said, Ask::Do(Effect::RefreshFriend(friend.name.clone()))]
            }
        }
    }
}

fn nobody() -> Asks {
    warn("there are no friends yet")
}

impl Overlay for FriendsView {
    fn refresh(&mut self, world: &World, area: Rect) {
        self.cursor.fit(world.friends().all().len(), page(inside(area), 2));
    }

    fn act(&mut self, world: &World, action: Action) -> Option<Asks> {
        let asked = self.forgetting.take();
        match action {
            Action::Befriend => Some(vec![Ask::Open(Opening::Friend)]),
            Action::Forget => Some(self.forget(world, asked)),
            Action::Refresh => Some(self.read_again(world)),
            Action::Enter => Some(match self.friend(world) {
                Some(friend) => vec![Ask::Filter(FilterChange::Only(format!("with:\"{}\"", friend.name)))],
                None => vec![Ask::Open(Opening::Friend)],
            }),
            _ => None,
        }
    }

    fn list(&mut self) -> Option<(&mut Cursor, u16)> {
        Some((&mut self.cursor, 2))
    }

    fn mode(&self) -> Mode {
        Mode::Friends
    }

    fn size(&self, world: &World, body: Rect) -> (u16, u16) {
        (whole_or(84, body), rows_high(world.friends().all().len().max(1).saturating_mul(2)))
    }

    fn hints(&self, world: &World) -> Hints {
        let mut hints = vec![(Action::Befriend, "add somebody")];
        if self.friend(world).is_some() {
            hints.extend([
                (Action::Enter, "their sessions"),
                (Action::Refresh, "read again"),
                (Action::Forget, "forget"),
            ]);
        }
        hints.extend([(Action::Back, "close"), (Action::Help, "help")]);
        hints
    }
}

impl Draw for FriendsView {
    fn draw(&self, world: &World, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let all = world.friends().all();
        let right = counted(all.len(), "friend");
        let inner = canvas.pane(area, &Titles { left: "Friends", right: &right, below: "" }, true);
        let (text, dim, accent) = (canvas.look.theme.text, canvas.look.theme.dim, canvas.look.theme.accent);
        if all.is_empty() {
            let key = world.key_for(Mode::Friends, Action::Befriend).unwrap_or_default();
            let lines = ["Nobody yet.".to_owned(), format!("{key} takes the favourites that somebody sent you.")];
            for (line, y) in lines.iter().zip(inner.y..inner.bottom()) {
                canvas.text(inner.x + 1, y, usize::from(inner.width).saturating_sub(2), line, dim);
            }
        }
        for (at, row) in self.cursor.rows(inner, 2) {
            let over = canvas.ground(row, at == self.cursor.at, true);
            let (friend, cells) = (&all[at], usize::from(row.width).saturating_sub(5));
            canvas.text(row.x + 2, row.y, 1, &friend.letter.to_string(), Look::over(accent, over));
            canvas.text(row.x + 4, row.y, cells, &friend.name, Look::over(text, over));
            if let Some(member) = world.friend_marks().members.get(at) {
                let count = |mark| format!("{} {}", sign(mark), member.marked(mark).len());
                let missing =
                    if member.missing > 0 { format!("  {} not found", member.missing) } else { String::new() };
                let counts = format!("{}  {}{missing} ", count(Mark::Going), count(Mark::Interested));
                canvas.right(row, row.y, &counts, Look::over(dim, over));
            }
            let taken = friend.taken.map(|taken| age(world.now(), taken));
            let about: Vec<String> = taken.into_iter().chain([friend.shown_origin()]).collect();
            canvas.text(row.x + 4, row.y + 1, cells, &about.join(" · "), Look::over(dim, over));
        }
        canvas.scroll_bar(area, self.cursor.seen());
    }
}
