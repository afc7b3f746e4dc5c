use super::{Arc, Length, solve, topological};
use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn arc(tail: u32, head: u32, length: i32, weight: i32) -> Arc {
    Arc {
        tail,
        head,
        length,
        weight,
        is: Length::Least,
    }
}

fn over(arc: &Arc, values: &[i32]) -> i32 {
    values[arc.head as usize] - values[arc.tail as usize] - arc.length
}

fn cost(arcs: &[Arc], values: &[i32]) -> i32 {
    arcs.iter()
        .map(|arc| arc.weight * over(arc, values).abs())
        .sum()
}

fn holds(arcs: &[Arc], values: &[i32]) -> bool {
    arcs.iter()
        .all(|arc| arc.is == Length::Best || over(arc, values) >= 0)
}

fn solved(count: usize, arcs: &[Arc], near: Option<&[i32]>) -> Vec<i32> {
    let bound: Vec<Arc> = arcs
        .iter()
        .copied()
        .filter(|arc| arc.is == Length::Least)
        .collect();
    solve(arcs.to_vec(), &topological(count, &bound), near, 100_000)
}

#[test]
fn heavy_arcs_are_short() {
    // A diamond whose one side is longer: the short side hangs where its weights pull.
    let arcs = [
        arc(0, 1, 1, 1),
        arc(1, 2, 1, 1),
        arc(2, 4, 1, 1),
        arc(0, 3, 1, 1),
        arc(3, 4, 1, 5),
    ];
    assert_eq!(solved(5, &arcs, None), [0, 1, 2, 2, 3]);
}

#[test]
fn components_stand_apart() {
    assert_eq!(solved(3, &[arc(1, 2, 2, 1)], None).len(), 3);
    assert_eq!(solved(0, &[], None), [0; 0]);
}

#[test]
fn what_has_a_best_length_gives_way_to_what_has_a_least() {
    let best = |tail, head, weight| Arc {
        is: Length::Best,
        ..arc(tail, head, 0, weight)
    };
    // Two in a row want to be in line with a third; the heavier one is.
    let arcs = [arc(0, 1, 10, 0), best(0, 2, 1), best(1, 2, 3)];
    assert_eq!(solved(3, &arcs, None), [0, 10, 10]);
}

fn graphs() -> impl Strategy<Value = (usize, Vec<Arc>)> {
    (2..7usize).prop_flat_map(|count| {
        let ends = (0..count as u32, 0..count as u32, 0..3i32, 0..4i32);
        let is = prop_oneof![Just(Length::Least), Just(Length::Best)];
        let arcs = proptest::collection::vec((ends, is), 0..14).prop_map(|all| {
            all.into_iter()
                .filter(|((a, b, ..), _)| a != b)
                .map(|((a, b, length, weight), is)| Arc {
                    is,
                    ..arc(a.min(b), a.max(b), length, weight)
                })
                .collect()
        });
        (Just(count), arcs)
    })
}

/// Lowers the cost by moving every set of nodes by one as long as that helps: exact, for the cost is convex.
fn best(count: usize, arcs: &[Arc], mut values: Vec<i32>) -> i32 {
    loop {
        let now = cost(arcs, &values);
        let better = (1..1u32 << count).find_map(|set| {
            let moved: Vec<i32> = values
                .iter()
                .enumerate()
                .map(|(node, value)| value + (set >> node & 1) as i32)
                .collect();
            (holds(arcs, &moved) && cost(arcs, &moved) < now).then_some(moved)
        });
        match better {
            Some(moved) => values = moved,
            None => return now,
        }
    }
}

proptest! {
    #[test]
    fn values_hold_and_cost_the_least((count, arcs) in graphs(), near in proptest::collection::vec(0..9i32, 7)) {
        let values = solved(count, &arcs, Some(&near[..count]));
        prop_assert!(holds(&arcs, &values));
        prop_assert_eq!(cost(&arcs, &values), best(count, &arcs, values.clone()));
    }
}
