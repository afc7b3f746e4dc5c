//! The lenses that are built into the program, as any author would write them.

/// A file of a lens that is built in.
#[derive(Clone, Copy, Debug)]
pub struct BuiltinFile {
    /// The name that people see in messages.
    pub name: &'static str,
    pub text: &'static str,
}

/// The files of the lens `serverless`, in the order in which they are read.
pub const SERVERLESS: &[BuiltinFile] = &[
    BuiltinFile {
        name: "serverless/lens.lens",
        text: include_str!("serverless/lens.lens"),
    },
    BuiltinFile {
        name: "serverless/operational-excellence.lens",
        text: include_str!("serverless/operational-excellence.lens"),
    },
    BuiltinFile {
        name: "serverless/security.lens",
        text: include_str!("serverless/security.lens"),
    },
    BuiltinFile {
        name: "serverless/reliability.lens",
        text: include_str!("serverless/reliability.lens"),
    },
    BuiltinFile {
        name: "serverless/performance.lens",
        text: include_str!("serverless/performance.lens"),
    },
    BuiltinFile {
        name: "serverless/cost.lens",
        text: include_str!("serverless/cost.lens"),
    },
    BuiltinFile {
        name: "serverless/sustainability.lens",
        text: include_str!("serverless/sustainability.lens"),
    },
];
