package io.xvad.training.backward;

import io.xvad.core.XvadModelException;
import io.xvad.training.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onnx.Onnx;

/**
 * Adds to an ONNX graph the nodes that compute the gradient of a scalar by an input (reverse accumulation): of the operators that
 * convolutional classifiers are made of, for inputs of one fixed shape.
 */
public final class BackwardPass {

    private static final Map<String, Rule> RULES = rules();

    /** Operators through which nothing comes back. */
    private static final Set<String> FLAT = Set.of(
            "Shape",
            "Size",
            "Equal",
            "Greater",
            "Less",
            "GreaterOrEqual",
            "LessOrEqual",
            "Not",
            "ArgMax",
            "Sign",
            "ConstantOfShape");

    private final OnnxGraph onnx;
    private final Set<String> dependent = new HashSet<>();
    private final Map<String, String> gradients = new HashMap<>();

    private BackwardPass(OnnxGraph onnx, String input) {
        this.onnx = onnx;
        dependent.add(input);
        for (Onnx.NodeProto node : onnx.nodes()) {
            if (!FLAT.contains(node.getOpType()) && node.getInputList().stream().anyMatch(dependent::contains)) {
                dependent.addAll(node.getOutputList());
            }
        }
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        ActivationRules.addTo(rules);
        ArithmeticRules.addTo(rules);
        ConvolutionRules.addTo(rules);
        PoolingRules.addTo(rules);
        ReductionRules.addTo(rules);
        ShapeRules.addTo(rules);
        return Map.copyOf(rules);
    }

    /**
     * The value of the gradient, in the shape of the input.
     *
     * @param onnx a graph with this input only
     * @param scalar one value, without dimensions
     * @param shape of the input
     * @throws XvadModelException if an operator between has no gradient here, which the message names
     * @throws io.xvad.core.XvadUnavailableException if no engine here runs any network, which tells the shapes between
     */
    public static String gradient(OnnxGraph onnx, String scalar, String input, int... shape) {
        return new BackwardPass(onnx, input).run(scalar, input, shape);
    }

    private String run(String scalar, String input, int... shape) {
        List<Onnx.NodeProto> nodes = path(scalar);
        if (nodes.isEmpty()) {
            throw new XvadModelException("what the ONNX model gives does not depend on its input '" + input + "'");
        }
        nodes.forEach(BackwardPass::rule);
        KnownValues known = KnownValues.of(onnx, values(nodes), input, shape);
        gradients.put(scalar, onnx.constant(1));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            back(nodes.get(i), known);
        }
        return Objects.requireNonNull(gradients.get(input));
    }

    /** The nodes between the input and the scalar, in order. */
    private List<Onnx.NodeProto> path(String scalar) {
        Set<String> needed = new HashSet<>(Set.of(scalar));
        List<Onnx.NodeProto> all = onnx.nodes();
        Set<Onnx.NodeProto> between = new HashSet<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Onnx.NodeProto node = all.get(i);
            boolean isOn = node.getOutputList().stream()
                    .anyMatch(output -> needed.contains(output) && dependent.contains(output));
            if (isOn) {
                between.add(node);
                node.getInputList().stream().filter(dependent::contains).forEach(needed::add);
            }
        }
        return all.stream().filter(between::contains).toList();
    }

    private static Rule rule(Onnx.NodeProto node) {
        Rule rule = node.getDomain().isEmpty() ? RULES.get(node.getOpType()) : null;
        if (rule == null) {
            throw new XvadModelException("the gradient of the operator " + node.getOpType() + " ('" + node.getName()
                    + "') is not known here");
        }
        return rule;
    }

    /** Values that the nodes compute or read, without constants and inputs. */
    private Set<String> values(List<Onnx.NodeProto> nodes) {
        Set<String> made = new HashSet<>();
        onnx.nodes().forEach(node -> made.addAll(node.getOutputList()));
        Set<String> values = new HashSet<>();
        for (Onnx.NodeProto node : nodes) {
            values.add(node.getOutput(0));
            node.getInputList().stream().filter(made::contains).forEach(values::add);
        }
        values.remove("");
        return values;
    }

    private void back(Onnx.NodeProto node, KnownValues known) {
        String arrived = gradients.get(node.getOutput(0));
        if (arrived == null) {
            throw new XvadModelException("the gradient of the operator " + node.getOpType() + " ('" + node.getName()
                    + "') by another than its first output is not known here");
        }
        Step step = new Step(node, arrived, known, onnx);
        for (int i = 0; i < node.getInputCount(); i++) {
            if (dependent.contains(node.getInput(i))) {
                String part = rule(node).before(step, i);
                String present = gradients.get(node.getInput(i));
                gradients.put(
                        node.getInput(i),
                        present == null ? part : onnx.node("Add", present, Objects.requireNonNull(part)));
            }
        }
    }
}
