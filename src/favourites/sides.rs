//! A text in which git has left both sides of a conflict.

/// Where a line belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Ancestor,
    Theirs,
}

/// The text as each of the two sides has it; nothing where it has no conflict, or one that does not end.
pub fn sides(text: &str) -> Option<[String; 2]> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let (mut side, mut met) = (Side::Both, false);
    for line in text.split_inclusive('\n') {
        let is = |sign: &str| {
            line.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
        };
        side = match side {
            Side::Both if is("<<<<<<<") => Side::Ours,
            Side::Ours if is("|||||||") => Side::Ancestor,
            Side::Ours | Side::Ancestor if is("=======") => Side::Theirs,
            Side::Theirs if is(">>>>>>>") => {
                met = true;
                Side::Both
            }
            same => {
                if matches!(same, Side::Both | Side::Ours) {
                    ours.push_str(line);
                }
                if matches!(same, Side::Both | Side::Theirs) {
                    theirs.push_str(line);
                }
                continue;
            }
        };
    }
    (met && side == Side::Both).then_some([ours, theirs])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_whole_and_the_ancestor_counts_for_nothing() {
        for end in ["\n", "\r\n"] {
            let text =
                ["a", "<<<<<<< HEAD", "b", "||||||| 1a2b3c", "c", "=======", "d", ">>>>>>> other", "e", ""].join(end);
            let expected = [["a", "b", "e", ""].join(end), ["a", "d", "e", ""].join(end)];
            assert_eq!(sides(&text), Some(expected));
        }
        for text in ["a\nb\n", "<<<<<<< x\na\n=======\nb\n", "a = '''\n=======\n'''\n", "<<<<<<<x\n=======\n>>>>>>>x\n"]
        {
            assert_eq!(sides(text), None, "{text}");
        }
    }
}
