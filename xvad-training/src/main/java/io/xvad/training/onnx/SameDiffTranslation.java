package io.xvad.training.onnx;

import io.xvad.core.XvadModelException;
import io.xvad.training.GradientFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes as much of a SameDiff graph into an ONNX graph as values asked for depend on, and no more: losses and what serves
 * training only are left out. Gradients are values like others, see {@link #gradient}. Not thread-safe.
 */
public final class SameDiffTranslation {

    private final SameDiff graph;
    private final OnnxGraph onnx;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, INDArray> example;
    private final Map<String, long[]> shapes = new HashMap<>();

    /**
     * Translates a graph whose training has ended.
     *
     * @param onnx where nodes are added
     * @param inputs for each placeholder that matters its value in the ONNX graph
     * @param example what goes into the placeholders in one run; gradients are for arrays of these shapes
     */
    public SameDiffTranslation(
            SameDiff graph, OnnxGraph onnx, Map<String, String> inputs, Map<String, INDArray> example) {
        this.graph = graph;
        this.onnx = onnx;
        this.example = Map.copyOf(example);
        known.putAll(inputs);
    }

    /**
     * The ONNX value of a variable.
     *
     * @throws XvadModelException if it depends on an operation that has no ONNX form here, which the message names
     */
    public String value(String variable) {
        return value(graph, variable);
    }

    /**
     * The ONNX value of the gradient of the graph's loss variables with respect to a variable.
     *
     * @throws XvadModelException as {@link #value}
     */
    public String gradient(String variable) {
        return gradients(List.of(variable)).get(0);
    }

    /**
     * The ONNX values of the gradients of the graph's loss variables with respect to several variables. Inputs of the graph must be asked for
     * together: the backward graph for one of them names its values otherwise than that for another.
     *
     * @throws XvadModelException as {@link #value}
     */
    public List<String> gradients(List<String> variables) {
        GradientFunction.add(graph, variables.toArray(new String[0]));
        SameDiff backward = graph.getFunction("grad");
        return variables.stream()
                .map(variable -> Objects.requireNonNull(
                                graph.getVariable(variable).gradient())
                        .name())
                .map(gradient -> value(backward, gradient))
                .toList();
    }

    private String value(SameDiff source, String variable) {
        String value = known.get(variable);
        if (value == null) {
            value = translated(source, variable);
            known.put(variable, value);
        }
        return value;
    }

    private String translated(SameDiff source, String name) {
        Variable variable = Objects.requireNonNull(source.getVariables().get(name), name);
        String operation = variable.getOutputOfOp();
        if (operation == null) {
            return constant(source, name);
        }
        SameDiffOp op = Objects.requireNonNull(source.getOps().get(operation), operation);
        List<String> inputs = op.getInputsToOp() == null ? List.of() : op.getInputsToOp();
        Operation step =
                new Operation(op.getOp(), name, inputs, one -> value(source, one), this::shape, this::array, onnx);
        return Operations.translate(step, op.getOutputsOfOp().indexOf(name));
    }

    private String constant(SameDiff source, String name) {
        INDArray array =
                (graph.hasVariable(name) ? graph : source).getVariable(name).getArr();
        if (array == null) {
            throw new XvadModelException("graph depends on the input '" + name + "', of which no ONNX value is known");
        }
        return onnx.constant(array.dup('c').data().asFloat(), array.shape());
    }

    /** The value of a constant of the graph, such as the number of pixels to pad. */
    private INDArray array(String name) {
        return Objects.requireNonNull(graph.getVariable(name).getArr(), name);
    }

    /** Shape of a variable of the forward graph in a run of the example. */
    private long[] shape(String name) {
        return shapes.computeIfAbsent(name, this::shapeInARun);
    }

    private long[] shapeInARun(String name) {
        INDArray given = example.get(name);
        if (given != null) {
            return given.shape();
        }
        Variable variable = Objects.requireNonNull(graph.getVariables().get(name), name);
        return variable.getOutputOfOp() == null
                ? array(name).shape()
                : Objects.requireNonNull(graph.output(example, name).get(name)).shape();
    }
}
