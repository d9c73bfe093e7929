//! Sorted lists made one.

/// All items of several sorted lists in order; where neither of two comes `before` the other, the one of the earlier list
/// first. A stretch of one list that the other does not reach into, as conferences mostly are, is taken as a whole.
pub fn in_order<T: Copy>(mut lists: Vec<Vec<T>>, before: impl Fn(T, T) -> bool) -> Vec<T> {
    while lists.len() > 1 {
        let mut halved = Vec::with_capacity(lists.len().div_ceil(2));
        let mut rest = lists.into_iter();
        while let Some(first) = rest.next() {
            halved.push(match rest.next() {
                Some(second) => two(&first, &second, &before),
                None => first,
            });
        }
        lists = halved;
    }
    lists.pop().unwrap_or_default()
}

fn two<'a, T: Copy>(mut first: &'a [T], mut second: &'a [T], before: &impl Fn(T, T) -> bool) -> Vec<T> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    while let (Some(one), Some(other)) = (first.first(), second.first()) {
        let from_second = before(*other, *one);
        let from = if from_second { &mut second } else { &mut first };
        let belongs = |item: &T| if from_second { before(*item, *one) } else { !before(*other, *item) };
        let (taken, left) = from.split_at(stretch(from, belongs));
        merged.extend_from_slice(taken);
        *from = left;
    }
    merged.extend_from_slice(first);
    merged.extend_from_slice(second);
    merged
}

/// How many items at the beginning, the first included, fulfil a condition that from some item on none does: found in
/// doubling steps.
fn stretch<T>(list: &[T], fulfils: impl Fn(&T) -> bool) -> usize {
    let mut reach = 1;
    while reach < list.len() && fulfils(&list[reach]) {
        reach *= 2;
    }
    let known = reach / 2;
    let beyond = reach.min(list.len());
    (known + 1).min(list.len()) + list.get(known + 1..beyond).map_or(0, |rest| rest.partition_point(fulfils))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_made_one_are_what_sorting_them_gives(mut lists in prop::collection::vec(prop::collection::vec(0..50_u32, 0..40), 0..6)) {
            lists.iter_mut().for_each(|list| list.sort_unstable());
            let items: Vec<Vec<(u32, usize)>> =
                lists.iter().enumerate().map(|(at, list)| list.iter().map(|item| (*item, at)).collect()).collect();
            let mut expected: Vec<(u32, usize)> = items.iter().flatten().copied().collect();
            expected.sort_by_key(|(item, at)| (*item, *at));
            prop_assert_eq!(in_order(items, |(one, _), (other, _)| one < other), expected);
        }
    }
}
