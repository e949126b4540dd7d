package io.xvad.foundation.parts;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds intervals that all of some normal images keep.
 *
 * @param normals parts of each image, at least one image
 * @param margin by which intervals of areas are widened at both ends, as a share
 */
record RuleLearner(List<List<Part>> normals, double margin) {

    private static final Interval ANY = new Interval(0, 0);

    List<Rule> rules(List<String> names) {
        List<Rule> rules = new ArrayList<>();
        for (String name : names) {
            rules.add(new CountRule(name, around(new CountRule(name, ANY))));
        }
        List<String> constant = names.stream().filter(this::isInEvery).toList();
        for (String name : constant) {
            rules.add(ratio(name, AreaRatioRule.IMAGE));
        }
        for (int i = 0; i < constant.size(); i++) {
            for (int j = i + 1; j < constant.size(); j++) {
                rules.add(ratio(constant.get(i), constant.get(j)));
            }
        }
        return rules;
    }

    private boolean isInEvery(String name) {
        return normals.stream().noneMatch(parts -> Rule.named(parts, name).isEmpty());
    }

    private Rule ratio(String part, String of) {
        return new AreaRatioRule(
                part, of, around(new AreaRatioRule(part, of, ANY)).widened(margin));
    }

    private Interval around(Rule rule) {
        return Interval.around(
                normals.stream().map(parts -> rule.measure(parts).value()).toList());
    }
}
