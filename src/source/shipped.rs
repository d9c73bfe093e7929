//! What comes with the program.

use crate::model::packed::{Held, Packed};

/// How many bytes say how long each event's schedule is.
const LENGTH: usize = 8;

/// The events that ship, by their first day.
pub fn shipped() -> Vec<Packed> {
    let mut rest: &[u8] = include_bytes!("../../seeds/seeds.bin");
    let mut shipped = Vec::new();
    while let Some((length, behind)) = rest.split_first_chunk::<LENGTH>() {
        // A test makes the bytes of the texts beside them; were they unreadable all the same, the program would be of
        // use still, for imported events.
        let Some((event, behind)) = behind.split_at_checked(u64::from_le_bytes(*length) as usize) else { break };
        shipped.extend(Packed::open(Held::Static(event)));
        rest = behind;
    }
    shipped
}
