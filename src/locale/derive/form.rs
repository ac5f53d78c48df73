//! Whether a table has the form that a Rust function expects, which reads the built-in one.

use super::super::compile::entries;
use super::super::{Body, Tree};

/// Whether `given` can stand where a function reads a table such as `model`.
pub fn fits(model: &Body, given: &Body) -> bool {
    match (model, given) {
        (Body::Strings(..) | Body::Weights(_), Body::Strings(..) | Body::Weights(_)) => entries(given).is_ok(),
        (Body::Rows(rows, _), Body::Rows(other, _)) => rows.first().map(Vec::len) == other.first().map(Vec::len),
        (Body::Text(_), Body::Text(_)) => true,
        (Body::Tree(model), Body::Tree(given)) => Form::of(&[model]).fits(given),
        _ => false,
    }
}

const NONE: u8 = 1;
const BOOL: u8 = 2;
const INT: u8 = 4;
const FLOAT: u8 = 8;
const STR: u8 = 16;
const SEQ: u8 = 32;
const MAP: u8 = 64;
const TAGGED: u8 = 128;

fn kind(tree: &Tree) -> u8 {
    match tree {
        Tree::None => NONE,
        Tree::Bool(_) => BOOL,
        Tree::Int(_) | Tree::Big(_) => INT,
        Tree::Float(_) => FLOAT,
        Tree::Str(_) => STR,
        Tree::Seq(..) => SEQ,
        Tree::Map(..) => MAP,
        Tree::Tagged(..) => TAGGED,
    }
}

/// What values that stand in one place of a table have in common.
#[derive(Debug, Default)]
struct Form {
    /// The kinds among them.
    kinds: u8,
    /// Whether a sequence or mapping among them is empty.
    empty: bool,
    /// The forms of the places of their sequences, if all are of one length.
    places: Option<Vec<Form>>,
    /// The form of the items of their sequences, of the values of their mappings and of what their tags stand for.
    items: Option<Box<Form>>,
    /// The form of the keys of their mappings.
    keys: Option<Box<Form>>,
}

impl Form {
    fn of(trees: &[&Tree]) -> Self {
        let mut form = Self::default();
        let (mut rows, mut items, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for tree in trees {
            form.kinds |= kind(tree);
            match tree {
                Tree::Seq(_, row) => {
                    form.empty |= row.is_empty();
                    rows.push(row);
                    items.extend(row);
                }
                Tree::Map(_, pairs) => {
                    form.empty |= pairs.is_empty();
                    keys.extend(pairs.iter().map(|(key, _)| key));
                    items.extend(pairs.iter().map(|(_, value)| value));
                }
                Tree::Tagged(_, value) => items.push(value),
                _ => {}
            }
        }
        let all = |trees: Vec<&Tree>| (!trees.is_empty()).then(|| Box::new(Self::of(&trees)));
        // One alone may be as long as it likes: a list of so many entries.
        if let [first, _, ..] = rows.as_slice() {
            if rows.len() == trees.len() && rows.iter().all(|row| row.len() == first.len()) {
                let place = |at: usize| Self::of(&rows.iter().map(|row| &row[at]).collect::<Vec<_>>());
                form.places = Some((0..first.len()).map(place).collect());
                return form;
            }
        }
        (form.items, form.keys) = (all(items), all(keys));
        form
    }

    fn fits(&self, tree: &Tree) -> bool {
        let alike = self.kinds & kind(tree) != 0 || (kind(tree) == INT && self.kinds & FLOAT != 0);
        let item = |tree: &Tree| self.items.as_ref().is_none_or(|form| form.fits(tree));
        let key = |tree: &Tree| self.keys.as_ref().is_none_or(|form| form.fits(tree));
        alike
            && match (tree, &self.places) {
                (Tree::Seq(_, items), Some(places)) => {
                    items.len() == places.len() && items.iter().zip(places).all(|(item, form)| form.fits(item))
                }
                (Tree::Seq(_, items), None) => (self.empty || !items.is_empty()) && items.iter().all(item),
                (Tree::Map(_, pairs), _) => {
                    (self.empty || !pairs.is_empty()) && pairs.iter().all(|(k, value)| key(k) && item(value))
                }
                (Tree::Tagged(_, value), _) => item(value),
                _ => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::*;
    use super::*;

    fn str(text: &str) -> Tree {
        Tree::Str(text.to_string())
    }

    fn list(items: &[Tree]) -> Tree {
        Tree::Seq(SEQ_LIST, items.to_vec())
    }

    #[test]
    fn trees_of_one_form_fit() {
        let row = |name: &str, value| list(&[str(name), value]);
        let model = list(&[row("a", Tree::Float(0.5)), row("b", Tree::Float(1.0))]);
        let fit = |given: &[Tree]| fits(&Body::Tree(model.clone()), &Body::Tree(list(given)));
        assert!(fit(&[row("c", Tree::Float(2.0))]));
        assert!(fit(&[row("c", Tree::Int(2)), row("d", Tree::Int(2)), row("e", Tree::Int(2))]));
        assert!(!fit(&[row("c", str("2"))]));
        assert!(!fit(&[list(&[Tree::Float(2.0), str("c")])]));
        assert!(!fit(&[list(&[str("c")])]));
        assert!(!fit(&[]));
    }

    #[test]
    fn mappings_fit_by_their_keys_and_values() {
        let map = |pairs: &[(Tree, Tree)]| Body::Tree(Tree::Map(MAP_DICT, pairs.to_vec()));
        let model = map(&[(str("a"), list(&[str("x")])), (str("b"), list(&[str("y"), str("z")]))]);
        assert!(fits(&model, &map(&[(str("c"), list(&[str("x"), str("y"), str("z")]))])));
        assert!(!fits(&model, &map(&[(str("c"), str("x"))])));
        assert!(!fits(&model, &map(&[(Tree::Int(1), list(&[str("x")]))])));
        assert!(!fits(&model, &Body::Text("x".to_string())));
    }

    #[test]
    fn strings_fit_with_weights_or_without() {
        let strings = |items: &[&str]| Body::Strings(items.iter().map(|s| (*s).to_string()).collect(), SEQ_TUPLE);
        let weights = |weight| Body::Weights(vec![("a".to_string(), Tree::Int(weight))]);
        assert!(fits(&strings(&["a"]), &weights(1)));
        assert!(fits(&weights(1), &strings(&["a", "b"])));
        assert!(!fits(&strings(&["a"]), &strings(&[])));
        assert!(!fits(&strings(&["a"]), &weights(0)));
    }
}
