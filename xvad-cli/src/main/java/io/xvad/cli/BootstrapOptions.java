package io.xvad.cli;

import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of confidence intervals. */
final class BootstrapOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description =
                    "How often all images or videos are drawn with replacement to put a 95 %% interval beside each figure;"
                            + " 0 for none. Default: ${DEFAULT-VALUE}.")
    private int replicates = 1000;

    @Option(names = "--seed", description = "Seed of the draws. Default: 0.")
    private long seed;

    /** Empty if none are wanted. */
    Optional<Bootstrap> bootstrap() {
        return replicates == 0 ? Optional.empty() : Optional.of(new Bootstrap(replicates, 0.95, seed));
    }
}
