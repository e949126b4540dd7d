package io.xvad.core.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kebab-case names, and the known name nearest to a mistyped one. */
public final class Names {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private Names() {}

    /**
     * Returns {@code name} if it is kebab-case.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String requireKebabCase(String what, String name) {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " name must be kebab-case such as 'nearest-normal', got '" + name + "'");
        }
        return name;
    }

    /** The sentence of an unknown name: what is available, and the nearest known name if one is near. */
    public static String unknown(String what, String name, Collection<String> known) {
        StringBuilder message = new StringBuilder("No " + what + " named '" + name + "'. Available: "
                + (known.isEmpty()
                        ? "none"
                        : String.join(", ", known.stream().sorted().toList())) + ".");
        nearest(name, known)
                .ifPresent(
                        near -> message.append(" Did you mean '").append(near).append("'?"));
        return message.toString();
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(name.length() - candidate.length()) <= Math.max(2, name.length() / 3))
                .filter(candidate -> editDistance(name, candidate) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> editDistance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int editDistance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
