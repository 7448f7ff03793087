//! What people read, by message id: Vietnamese first, English second, from `templates/i18n/<language>/*.ftl`.
//!
//! Uses `assets`. Every id is present in both languages (tested); a missing id shows itself, never an empty text.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::assets::{Assets, DataError, DataFault};

/// The language of what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// Tiếng Việt, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The code that `--lang`, HTML and PDF use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// Both languages' messages.
pub struct Words {
    vi: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads every `.ftl` file of both languages.
    ///
    /// # Errors
    /// When a file is not UTF-8, is not Fluent, or repeats an id.
    pub fn load(assets: &Assets) -> Result<Self, DataError> {
        Ok(Self { vi: bundle(assets, Language::Vi)?, en: bundle(assets, Language::En)? })
    }

    /// The message `id` in `language`, with its variables filled in.
    pub fn say(&self, language: Language, id: &str, arguments: &[(&str, &str)]) -> String {
        let bundle = match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        };
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("{{{id}}}");
        };
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, FluentValue::from(*value));
        }
        let mut faults = Vec::new();
        bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned()
    }

    /// Whether `id` is known in `language`.
    pub fn knows(&self, language: Language, id: &str) -> bool {
        match language {
            Language::Vi => self.vi.has_message(id),
            Language::En => self.en.has_message(id),
        }
    }
}

fn bundle(assets: &Assets, language: Language) -> Result<FluentBundle<FluentResource>, DataError> {
    let id = match language {
        Language::Vi => unic_langid::langid!("vi"),
        Language::En => unic_langid::langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks are bidi controls; the house refuses those in every text.
    bundle.set_use_isolating(false);
    for (file, bytes) in assets.list(&format!("templates/i18n/{}/", language.code())) {
        let text = std::str::from_utf8(bytes).map_err(|_| DataError::new(file, DataFault::NotText))?;
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, faults)| {
            let first = faults.first().map_or((0, String::new()), |first| (first.pos.start, first.to_string()));
            DataError::within(file, text, first.0, DataFault::Shape(first.1))
        })?;
        let said = |e: &[FluentError]| e.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        bundle.add_resource(resource).map_err(|e| DataError::new(file, DataFault::Shape(said(&e))))?;
    }
    Ok(bundle)
}
