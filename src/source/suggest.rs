//! "Did you mean": the known name that is written most like an unknown one.

/// Longer names are not compared; nobody mistypes an essay.
const LONGEST: usize = 64;

/// So many slips are one word more rather than one that is mistyped.
const FAR: usize = 3;

/// Returns the name among `known` that is written most like `name`, if one is near enough to be meant.
///
/// Case and the kind of separator do not count; the first of several equally near ones wins. Where none is that near, the
/// longest is meant that the name begins with, as in `visibility-timeout`, or else ends with, as in `aws-lambda`.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = spelling(name)?;
    // Another letter is another name, where there is only one.
    let mut limit = match wanted.len() {
        1 => 0,
        letters => (letters / 3).max(1),
    };
    let mut best = None;
    let mut part = None;
    let mut table = Table::default();
    for candidate in known {
        if let Some(place) = place(&wanted, candidate) {
            let fits = (place, candidate.len());
            if part.is_none_or(|(best, _)| best < fits) {
                part = Some((fits, candidate));
            }
        }
        if candidate == name || candidate.len().abs_diff(name.len()) > 4 * limit {
            continue;
        }
        let Some(letters) = spelling(candidate) else {
            continue;
        };
        if let Some(distance) = table.distance(&wanted, &letters, limit) {
            if distance == 0 {
                return Some(candidate);
            }
            best = Some((distance, candidate));
            limit = distance - 1;
        }
    }
    let part = part.map(|(_, candidate)| candidate);
    match best {
        Some((distance, near)) if distance < FAR => Some(near),
        best => part.or(best.map(|(_, far)| far)),
    }
}

/// Where a candidate stands in a name, the better place last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    End,
    Start,
}

/// Returns whether a name begins or ends with a candidate of several letters, a separator beside it.
fn place(wanted: &[char], candidate: &str) -> Option<Place> {
    let letters = || candidate.chars().flat_map(char::to_lowercase);
    let count = letters().count();
    if count < 2 || count >= wanted.len() {
        return None;
    }
    let before = wanted.len() - count;
    let is = |part: &[char]| letters().eq(part.iter().copied());
    if wanted[count] == '-' && is(&wanted[..count]) {
        Some(Place::Start)
    } else if wanted[before - 1] == '-' && is(&wanted[before..]) {
        Some(Place::End)
    } else {
        None
    }
}

/// Returns the letters that count, or nothing where there are none or too many.
fn spelling(name: &str) -> Option<Vec<char>> {
    if name.len() > 4 * LONGEST {
        return None;
    }
    let mut letters: Vec<char> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        // Words may be parted by capitals: `MemorySize`.
        if c.is_uppercase() && before.is_lowercase() {
            letters.push('-');
        }
        match c {
            '_' | ' ' => letters.push('-'),
            c => letters.extend(c.to_lowercase()),
        }
        before = c;
    }
    (!letters.is_empty() && letters.len() <= LONGEST).then_some(letters)
}

/// Rows of the distance table, kept between comparisons.
#[derive(Default)]
struct Table {
    before: Vec<usize>,
    above: Vec<usize>,
    row: Vec<usize>,
}

impl Table {
    /// Returns how many letters must be put in, left out, changed or swapped with their neighbour, up to a limit.
    fn distance(&mut self, a: &[char], b: &[char], limit: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > limit {
            return None;
        }
        self.before = vec![0; b.len() + 1];
        self.above = (0..=b.len()).collect();
        self.row = vec![0; b.len() + 1];
        for i in 1..=a.len() {
            self.row[0] = i;
            for j in 1..=b.len() {
                let change = self.above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(self.above[j] + 1).min(self.row[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(self.before[j - 2] + 1);
                }
                self.row[j] = least;
            }
            if self.row.iter().all(|&steps| steps > limit) {
                return None;
            }
            std::mem::swap(&mut self.before, &mut self.above);
            std::mem::swap(&mut self.above, &mut self.row);
        }
        Some(self.above[b.len()]).filter(|&steps| steps <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::closest;

    fn check(name: &str, known: &[&str], expected: Option<&str>) {
        assert_eq!(closest(name, known.iter().copied()), expected, "{name}");
    }

    #[test]
    fn finds_slips_of_the_finger() {
        let known = ["timeout", "memory", "throttle", "user-pool"];
        check("tiemout", &known, Some("timeout"));
        check("memry", &known, Some("memory"));
        check("throtle", &known, Some("throttle"));
        check("USER_POOL", &known, Some("user-pool"));
        check("Timeout", &known, Some("timeout"));
    }

    #[test]
    fn finds_a_name_that_another_begins_or_ends_with() {
        let known = [
            "bucket",
            "s3",
            "lambda",
            "memory",
            "visibility",
            "user",
            "user-pool",
        ];
        check("visibility-timeout", &known, Some("visibility"));
        check("VisibilityTimeout", &known, Some("visibility"));
        check("memorySize", &known, Some("memory"));
        check("s3-bucket", &known, Some("s3"));
        check("aws_s3_bucket", &known, Some("bucket"));
        check("aws-lambda", &known, Some("lambda"));
        check("user-pool-client", &known, Some("user-pool"));
        check("userpool", &known, Some("user-pool"));
    }

    #[test]
    fn is_silent_about_strangers() {
        check("colour", &["timeout", "memory"], None);
        check("", &["a"], None);
        check("ab", &["xy"], None);
        check("b", &["a", "c"], None);
        check("b", &["a", "B"], Some("B"));
    }

    #[test]
    fn prefers_the_nearest_then_the_first() {
        check("order", &["border", "orders", "ordre"], Some("border"));
        check("sqss", &["sns", "sqs"], Some("sqs"));
        check("q_a", &["q-b", "q-a"], Some("q-a"));
    }

    #[test]
    fn is_bounded() {
        let long = "x".repeat(1_000_000);
        check(&long, &[&long[1..], "x"], None);
    }
}
