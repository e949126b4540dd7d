package io.xvad.detectors.nearest;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the nearest rows are searched: all of them, or a graph of neighbours. */
public enum SearchMethod {
    EXACT {
        @Override
        public NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            return exact(rows, dimension, options);
        }

        @Override
        public NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options) {
            return exact(rows, dimension, options);
        }
    },
    GRAPH {
        @Override
        public NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            NearestRows graph = new NearestRows(
                    rows, dimension, GraphSearch.build(rows, dimension, options.get(FeatureOptions.THREADS)));
            if (LOG.isInfoEnabled()) {
                try (NearestRows exact = new NearestRows(rows, dimension, exact(rows, dimension, options))) {
                    LOG.info("{}", Recall.of(graph, exact, others.get()).inWords());
                }
            }
            return graph.neighbours();
        }

        @Override
        public NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options) {
            return GraphSearch.read(model, rows, dimension, options.get(FeatureOptions.THREADS));
        }

        @Override
        public void requireAvailable() {
            try {
                GraphSearch.requireLibrary();
            } catch (NoClassDefFoundError e) {
                throw new XvadUnavailableException(
                        OPTION.name() + "=graph" + " needs io.github.jbellis:jvector:4.0.2 on the class path", e);
            }
        }
    };

    /** The option that says which. */
    public static final OptionSpec<String> OPTION = OptionSpec.choice(
            "neighbour-search",
            EXACT.optionName(),
            names(),
            "How the nearest remembered patch is found; graph, for 50,000 and more of them, misses some and needs JVector");

    private static final Logger LOG = LoggerFactory.getLogger(SearchMethod.class);

    /**
     * Does nothing if it can be used.
     *
     * @throws XvadUnavailableException if a library is missing
     */
    public void requireAvailable() {}

    /**
     * A search over rows that have just been chosen.
     *
     * @param others gives rows of the same kind that are not among them, to try it
     */
    public abstract NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others);

    /** A search over the rows of a saved model. */
    public abstract NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options);

    private static List<String> names() {
        return Arrays.stream(values()).map(SearchMethod::optionName).toList();
    }

    /** The one that these options ask for. */
    public static SearchMethod of(Options options) {
        return valueOf(options.get(OPTION).toUpperCase(Locale.ROOT));
    }

    private static NeighbourSearch exact(float[] rows, int dimension, Options options) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE));
        return NeighbourSearch.of(rows, dimension, engine, options.get(FeatureOptions.THREADS));
    }

    private String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
