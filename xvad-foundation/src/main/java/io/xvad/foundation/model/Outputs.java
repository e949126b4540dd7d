package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import java.util.Map;

/** The outputs of a network, by name. */
public final class Outputs {

    private Outputs() {}

    /**
     * One of them.
     *
     * @throws XvadModelException if the network gives no such output; the message names those it gives
     */
    public static Tensor of(Map<String, Tensor> outputs, String name) {
        Tensor found = outputs.get(name);
        if (found == null) {
            throw new XvadModelException("a network must give '" + name + "', it gives " + outputs.keySet());
        }
        return found;
    }
}
