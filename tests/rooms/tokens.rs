//! Rust as a row of tokens: without comments, with literals that say nothing, and without what is compiled for tests only.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// One token. Brackets are signs, so that a row of tokens can be read from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name or a keyword.
    Word(String),
    /// A bracket, or one character of an operator.
    Sign(char),
    /// A literal, or a lifetime's tick.
    Other,
}

impl Token {
    /// The name or keyword that this is.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether this is a certain sign.
    pub fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

/// The tokens of a text that is Rust.
pub fn tokens(text: &str) -> Vec<Token> {
    let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("this is no Rust: {error}"));
    let mut found = Vec::new();
    flatten(stream, &mut found);
    found
}

fn flatten(stream: TokenStream, found: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(name) => found.push(Token::Word(name.to_string())),
            TokenTree::Punct(sign) if sign.as_char() == '\'' => found.push(Token::Other),
            TokenTree::Punct(sign) => found.push(Token::Sign(sign.as_char())),
            TokenTree::Literal(_) => found.push(Token::Other),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                found.push(Token::Sign(open));
                flatten(group.stream(), found);
                found.push(Token::Sign(close));
            }
        }
    }
}

/// Where the item that begins at a place ends: past its closing brace, or past its semicolon.
pub fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(sign @ (')' | ']' | '}')) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && *sign == '}' {
                    return at + 1;
                }
            }
            Token::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Past the attribute that begins at a place, `#[...]` or `#![...]`; nothing where none begins there.
pub fn past_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let open = at + 1 + usize::from(tokens.get(at + 1)?.is('!'));
    if !tokens[at].is('#') || !tokens.get(open)?.is('[') {
        return None;
    }
    let mut depth = 0_usize;
    for (end, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(end + 1);
        }
    }
    None
}

/// What stands for `pub(crate)`, `pub(super)` and the like.
pub const WITHIN: &str = "pub within";

/// The tokens without the items that are for tests only, with one word for who may see an item. The modules that such
/// items declare are added to `dropped`.
pub fn shipped(tokens: &[Token], dropped: &mut BTreeSet<String>) -> Vec<Token> {
    let mut left = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_pub = tokens[at].word() == Some("pub");
        if let Some(past) = past_attribute(tokens, at) {
            let words: Vec<&str> = tokens[at..past].iter().filter_map(Token::word).take(3).collect();
            if matches!(words[..], ["cfg", "test", ..] | ["cfg", "any" | "all", "test", ..]) {
                let mut item = past;
                while let Some(next) = tokens.get(item).and_then(|_| past_attribute(tokens, item)) {
                    item = next;
                }
                let end = end_of_item(tokens, item);
                if let [.., Token::Word(keyword), Token::Word(name), Token::Sign(';')] = &tokens[item..end]
                    && keyword == "mod"
                {
                    dropped.insert(name.clone());
                }
                at = end;
                continue;
            }
            left.extend_from_slice(&tokens[at..past]);
            at = past;
            continue;
        }
        left.push(tokens[at].clone());
        at += 1;
        let inside = tokens.get(at + 1).and_then(Token::word);
        if is_pub && tokens[at].is('(') && matches!(inside, Some("crate" | "super" | "in" | "self")) {
            left.pop();
            left.push(Token::Word(WITHIN.to_owned()));
            at += tokens[at..].iter().position(|token| token.is(')')).map_or(0, |length| length + 1);
        }
    }
    left
}
