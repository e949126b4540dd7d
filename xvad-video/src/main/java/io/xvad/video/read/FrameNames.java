package io.xvad.video.read;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of the names of frames, in which numbers count as numbers, so that {@code frame2} comes before {@code frame10}. */
final class FrameNames {

    static final Comparator<String> ORDER = FrameNames::compare;

    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    private FrameNames() {}

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher = PART.matcher(name); matcher.find(); ) {
            parts.add(matcher.group());
        }
        return parts;
    }

    private static boolean isNumber(String part) {
        return Character.isDigit(part.charAt(0));
    }

    private static int compare(String one, String other) {
        List<String> parts = parts(one);
        List<String> others = parts(other);
        for (int i = 0; i < Math.min(parts.size(), others.size()); i++) {
            int order = compareParts(parts.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(parts.size(), others.size());
        return order == 0 ? one.compareTo(other) : order;
    }

    private static int compareParts(String part, String other) {
        return isNumber(part) && isNumber(other)
                ? new BigInteger(part).compareTo(new BigInteger(other))
                : part.compareTo(other);
    }

    /**
     * The first place at which numbers are missing, in words: where the number that tells the frames apart grows by twice its smallest step
     * or more. Empty if there is none, or the names differ in more than one number.
     *
     * @param names in order
     */
    static Optional<String> gap(List<String> names) {
        List<BigInteger> numbers = numbers(names);
        Optional<BigInteger> step = Optional.empty();
        for (int i = 1; i < numbers.size(); i++) {
            BigInteger one = numbers.get(i).subtract(numbers.get(i - 1));
            step = Optional.of(step.map(one::min).orElse(one));
        }
        if (step.isEmpty() || step.get().signum() <= 0) {
            return Optional.empty();
        }
        BigInteger limit = step.get().shiftLeft(1);
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i).subtract(numbers.get(i - 1)).compareTo(limit) >= 0) {
                return Optional.of(
                        "after " + names.get(i - 1) + " comes " + names.get(i) + ": frames seem to be missing");
            }
        }
        return Optional.empty();
    }

    /** The only number in the names that is not the same in all of them; none if there are several, or the text differs. */
    private static List<BigInteger> numbers(List<String> names) {
        List<List<String>> all = names.stream().map(FrameNames::parts).toList();
        int size = all.get(0).size();
        if (all.stream().anyMatch(parts -> parts.size() != size)) {
            return List.of();
        }
        List<Integer> differing = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> values = new HashSet<>();
            for (List<String> parts : all) {
                values.add(parts.get(i));
            }
            if (values.size() > 1) {
                differing.add(i);
            }
        }
        if (differing.size() != 1 || !isNumber(all.get(0).get(differing.get(0)))) {
            return List.of();
        }
        return all.stream()
                .map(parts -> parts.get(differing.get(0)))
                .filter(FrameNames::isNumber)
                .map(BigInteger::new)
                .toList();
    }
}
