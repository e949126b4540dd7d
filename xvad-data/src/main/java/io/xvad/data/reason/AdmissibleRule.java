package io.xvad.data.reason;

import io.xvad.core.explain.Reason;
import java.util.List;
import java.util.Set;

/**
 * When a reason is right for a kind of defect: if one of several demands is met. Immutable.
 *
 * @param alternatives each a list of groups of words; a demand is met if of every group at least one word is said. At least one
 */
public record AdmissibleRule(List<List<Set<String>>> alternatives) {

    public AdmissibleRule {
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("a rule needs at least one alternative, got none");
        }
        alternatives = alternatives.stream()
                .map(groups -> groups.stream().map(Set::copyOf).toList())
                .toList();
    }

    /** Whether a reason is right, by its name and what it says of the shape. */
    public boolean admits(Reason reason) {
        return alternatives.stream().anyMatch(groups -> groups.stream().allMatch(group -> says(reason, group)));
    }

    /** Whether a reason is right by its name, whatever it says of the shape. */
    public boolean admitsName(Reason reason) {
        return alternatives.stream().anyMatch(groups -> groups.stream()
                .allMatch(group -> ReasonVocabulary.qualifiers().containsAll(group) || group.contains(reason.name())));
    }

    private static boolean says(Reason reason, Set<String> group) {
        return group.contains(reason.name()) || reason.qualifiers().stream().anyMatch(group::contains);
    }
}
