package io.xvad.service;

import java.util.List;
import java.util.Locale;

/** Chooses among types of content by the header {@code Accept} (RFC 9110, section 12.5.1). */
final class Accept {

    private Accept() {}

    /**
     * The type that is wanted most; of equals the first.
     *
     * @param header empty if everything is taken
     * @param types that can be given
     * @throws Problem if none is taken
     */
    static String choose(String header, List<String> types) {
        String best = "";
        double most = 0;
        for (String type : types) {
            double weight = header.isBlank() ? 1 : weight(header, type);
            if (weight > most) {
                most = weight;
                best = type;
            }
        }
        if (best.isEmpty()) {
            throw Problem.notAcceptable(types);
        }
        return best;
    }

    /** That of the range that names the type most closely. */
    private static double weight(String header, String type) {
        int closest = 0;
        double weight = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            int closeness = closeness(parts.length == 0 ? "" : parts[0].strip(), type);
            if (closeness > closest) {
                closest = closeness;
                weight = quality(parts);
            }
        }
        return weight;
    }

    private static int closeness(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            if (part.strip().startsWith("q=")) {
                try {
                    return Double.parseDouble(part.strip().substring(2));
                } catch (NumberFormatException e) {
                    throw Problem.badRequest("the header Accept has a weight that is no number");
                }
            }
        }
        return 1;
    }
}
