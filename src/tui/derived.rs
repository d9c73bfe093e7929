//! What is made of facts, and made anew when they have changed.

/// A value with the key that names everything it was made of.
#[derive(Debug, Clone)]
pub struct Derived<K, V> {
    key: Option<K>,
    value: V,
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
