//! The grammar as pest reads it: `grammar/lexis.pest` and `grammar/arch.pest` are the only definition of the syntax.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "grammar/lexis.pest"]
#[grammar = "grammar/arch.pest"]
pub(super) struct Grammar;
