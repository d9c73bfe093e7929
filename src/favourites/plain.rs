//! The text form as the program and nearly everybody else writes it, read without the way through the values of TOML, which
//! takes seconds for a hundred thousand entries.

use super::Entry;
use super::entry::instant;
use crate::model::Mark;
use crate::sanitise::cleaned;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub(super) const HEAD: &str =
    "# Favourites of kubetalks. You may edit this file; remarks belong in 'note', for comments are not kept.\n";
/// Without this line a file that begins with [`HEAD`] was cut short, even where what is left happens to be valid.
pub(super) const END: &str = "# end of favourites";
/// The line that begins an entry.
pub(super) const BEGIN: &str = "[[entry]]";

/// What is still to be read of a text. Whatever is written in a way that is not usual is read as nothing, and the long way
/// has to tell what it says.
pub(super) struct Rest<'t>(pub(super) &'t str);

impl<'t> Rest<'t> {
    /// Passes what stands before the first entry, if that is only what the program writes.
    pub(super) fn head(&mut self) -> Option<()> {
        self.blanks()?;
        (self.key()? == "schema" && self.pass("1")).then_some(())?;
        self.end_line()?;
        self.blanks()?;
        self.at_entry().then_some(())
    }

    /// The entry that begins here, up to the next one or the end.
    pub(super) fn entry(&mut self) -> Option<Entry> {
        self.pass(BEGIN).then_some(())?;
        self.end_line()?;
        let entry = self.lines_of_entry()?;
        (self.0.is_empty() || self.at_entry()).then_some(entry)
    }

    fn at_entry(&self) -> bool {
        self.0.starts_with(BEGIN)
    }

    /// Whether the line that begins here is none that TOML has outside of a text: those of git, above all.
    pub(super) fn is_no_line(&self) -> bool {
        self.0.starts_with(['<', '>', '=', '|'])
    }

    fn pass(&mut self, sign: &str) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// The first bytes, which are passed.
    fn take(&mut self, length: usize) -> Option<&'t str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }

    /// Passes what is left of a line, if that is nothing or a remark.
    fn end_line(&mut self) -> Option<()> {
        self.spaces();
        if self.0.starts_with('#') {
            let end = memchr::memchr(b'\n', self.0.as_bytes()).unwrap_or(self.0.len());
            let remark = self.take(end)?;
            let remark = remark.strip_suffix('\r').filter(|_| !self.0.is_empty()).unwrap_or(remark);
            (!has_control(remark, false)).then_some(())?;
        }
        (self.0.is_empty() || self.pass("\n") || self.pass("\r\n")).then_some(())
    }

    /// Passes empty lines and remarks.
    pub(super) fn blanks(&mut self) -> Option<()> {
        self.spaces();
        while self.0.starts_with(['#', '\n', '\r']) {
            self.end_line()?;
            self.spaces();
        }
        Some(())
    }

    /// A key with the sign behind it.
    fn key(&mut self) -> Option<&'t str> {
        let length = self.0.bytes().take_while(u8::is_ascii_lowercase).count();
        let key = self.take(length)?;
        self.spaces();
        self.pass("=").then_some(())?;
        self.spaces();
        Some(key)
    }

    fn lines_of_entry(&mut self) -> Option<Entry> {
        let mut entry = Entry::default();
        let mut said: Vec<&str> = Vec::with_capacity(12);
        loop {
            self.blanks()?;
            if self.0.is_empty() || self.0.starts_with('[') {
                return (!entry.event.is_empty() && !entry.session.is_empty()).then_some(entry);
            }
            let key = self.key()?;
            (!said.contains(&key)).then_some(())?;
            said.push(key);
            match key {
                "event" => entry.event = self.string()?,
                "session" => entry.session = self.string()?,
                "title" => entry.title = self.string()?,
                "speakers" => entry.speakers = self.strings()?,
                "start" => entry.start = Some(self.instant()?),
                "guid" => entry.guid = Some(self.string()?),
                "code" => entry.code = Some(self.string()?),
                "mark" => {
                    let word = self.string()?;
                    entry.mark = Some(Mark::ALL.into_iter().find(|mark| mark.name() == word)?);
                }
                "seen" => {
                    entry.seen = self.pass("true");
                    (entry.seen || self.pass("false")).then_some(())?;
                }
                "rating" => entry.rating = Some(self.take(1)?.parse().ok()?),
                "note" => entry.note = self.string()?,
                "changed" => entry.changed = Some(self.instant()?),
                _ => return None,
            }
            self.end_line()?;
        }
    }

    fn strings(&mut self) -> Option<Vec<String>> {
        let mut strings = Vec::new();
        self.pass("[").then_some(())?;
        self.blanks()?;
        while !self.pass("]") {
            strings.push(self.string()?);
            self.blanks()?;
            (self.pass(",") || self.0.starts_with(']')).then_some(())?;
            self.blanks()?;
        }
        Some(strings)
    }

    fn string(&mut self) -> Option<String> {
        self.usual_string().or_else(|| self.any_string())
    }

    /// One of printable letters of ASCII, as nearly all are.
    fn usual_string(&mut self) -> Option<String> {
        let rest = self.0.strip_prefix('"')?;
        let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        let (part, after) = rest.split_at_checked(end)?;
        let is_odd = part.bytes().fold(false, |odd, byte| odd | !matches!(byte, b' '..=b'~'));
        let after = after.strip_prefix('"').filter(|after| end > 0 || !after.starts_with('"'))?;
        (!is_odd).then(|| {
            self.0 = after;
            part.to_owned()
        })
    }

    fn any_string(&mut self) -> Option<String> {
        let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| self.pass(quote))?;
        let (sign, lines) = (*quote.as_bytes().first()?, quote.len() == 3);
        if lines {
            self.pass("\n");
        }
        let mut plain = String::new();
        loop {
            let escapes = if sign == b'"' { b'\\' } else { sign };
            let at = memchr::memchr2(sign, escapes, self.0.as_bytes())?;
            let part = self.take(at)?;
            (!has_control(part, lines)).then_some(())?;
            if self.pass(quote) {
                // A quote more would belong to the text.
                (!lines || !self.0.as_bytes().starts_with(&[sign])).then_some(())?;
                return Some(match plain.is_empty() {
                    true => cleaned(part).into_owned(),
                    false => cleaned(&(plain + part)).into_owned(),
                });
            }
            plain.push_str(part);
            match self.pass("\\") {
                true => plain.push(self.escaped()?),
                // A quote within several lines.
                false => plain.push_str(self.take(1)?),
            }
        }
    }

    /// What stands for a letter behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let hexadecimal = |digits: &str| {
            let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            u32::from_str_radix(digits, 16).ok().filter(|_| is_number).and_then(char::from_u32)
        };
        match self.take(1)? {
            "n" => Some('\n'),
            "t" => Some('\t'),
            "r" => Some('\r'),
            "\"" => Some('"'),
            "\\" => Some('\\'),
            "u" => self.take(4).and_then(hexadecimal),
            _ => None,
        }
    }

    fn instant(&mut self) -> Option<DateTime<Utc>> {
        let year = i32::try_from(self.digits(4)?).ok()?;
        self.pass("-").then_some(())?;
        let month = self.digits(2)?;
        self.pass("-").then_some(())?;
        let date = NaiveDate::from_ymd_opt(year, month, self.digits(2)?)?;
        (self.pass("T") || self.pass(" ")).then_some(())?;
        let (hour, minute) = self.hour_and_minute()?;
        self.pass(":").then_some(())?;
        let second = self.digits(2)?;
        let mut nanoseconds = 0;
        if self.pass(".") {
            let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
            (1..=9).contains(&digits).then_some(())?;
            let unit = 10_u32.pow(u32::try_from(9 - digits).ok()?);
            nanoseconds = self.digits(digits)?.checked_mul(unit)?;
        }
        // Seconds of 60 are for the long way.
        let time = date.and_hms_nano_opt(hour, minute, second, nanoseconds)?.and_utc();
        let time = if self.pass("Z") { time } else { time.checked_sub_signed(self.offset()?)? };
        instant::tidy(time)
    }

    fn offset(&mut self) -> Option<TimeDelta> {
        let behind = self.pass("-");
        (behind || self.pass("+")).then_some(())?;
        let (hours, minutes) = self.hour_and_minute()?;
        (hours < 24 && minutes < 60).then_some(())?;
        let offset = TimeDelta::minutes(i64::from(hours * 60 + minutes));
        Some(if behind { -offset } else { offset })
    }

    fn hour_and_minute(&mut self) -> Option<(u32, u32)> {
        let hours = self.digits(2)?;
        self.pass(":").then_some(())?;
        Some((hours, self.digits(2)?))
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.take(count)?.bytes();
        digits
            .map(|digit| digit.is_ascii_digit().then(|| u32::from(digit - b'0')))
            .try_fold(0, |number, digit| Some(number * 10 + digit?))
    }
}

/// Whether there is anything in a text that TOML does not allow in it; line ends are allowed in some.
fn has_control(text: &str, lines: bool) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t' && !(lines && byte == b'\n'))
}
