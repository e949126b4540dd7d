package io.xvad.spark;

import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explaining;
import io.xvad.core.registry.Registry;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An explainer and its options, on their way to the executors.
 *
 * @param name of the explainer
 * @param options as they would be typed
 */
record ExplainerChoice(String name, Map<String, String> options) implements Serializable {

    ExplainerChoice {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The explainer of this class path. */
    Explaining find() {
        return Explaining.of(Registry.load(Explainer.class).get(name)).withOptions(options);
    }
}
