//! The name of a room in a column that may be too narrow for it.

use crate::measure::wrap;

/// A name for so many lines of so many cells: where it does not fit, without the words at its front that it shares with
/// another one, so that its telling end stays.
pub fn fitting<'a>(name: &str, others: impl Iterator<Item = &'a str> + Clone, cells: usize, lines: usize) -> String {
    if wrap(name, cells, 0).len() <= lines {
        return name.to_owned();
    }
    let words = name.match_indices(' ').map(|(at, _)| at + 1).rev();
    let mut shared = words.filter(|end| {
        let start = name.get(..*end).unwrap_or_default();
        others.clone().any(|other| other != name && other.starts_with(start))
    });
    match shared.next() {
        Some(end) => format!("… {}", name.get(end..).unwrap_or_default()),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_share_is_cut_where_the_whole_does_not_fit() {
        let names = ["Hall 1-5 | Tram Zone | Demo Theater", "Hall 1-5 | Tram Zone | Nook", "Hall 7 | Room A", "Aula"];
        let told = |cells, lines| names.map(|name| fitting(name, names.into_iter(), cells, lines));
        assert_eq!(told(60, 1), names);
        assert_eq!(told(14, 2), ["… Demo Theater", "… Nook", "Hall 7 | Room A", "Aula"]);
        assert_eq!(told(10, 1), ["… Demo Theater", "… Nook", "… 7 | Room A", "Aula"]);
        assert_eq!(fitting("Aula Magna", ["Aula Magna"].into_iter(), 4, 1), "Aula Magna", "nothing is shared");
    }
}
