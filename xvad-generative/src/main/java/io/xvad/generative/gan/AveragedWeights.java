package io.xvad.generative.gan;

import io.xvad.training.Trainable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Exponential averages of weights over the steps of an optimiser, {@code a = decay a + (1 - decay) w}, which begin with the weights as they
 * were drawn and are kept with them: part of the graph, so that each of several optimisers that take turns averages its own. A training of one
 * optimiser has {@link io.xvad.training.WeightAverage}.
 */
public final class AveragedWeights {

    private static final String PREFIX = "average-";

    private AveragedWeights() {}

    /**
     * Averages weights from now on; to be called before the optimiser is made.
     *
     * @param which of the weights, by name
     * @param decay from 0 to less than 1
     * @param loss of the optimiser whose steps count
     */
    public static void follow(Trainable net, Predicate<String> which, double decay, SDVariable loss) {
        for (String name : net.names().stream().filter(which).toList()) {
            SDVariable weight = net.graph().getVariable(name);
            net.kept(PREFIX + name, 0, weight.getShape());
            net.keep(PREFIX + name, net.value(name));
            net.follow(PREFIX + name, net.graph().identity(weight), 1 - decay, loss);
        }
    }

    /** All values of a graph, with those averages in the place of the weights. */
    public static Map<String, float[]> averaged(Trainable net) {
        Map<String, float[]> values = new HashMap<>(net.values());
        List<String> averages =
                values.keySet().stream().filter(name -> name.startsWith(PREFIX)).toList();
        averages.forEach(
                name -> values.put(name.substring(PREFIX.length()), Objects.requireNonNull(values.get(name), name)));
        return values;
    }
}
