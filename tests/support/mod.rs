//! What the tests of the whole program share.

#![allow(unreachable_pub, dead_code, reason = "every test binary is a crate of its own and uses a part")]

pub mod http;
pub mod invented;
pub mod net;
pub mod pty;
pub mod user;
