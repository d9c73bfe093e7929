//! What is made of facts, and made anew when they have changed.

use std::fmt;

/// A value with the key that names everything it was made of.
#[derive(Clone)]
pub struct Derived<K, V> {
    key: Option<K>,
    value: V,
}

/// Tells of the value: the key only says when it is made.
impl<K, V: fmt::Debug> fmt::Debug for Derived<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl<K, V: Default> Default for Derived<K, V> {
    fn default() -> Self {
        Self { key: None, value: V::default() }
    }
}

impl<K: PartialEq, V> Derived<K, V> {
    /// The value as it was made last.
    pub fn get(&self) -> &V {
        &self.value
    }

    /// Whether the value is made of what the key names.
    pub fn is_of(&self, key: &K) -> bool {
        self.key.as_ref() == Some(key)
    }

    /// Makes the value anew if the key is another one than last time; tells whether it was made.
    pub fn refresh(&mut self, key: K, make: impl FnOnce() -> V) -> bool {
        let stale = self.key.as_ref() != Some(&key);
        if stale {
            self.value = make();
            self.key = Some(key);
        }
        stale
    }

    /// Lets the next refresh make the value, whatever its key.
    pub fn forget(&mut self) {
        self.key = None;
    }
}
