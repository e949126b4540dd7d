package io.xvad.training.dl4j;

import io.xvad.core.capability.RelevanceRule;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer-wise relevance propagation: convolutions and sums divide relevance among contributions by the rule, rectifiers
 * hand it on, pooling gives it to the largest input. Convolutions run through two copies of the graph, one with the
 * positive and one with the negative weights, on the positive and negative parts of their input.
 */
final class RelevanceStep implements BackwardPass.Step, AutoCloseable {

    private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.noWorkspaces();

    private final RelevanceRule rule;
    private final boolean biases;
    private final ComputationGraph positive;
    private final ComputationGraph negative;

    RelevanceStep(ComputationGraph graph, RelevanceRule rule, boolean biases) {
        this.rule = rule;
        this.biases = biases;
        this.positive = part(graph, 1);
        this.negative = part(graph, -1);
    }

    /** A copy that keeps the weights of one sign and no biases. */
    private static ComputationGraph part(ComputationGraph graph, int sign) {
        ComputationGraph part = graph.clone();
        part.initGradientsView();
        for (Layer layer : part.getLayers()) {
            layer.paramTable().forEach((name, values) -> {
                if (name.equals("b")) {
                    values.assign(0);
                } else {
                    values.assign(signed(values, sign));
                }
            });
        }
        return part;
    }

    /** The part of an array that is of one sign, zeros elsewhere. */
    private static INDArray signed(INDArray values, int sign) {
        return sign > 0
                ? Transforms.relu(values, true)
                : Transforms.relu(values.neg(), false).negi();
    }

    @Override
    public INDArray[] before(GraphVertex vertex, INDArray after) {
        if (!vertex.hasLayer()) {
            return divided(vertex.getInputs(), after);
        }
        if (vertex.getLayer() instanceof ConvolutionLayer) {
            return new INDArray[] {throughConvolution(vertex, after)};
        }
        return vertex.getLayer() instanceof ActivationLayer ? new INDArray[] {after} : throughOther(vertex, after);
    }

    private static INDArray[] throughOther(GraphVertex vertex, INDArray after) {
        vertex.setEpsilon(after);
        return vertex.doBackward(false, MEMORY).getSecond();
    }

    private INDArray[] divided(INDArray[] terms, INDArray after) {
        INDArray gains = Nd4j.zerosLike(after);
        INDArray losses = Nd4j.zerosLike(after);
        for (INDArray term : terms) {
            gains.addi(signed(term, 1));
            losses.addi(signed(term, -1));
        }
        INDArray[] shares = shares(gains, losses, after);
        return Arrays.stream(terms)
                .map(term ->
                        signed(term, 1).muli(shares[0]).addi(signed(term, -1).muli(shares[1])))
                .toArray(INDArray[]::new);
    }

    private INDArray throughConvolution(GraphVertex vertex, INDArray after) {
        INDArray input = vertex.getInputs()[0];
        INDArray parts = Nd4j.concat(0, signed(input, 1), signed(input, -1));
        GraphVertex up = positive.getVertex(vertex.getVertexName());
        GraphVertex down = negative.getVertex(vertex.getVertexName());
        INDArray withPositive = forward(up, parts);
        INDArray withNegative = forward(down, parts);
        INDArray gains = first(withPositive).addi(second(withNegative));
        INDArray losses = first(withNegative).addi(second(withPositive));
        INDArray bias = vertex.getLayer().paramTable().get("b");
        if (biases && bias != null) {
            INDArray each = bias.reshape(1, bias.length(), 1, 1);
            gains.addi(signed(each, 1).broadcast(gains.shape()));
            losses.addi(signed(each, -1).broadcast(losses.shape()));
        }
        INDArray[] shares = shares(gains, losses, after);
        INDArray both = Nd4j.concat(0, shares[0], shares[1]);
        INDArray backUp = backward(up, both);
        INDArray backDown = backward(down, both);
        INDArray toPositive = first(backUp).addi(second(backDown));
        INDArray toNegative = first(backDown).addi(second(backUp));
        return toPositive.muli(signed(input, 1)).addi(toNegative.muli(signed(input, -1)));
    }

    private INDArray[] shares(INDArray gains, INDArray losses, INDArray after) {
        RelevanceShares shares = RelevanceShares.of(rule, values(gains), values(losses), values(after));
        return new INDArray[] {
            Nd4j.createFromArray(shares.positive()).reshape('c', after.shape()),
            Nd4j.createFromArray(shares.negative()).reshape('c', after.shape())
        };
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static INDArray forward(GraphVertex vertex, INDArray input) {
        vertex.setInput(0, input, MEMORY);
        return vertex.doForward(false, MEMORY);
    }

    private static INDArray backward(GraphVertex vertex, INDArray after) {
        vertex.setEpsilon(after);
        return vertex.doBackward(false, MEMORY).getSecond()[0];
    }

    private static INDArray first(INDArray pair) {
        return pair.get(NDArrayIndex.interval(0, 1)).dup('c');
    }

    private static INDArray second(INDArray pair) {
        return pair.get(NDArrayIndex.interval(1, 2)).dup('c');
    }

    @Override
    public void close() {
        positive.close();
        negative.close();
    }
}
