package io.xvad.detectors.nearest;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.patchcore.PatchCore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How nearest remembered patches are found. */
enum SearchMethod {
    EXACT {
        @Override
        NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            return exact(rows, dimension, options);
        }

        @Override
        NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options) {
            return exact(rows, dimension, options);
        }
    },
    GRAPH {
        @Override
        NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            NearestRows graph = new NearestRows(rows, dimension, GraphSearch.build(rows, dimension));
            if (LOG.isInfoEnabled()) {
                try (NearestRows exact = new NearestRows(rows, dimension, exact(rows, dimension, options))) {
                    LOG.info("{}", Recall.of(graph, exact, others.get()).inWords());
                }
            }
            return graph.neighbours();
        }

        @Override
        NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options) {
            return GraphSearch.read(model, rows, dimension);
        }

        @Override
        void requireAvailable() {
            try {
                GraphSearch.requireLibrary();
            } catch (NoClassDefFoundError e) {
                throw new XvadUnavailableException(
                        PatchCore.NEIGHBOUR_SEARCH.name() + "=" + optionName()
                                + " needs io.github.jbellis:jvector:4.0.2 on the class path",
                        e);
            }
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(SearchMethod.class);

    /**
     * Does nothing if it can be used.
     *
     * @throws XvadUnavailableException if a library is missing
     */
    void requireAvailable() {}

    /**
     * Over rows that have just been chosen.
     *
     * @param others gives rows of the same kind that are not among them, to try it
     */
    abstract NeighbourSearch over(float[] rows, int dimension, Options options, Supplier<float[]> others);

    /** Over rows of a saved model. */
    abstract NeighbourSearch read(ModelReader model, float[] rows, int dimension, Options options);

    static List<String> names() {
        return Arrays.stream(values()).map(SearchMethod::optionName).toList();
    }

    static SearchMethod of(Options options) {
        return valueOf(options.get(PatchCore.NEIGHBOUR_SEARCH).toUpperCase(Locale.ROOT));
    }

    private static NeighbourSearch exact(float[] rows, int dimension, Options options) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE));
        return NeighbourSearch.of(rows, dimension, engine, options.get(FeatureOptions.THREADS));
    }

    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
