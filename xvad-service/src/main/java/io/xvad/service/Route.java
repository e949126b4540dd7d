package io.xvad.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path, and who answers there.
 *
 * @param template of the path as OpenAPI writes it: {@code {name}} stands for one segment
 * @param open whether it is answered without a token
 */
record Route(String method, String template, boolean open, Endpoint endpoint) {

    /** Answers requests. */
    sealed interface Endpoint permits Quick, Working {}

    /** Answers at once, and whatever goes on. */
    @FunctionalInterface
    non-sealed interface Quick extends Endpoint {
        Answer answer(Request request);
    }

    /** Answers by work for which there must be a place. */
    @FunctionalInterface
    non-sealed interface Working extends Endpoint {
        Answer answer(Request request, Map<String, String> path, Admission.Place place);
    }

    static Route get(String template, Quick endpoint) {
        return new Route("GET", template, false, endpoint);
    }

    static Route openGet(String template, Quick endpoint) {
        return new Route("GET", template, true, endpoint);
    }

    static Route post(String template, Working endpoint) {
        return new Route("POST", template, false, endpoint);
    }

    /** What stands where the template has a name; empty if this is another path. */
    Optional<Map<String, String>> match(List<String> segments) {
        String[] wanted = template.substring(1).split("/");
        if (wanted.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                found.put(wanted[i].substring(1, wanted[i].length() - 1), segments.get(i));
            } else if (!wanted[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** GET answers HEAD too. */
    boolean takes(String asked) {
        return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
    }
}
