package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Orders attributes for an explanation: the most surprising first, but one that another explains comes after that one, and one whose measured
 * value lies in its own normal range, which would tell nothing, after all whose value does not. Several objects
 * that are taken for one have many colours, are therefore large, and therefore look unlike any one; and where nobody was, nobody moved either.
 */
final class AttributeOrder {

    private static final Map<String, List<String>> EXPLAINED_BY = Map.of(
            "size", List.of("colours"),
            "appearance", List.of("colours", "size"),
            "speed", List.of("place"),
            "heading", List.of("place"),
            "crowding", List.of("place"));

    /** The least surprise with which an attribute explains others: about that of one normal object in two hundred. */
    private static final double RARE = 1;

    /** The least share of another's surprise that an attribute has to have to explain it. */
    private static final double COMPARABLE = 0.4;

    private AttributeOrder() {}

    static List<AttributeDeviation> ordered(List<AttributeDeviation> attributes) {
        Map<String, AttributeDeviation> named =
                attributes.stream().collect(Collectors.toMap(AttributeDeviation::attribute, Function.identity()));
        return attributes.stream()
                .sorted(Comparator.comparing(AttributeDeviation::isUsual)
                        .thenComparing(Comparator.comparingDouble((AttributeDeviation one) -> rank(one, named))
                                .reversed()))
                .toList();
    }

    /** The surprise of an attribute, or a little less than that of the one that explains it. */
    private static double rank(AttributeDeviation one, Map<String, AttributeDeviation> named) {
        return EXPLAINED_BY.getOrDefault(one.attribute(), List.of()).stream()
                .filter(named::containsKey)
                .map(named::get)
                .filter(explaining -> !explaining.isUsual())
                .filter(explaining -> explaining.surprise() >= Math.max(RARE, COMPARABLE * one.surprise()))
                .mapToDouble(explaining -> Math.nextDown(rank(explaining, named)))
                .reduce(one.surprise(), Math::min);
    }
}
