package io.xvad.foundation.inctrl;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.FoundationModel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The three small networks of InCTRL: the adapter of the image's vector, and the two heads, of which one judges the residual of that vector and the other the map. They come with the weights, or
 * were trained on auxiliary images: then a model file keeps them. Thread-safe; close it to free native memory.
 */
final class ResidualHeads implements AutoCloseable {

    static final String ADAPTER = "adapter";
    static final String IMAGE_HEAD = "image-head";
    static final String MAP_HEAD = "map-head";

    private static final List<String> ALL = List.of(ADAPTER, IMAGE_HEAD, MAP_HEAD);

    private final Map<String, Network> networks;
    private final Map<String, byte[]> trained;

    private ResidualHeads(Map<String, Network> networks, Map<String, byte[]> trained) {
        this.networks = networks;
        this.trained = trained;
    }

    /**
     * Those that come with the weights.
     *
     * @throws XvadUnavailableException if none do
     */
    static ResidualHeads of(FoundationModel weights) {
        if (ALL.stream().noneMatch(weights.description().graphs()::containsKey)) {
            throw new XvadUnavailableException(
                    weights.folder() + ": holds none of the networks " + ALL
                            + " that InCTRL learned: export them with --learned, or give auxiliary images that train them (xvad fit --auxiliary)");
        }
        return new ResidualHeads(opened(weights::open), Map.of());
    }

    /**
     * Those that were trained here.
     *
     * @param trained ONNX models by name
     */
    static ResidualHeads trained(Map<String, byte[]> trained, Options options) {
        InferenceEngine engine =
                Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE)).orElseThrow(Engines::none);
        int threads = options.get(FeatureOptions.THREADS);
        return new ResidualHeads(
                opened(name -> engine.open(Objects.requireNonNull(trained.get(name)), List.of(), threads)),
                Map.copyOf(trained));
    }

    private static Map<String, Network> opened(Function<String, Network> opener) {
        return Opening.of(opening -> {
            Map<String, Network> networks = new LinkedHashMap<>();
            ALL.forEach(name -> networks.put(name, opening.keep(opener.apply(name), Network::close)));
            return networks;
        });
    }

    /** Those that a model file keeps, or else those of the weights. */
    static ResidualHeads read(ModelReader model, FoundationModel weights, Options options) {
        if (!model.has(ADAPTER)) {
            return of(weights);
        }
        Map<String, byte[]> trained = new LinkedHashMap<>();
        ALL.forEach(name -> trained.put(name, model.bytes(name)));
        return trained(trained, options);
    }

    /** Writes them if they were trained here. */
    void write(ModelWriter model) {
        trained.forEach(model::bytes);
    }

    /** What the adapter makes of an image's vector. */
    float[] adapted(float[] vector) {
        return run(ADAPTER, vector);
    }

    /** How anomalous the residual of the adapted vector is, in [0, 1]. */
    float imageScore(float[] residual) {
        return run(IMAGE_HEAD, residual)[0];
    }

    /** How anomalous a map is as a whole, in [0, 1]. */
    float holisticScore(float[] map) {
        return run(MAP_HEAD, map)[0];
    }

    private float[] run(String name, float[] row) {
        Network network = Objects.requireNonNull(networks.get(name));
        Collection<Tensor> outputs = network.run(Tensor.of(row, 1, row.length)).values();
        if (outputs.size() != 1) {
            throw new XvadModelException("each of the graphs " + ALL + " must give one output");
        }
        return outputs.iterator().next().toArray();
    }

    @Override
    public void close() {
        networks.values().forEach(Network::close);
    }
}
