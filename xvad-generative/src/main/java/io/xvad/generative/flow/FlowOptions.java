package io.xvad.generative.flow;

import io.xvad.core.option.OptionSpec;

/** The options of every detector that learns a flow of features. */
public final class FlowOptions {

    /** Coupling steps of the flow of each layer. */
    public static final OptionSpec<Integer> STEPS =
            OptionSpec.integer("flow-steps", 8, 1, 100, "Coupling steps of the flow of each layer");

    private FlowOptions() {}

    /** Standard deviation of the {@link FeatureNoise}, with a method's default. */
    public static OptionSpec<Double> noise(double defaultValue) {
        return OptionSpec.decimal(
                "noise",
                defaultValue,
                0,
                100,
                "Standard deviation of noise on the standardised features while the flow learns; 0 for none, as in the paper");
    }
}
