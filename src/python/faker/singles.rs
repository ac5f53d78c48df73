//! Single values: at once where nothing but looks is needed, else as a batch of one.

use super::batches::{read_arguments, read_call};
use super::{Faker, State};
use crate::python::methods::{numbered, Call};
use crate::python::single::{At, Given, Made, Maker, Place, Raw, Ready};
use pyo3::prelude::*;

impl Faker {
    /// One value of a field with its default arguments, if it can be made at once.
    #[inline]
    pub fn plain<'py>(&self, py: Python<'py>, number: usize) -> Option<PyResult<Bound<'py, PyAny>>> {
        Some(self.made_at_once(py, |maker, place, at| maker.plain(py, place, at, number))?.object(py, &[]))
    }

    /// One value of a field with these arguments; `None` if reading them takes more than a look.
    #[inline]
    pub fn given<'py>(&self, py: Python<'py>, number: usize, raw: Raw<'_, 'py>) -> Option<PyResult<Bound<'py, PyAny>>> {
        let made = self.made_at_once(py, |maker, place, at| maker.again(py, place, at, number, raw)).or_else(|| {
            let key = self.lock(py).key;
            let given = Given::new(self.place(), &key, number, raw)?;
            self.made_at_once(py, |maker, place, at| maker.given(py, place, at, number, given))
        })?;
        Some(made.object(py, &[]))
    }

    fn place(&self) -> Place<'_> {
        Place { locales: &self.locales, packs: &self.packs, clock: self.clock }
    }

    /// A value of the next call, whose number is taken if there is one. The instance is locked meanwhile, so nothing that
    /// could run Python may happen in `make`.
    #[inline]
    fn made_at_once<'py>(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&mut Maker, Place<'_>, At<'_>) -> Option<Made<'py>>,
    ) -> Option<Made<'py>> {
        let place = self.place();
        let mut state = self.lock(py);
        let State { key, call, maker, .. } = &mut *state;
        let maker = maker.get_or_insert_with(|| Box::new(Maker::new(place, key)));
        let made = make(maker, place, (key, *call))?;
        *call += 1;
        Some(made)
    }

    /// One value of a field.
    pub fn single<'py>(&self, py: Python<'py>, number: usize, call: Call<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
        let field = numbered()[number].field;
        let (bound, context) = read_arguments(py, field, call.positional, call.named)?;
        let key = self.lock(py).key;
        if let Some(mut ready) = Ready::new(self.place(), &key, field, bound) {
            if let Some(made) = self.made_at_once(py, |maker, place, at| maker.once(py, place, at, &mut ready)) {
                return made.object(py, &context.objects);
            }
        }
        let (bound, context, kwargs) = read_call(py, field, call.positional, call.named)?;
        let list = self.list(py, field, bound, 1, false, context, &kwargs)?;
        list.get_item(0)
    }
}
