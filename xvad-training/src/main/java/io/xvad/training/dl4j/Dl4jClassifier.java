package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import io.xvad.training.classifier.ClassifierOutline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;

/** A network that DL4J's {@code ModelSerializer} has written, whose last layer is linear up to its activation. Immutable. */
public final class Dl4jClassifier {

    private static final String CONFIGURATION = "configuration.json";
    private static final String OF_GRAPHS = "\"networkInputs\"";

    private final ComputationGraph graph;
    private final String logits;
    private final ClassifierOutline outline;

    private Dl4jClassifier(ComputationGraph graph) {
        this.graph = graph;
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        if (configuration.getNetworkInputs().size() != 1
                || configuration.getNetworkOutputs().size() != 1) {
            throw new XvadModelException("a classifier must have one input and one output, the DL4J network has "
                    + configuration.getNetworkInputs() + " and " + configuration.getNetworkOutputs());
        }
        logits = configuration.getNetworkOutputs().get(0);
        last(configuration);
        String features = Objects.requireNonNull(configuration.getVertexInputs().get(logits))
                .get(0);
        outline = new ClassifierOutline(logits, Optional.of(features), 0);
    }

    /** Whether bytes begin as a zip does. */
    public static boolean isIn(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
    }

    /**
     * Reads the network.
     *
     * @throws XvadModelException if it is none, or does not end in a linear layer
     */
    public static Dl4jClassifier of(byte[] zip) {
        try {
            boolean isGraph = configuration(zip).contains(OF_GRAPHS);
            ByteArrayInputStream stream = new ByteArrayInputStream(zip);
            return new Dl4jClassifier(
                    isGraph
                            ? ModelSerializer.restoreComputationGraph(stream, false)
                            : ModelSerializer.restoreMultiLayerNetwork(stream, false)
                                    .toComputationGraph());
        } catch (IOException | IllegalStateException e) {
            throw new XvadModelException("not a network written by DL4J's ModelSerializer: " + e.getMessage(), e);
        }
    }

    private static String configuration(byte[] zip) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().equals(CONFIGURATION)) {
                    return new String(entries.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IOException("the zip has no " + CONFIGURATION);
    }

    /** The layer from whose activation probabilities come. */
    private FeedForwardLayer last(ComputationGraphConfiguration configuration) {
        if (configuration.getVertices().get(logits) instanceof LayerVertex vertex
                && vertex.getLayerConf().getLayer() instanceof FeedForwardLayer layer
                && (layer instanceof DenseLayer || layer instanceof BaseOutputLayer)) {
            return layer;
        }
        throw new XvadModelException(
                "a classifier must end in a linear layer (OutputLayer or DenseLayer), '" + logits + "' is none");
    }

    /** The names of its outputs; its input is of any size. */
    public ClassifierOutline outline() {
        return outline;
    }

    /**
     * Opens the network with these outputs.
     *
     * @throws XvadModelException if it has no such vertex
     */
    public Dl4jNetwork open(List<String> outputs) {
        ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
        for (String output : outputs) {
            if (!configuration.getVertices().containsKey(output)) {
                throw new XvadModelException("DL4J network has no vertex '" + output + "'; it has "
                        + configuration.getVertices().keySet());
            }
        }
        FeedForwardLayer probabilities = last(configuration);
        DenseLayer linear = new DenseLayer.Builder()
                .name(logits)
                .nIn(probabilities.getNIn())
                .nOut(probabilities.getNOut())
                .hasBias(hasBias(probabilities))
                .activation(Activation.IDENTITY)
                .updater(new NoOp())
                .build();
        LayerVertex vertex =
                (LayerVertex) Objects.requireNonNull(configuration.getVertices().get(logits));
        vertex.getLayerConf().setLayer(linear);
        configuration.setNetworkOutputs(new ArrayList<>(outputs));
        ComputationGraph frozen = new ComputationGraph(configuration);
        frozen.init(graph.params(), true);
        return new Dl4jNetwork(frozen, outputs);
    }

    private static boolean hasBias(FeedForwardLayer layer) {
        return layer instanceof DenseLayer dense ? dense.hasBias() : ((BaseOutputLayer) layer).hasBias();
    }
}
