//! Sorted lists made one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// All items of several sorted lists in the order of their keys; of equal ones those of an earlier list first. A stretch
/// of one list that no other reaches into, as conferences mostly are, is taken as a whole.
pub fn in_order<T: Copy, K: Ord>(lists: Vec<&[T]>, key: impl Fn(T) -> K) -> Vec<T> {
    let mut merged = Vec::with_capacity(lists.iter().map(|list| list.len()).sum());
    let mut rest = lists;
    let head = |rest: &[&[T]], list: usize| rest[list].first().map(|item| Reverse((key(*item), list)));
    let mut heads: BinaryHeap<_> = (0..rest.len()).filter_map(|list| head(&rest, list)).collect();
    while let Some(Reverse((_, list))) = heads.pop() {
        let next = heads.peek().map(|Reverse(next)| next);
        let is_before = |item: &T| next.is_none_or(|(next, of)| (&key(*item), &list) < (next, of));
        let count = stretch(rest[list], is_before);
        let (taken, left) = rest[list].split_at(count);
        merged.extend_from_slice(taken);
        rest[list] = left;
        heads.extend(head(&rest, list));
    }
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
            let merged = in_order(items.iter().map(Vec::as_slice).collect(), |(item, _)| item);
            prop_assert_eq!(merged, expected);
        }
    }
}
