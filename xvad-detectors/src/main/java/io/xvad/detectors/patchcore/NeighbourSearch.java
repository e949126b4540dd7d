package io.xvad.detectors.patchcore;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How nearest remembered patches are found. */
enum NeighbourSearch {
    EXACT {
        @Override
        Neighbours over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            return exact(rows, dimension, options);
        }

        @Override
        Neighbours read(ModelReader model, float[] rows, int dimension, Options options) {
            return exact(rows, dimension, options);
        }
    },
    GRAPH {
        @Override
        Neighbours over(float[] rows, int dimension, Options options, Supplier<float[]> others) {
            NearestRows graph = new NearestRows(rows, dimension, GraphNeighbours.build(rows, dimension));
            if (LOG.isInfoEnabled()) {
                try (NearestRows exact = new NearestRows(rows, dimension, exact(rows, dimension, options))) {
                    LOG.info("{}", Recall.of(graph, exact, others.get()).inWords());
                }
            }
            return graph.neighbours();
        }

        @Override
        Neighbours read(ModelReader model, float[] rows, int dimension, Options options) {
            return GraphNeighbours.read(model, rows, dimension);
        }

        @Override
        void requireAvailable() {
            try {
                GraphNeighbours.requireLibrary();
            } catch (NoClassDefFoundError e) {
                throw new XvadUnavailableException(
                        PatchCore.NEIGHBOUR_SEARCH.name() + "=" + optionName()
                                + " needs io.github.jbellis:jvector:4.0.2 on the class path",
                        e);
            }
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourSearch.class);

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
    abstract Neighbours over(float[] rows, int dimension, Options options, Supplier<float[]> others);

    /** Over rows of a saved model. */
    abstract Neighbours read(ModelReader model, float[] rows, int dimension, Options options);

    static List<String> names() {
        return Arrays.stream(values()).map(NeighbourSearch::optionName).toList();
    }

    static NeighbourSearch of(Options options) {
        return valueOf(options.get(PatchCore.NEIGHBOUR_SEARCH).toUpperCase(Locale.ROOT));
    }

    private static Neighbours exact(float[] rows, int dimension, Options options) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE));
        return Neighbours.of(rows, dimension, engine, options.get(FeatureOptions.THREADS));
    }

    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
