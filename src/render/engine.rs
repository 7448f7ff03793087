//! What the template engine says of a template that it can't take, with the file and the place.

use crate::assets::{DataError, DataFault};

/// A template below `folder` that doesn't compile. The engine says where in its last lines, `--> forms/table.html:2:15`.
pub(super) fn unusable(folder: &str, error: &tera::Error) -> DataError {
    let said = error.to_string();
    let what = said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let place = said.lines().find_map(|line| line.trim().strip_prefix("--> ")).and_then(|at| {
        let (rest, column) = at.rsplit_once(':')?;
        let (file, line) = rest.rsplit_once(':')?;
        Some((file, (line.parse().ok()?, column.parse().ok()?)))
    });
    let (file, place) = place.map_or(("", None), |(file, place)| (file, Some(place)));
    DataError { file: format!("{folder}{file}"), place, fault: DataFault::Shape(what) }
}
