//! A document laid out in one pass, where an earlier one of its form foretells its page numbers.
//!
//! typst lays a document out again and again until what it says of itself is true: the "3/9" of a footer is known only
//! when all nine pages are there, so each document is laid out twice. Most have as many pages as one of the same form
//! before them. So the first pass is told that one's page numbers, and nothing else of it; where the finished pages bear
//! them out, no other pass is needed, and where they don't, it goes on as typst would. What comes out agrees with itself
//! either way. It is the same whichever document came before as long as a page number moves no line, which a test holds
//! of our own forms. Forms or fonts laid over ours are not asked to hold to that: `pdf` lays them out as typst does.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use typst::World;
use typst::comemo::{Constraint, Track, Tracked};
use typst::diag::{SourceResult, StrResult, Warned};
use typst::ecow::{EcoString, EcoVec};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Label, Selector, StyleChain, Target, TargetElem};
use typst::introspection::{DocumentPosition, EmptyIntrospector, Introspector, Location};
use typst::model::Numbering;
use typst::syntax::VirtualPath;
use typst::utils::Protected;
use typst_layout::{PagedDocument, PagedIntrospector, layout_document};

use crate::assets::Assets;

/// Passes after which typst gives up and says what would not settle.
const MOST: usize = 5;

/// The page numbers of the document of each form that was laid out last; nothing where forms or fonts are not ours.
#[derive(Debug)]
pub(super) struct Foretold(Option<Mutex<BTreeMap<String, Arc<PagedIntrospector>>>>);

impl Foretold {
    /// For the forms and fonts of `assets`.
    pub(super) fn of(assets: &Assets) -> Self {
        let ours = !["templates/pdf/", "templates/fonts/"].into_iter().any(|prefix| assets.is_overlaid(prefix));
        Self(ours.then(Mutex::default))
    }

    /// The document of `world`, as [`typst::compile`] lays it out.
    pub(super) fn lay_out(&self, form: &str, world: &dyn World) -> Warned<SourceResult<PagedDocument>> {
        let Some(last) = &self.0 else { return typst::compile(world) };
        let before = last.lock().unwrap_or_else(PoisonError::into_inner).get(form).cloned();
        let Some(document) = settle(world.track(), before) else { return typst::compile(world) };
        let numbers = Arc::clone(document.introspector());
        last.lock().unwrap_or_else(PoisonError::into_inner).insert(form.to_owned(), numbers);
        Warned { output: Ok(document), warnings: EcoVec::new() }
    }
}

/// A document that came out without a word of typst's; whatever it would say is left to [`typst::compile`].
fn settle(world: Tracked<'_, dyn World + '_>, before: Option<Arc<PagedIntrospector>>) -> Option<PagedDocument> {
    let content = evaluated(world)?;
    let mut told: Box<dyn Introspector> = match before {
        Some(before) => Box::new(PageNumbers(before)),
        None => Box::new(EmptyIntrospector),
    };
    for _ in 0..MOST {
        let (document, holds) = pass(world, &content, told.as_ref())?;
        if holds {
            return Some(document);
        }
        told = Box::new(PagedIntrospector::clone(document.introspector()));
    }
    None
}

/// What the main file comes to.
fn evaluated(world: Tracked<'_, dyn World + '_>) -> Option<Content> {
    let main = world.source(world.main()).ok()?;
    let (traced, route, mut sink) = (Traced::default(), Route::default(), Sink::new());
    let tracked = sink.track_mut();
    let module = typst_eval::eval(world, world.library(), traced.track(), tracked, route.track(), &main).ok()?;
    is_silent(sink).then(|| module.content())
}

/// One pass, and whether the document bears out what it was `told` of itself.
fn pass(
    world: Tracked<'_, dyn World + '_>,
    content: &Content,
    told: &dyn Introspector,
) -> Option<(PagedDocument, bool)> {
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let constraint = Constraint::new();
    let (traced, mut sink) = (Traced::default(), Sink::new());
    let mut engine = Engine {
        world,
        library,
        introspector: Protected::new(told.track_with(&constraint)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let document = layout_document(&mut engine, content, base.chain(&target)).ok()?;
    let found: &dyn Introspector = document.introspector().as_ref();
    let holds = constraint.validate(found);
    // What a pass complains of that is not the last one doesn't count.
    (!holds || is_silent(sink)).then_some((document, holds))
}

fn is_silent(mut sink: Sink) -> bool {
    sink.delayed().is_empty() && sink.warnings().is_empty()
}

/// The page numbers of another document. Of all else it knows nothing, as typst does in its first pass.
struct PageNumbers(Arc<PagedIntrospector>);

impl Introspector for PageNumbers {
    fn pages(&self, location: Location) -> Option<NonZeroUsize> {
        self.0.pages(location)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        self.0.page(location)
    }

    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        EmptyIntrospector.query(selector)
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        EmptyIntrospector.query_first(selector)
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        EmptyIntrospector.query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        EmptyIntrospector::query_label(&EmptyIntrospector, label)
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        EmptyIntrospector.query_labelled()
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        EmptyIntrospector.query_count_before(selector, end)
    }

    fn label_count(&self, label: Label) -> usize {
        EmptyIntrospector.label_count(label)
    }

    fn locator(&self, key: u128, base: Location) -> Option<Location> {
        EmptyIntrospector.locator(key, base)
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        EmptyIntrospector.position(location)
    }

    fn page_numbering(&self, _: Location) -> Option<&Numbering> {
        None
    }

    fn page_supplement(&self, _: Location) -> Option<&Content> {
        None
    }

    fn anchor(&self, _: Location) -> Option<&EcoString> {
        None
    }

    fn document(&self, _: Location) -> Option<Location> {
        None
    }

    fn path(&self, _: Location) -> Option<&VirtualPath> {
        None
    }
}
