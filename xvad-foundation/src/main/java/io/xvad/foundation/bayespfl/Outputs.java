package io.xvad.foundation.bayespfl;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import java.util.Map;

/** What the networks of this method give, by name. */
final class Outputs {

    private Outputs() {}

    static Tensor of(Map<String, Tensor> outputs, String name) {
        Tensor found = outputs.get(name);
        if (found == null) {
            throw new XvadModelException("a graph of bayes-pfl must give '" + name + "', gives " + outputs.keySet());
        }
        return found;
    }
}
