(comment) @comment
(doc_comment) @comment.documentation

(declaration kind: (reference) @keyword)
(declaration name: (reference) @type)
(declaration word: (reference) @keyword)
(branch (word) @keyword)
(waiver word: _ @keyword)
(waiver rule: (reference) @constant)
(waiver on: (reference) @variable)

(attribute key: (reference) @property)
(flow from: (reference) @variable)
(hop to: (reference) @variable)
(arrow) @operator

(string) @string
(block_string) @string
(escape) @string.escape
(words (reference) @constant)
(number) @number
(quantity) @number
(percentage) @number
(rate) @number
(date) @number
(parameter) @variable.parameter
(layer) @label
(tag) @label

["{" "}" "[" "]"] @punctuation.bracket
[":" ","] @punctuation.delimiter
