//! The whole suite. Tests write scratch files, read the environment and the clock: the bans are for the program.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

mod architecture;
mod checking;
mod copies;
mod documents;
mod findings;
mod html_markdown;
mod html_pages;
mod html_search;
mod html_site;
mod new_kind;
mod parallel;
mod pdf_forms;
mod pdf_memory;
mod print_sets;
mod rebuild;
mod redaction;
mod register_books;
mod rejected_as_made;
mod retention;
mod sample_rejected;
mod sample_school;
mod schemas_data;
mod sheet_page;
mod signed_cards;
mod summaries;
