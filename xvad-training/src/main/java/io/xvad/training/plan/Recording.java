package io.xvad.training.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** SameDiff's own run of a graph, of which the operations and the forms of all values are kept. */
final class Recording extends InferenceSession {

    private final SameDiff graph;
    private final Memory memory = new Memory();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Form> forms = new HashMap<>();
    private final Map<String, INDArray> given = new HashMap<>();
    private final Map<String, INDArray> computed = new HashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private Recording(SameDiff graph) {
        super(graph);
        this.graph = graph;
        setMmgr(memory);
    }

    /** Runs the graph once. */
    static Program of(SameDiff graph, Map<String, INDArray> inputs, List<String> wanted) {
        Recording recording = new Recording(graph);
        long thread = Thread.currentThread().getId();
        @Nullable InferenceSession before = graph.getSessions().put(thread, recording);
        try {
            graph.output(inputs, wanted);
            return recording.program(inputs, wanted);
        } finally {
            recording.memory.close();
            if (before == null) {
                graph.getSessions().remove(thread);
            } else {
                graph.getSessions().put(thread, before);
            }
        }
    }

    @Override
    public Pair<SameDiffOp, OpContext> getAndParameterizeOp(
            String name,
            FrameIter frame,
            Set<VarId> inputs,
            Set<VarId> allIterInputs,
            Set<String> constants,
            Map<String, INDArray> placeholders,
            Set<String> required,
            Map<String, SDValue> others) {
        Pair<SameDiffOp, OpContext> made = super.getAndParameterizeOp(
                name, frame, inputs, allIterInputs, constants, placeholders, required, others);
        record(made.getFirst(), made.getSecond());
        return made;
    }

    private void record(SameDiffOp made, @Nullable OpContext context) {
        DifferentialFunction operation = made.getOp();
        if (context == null || !KnownOperations.areIn(operation)) {
            unknown.add(operation.opName());
            return;
        }
        List<INDArray> inputs = context.getInputArrays();
        List<INDArray> outputs = context.getOutputArrays();
        List<String> names = Arrays.asList(operation.argNames()).subList(0, inputs.size());
        List<String> outputNames = List.copyOf(made.getOutputsOfOp());
        for (int i = 0; i < inputs.size(); i++) {
            SDVariable variable = graph.getVariable(names.get(i));
            forms.put(names.get(i), Form.of(inputs.get(i)));
            if (variable.getVariableType() != VariableType.ARRAY) {
                given.put(names.get(i), inputs.get(i));
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            forms.put(outputNames.get(i), Form.of(outputs.get(i)));
            computed.put(outputNames.get(i), outputs.get(i));
        }
        steps.add(Step.of(operation, names, outputNames));
    }

    private Program program(Map<String, INDArray> inputs, List<String> wanted) {
        if (!unknown.isEmpty()) {
            throw new UnplannableException("no static plan runs the operations " + unknown);
        }
        if (!forms.keySet().containsAll(wanted)) {
            throw new UnplannableException("no operation makes all of " + wanted);
        }
        Map<String, INDArray> constants = new HashMap<>();
        Map<String, INDArray> variables = new HashMap<>();
        given.forEach((name, array) -> {
            if (!inputs.containsKey(name)) {
                (graph.getVariable(name).isConstant() ? constants : variables).put(name, array);
            }
        });
        List<Step> left = new ArrayList<>();
        Set<String> fixed = new HashSet<>(constants.keySet());
        for (Step step : steps) {
            if (KnownOperations.dependsOnShapesOnly(step.operation()) || fixed.containsAll(step.inputs())) {
                fixed.addAll(step.outputs());
                step.outputs()
                        .forEach(name -> constants.put(
                                name, Objects.requireNonNull(computed.get(name)).dup('c')));
            } else {
                left.add(step);
            }
        }
        return new Program(left, forms, constants, variables, wanted);
    }

    /** Arrays of one run. */
    private static final class Memory extends AbstractMemoryMgr {

        private final List<INDArray> used = new ArrayList<>();

        @Override
        public INDArray allocate(boolean detached, DataType type, long... shape) {
            INDArray array = Nd4j.createUninitializedDetached(type, shape);
            used.add(array);
            return array;
        }

        @Override
        public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
            if (descriptor.isEmpty()) {
                throw new UnplannableException("no static plan has empty values");
            }
            return allocate(detached, descriptor.dataType(), descriptor.getShape());
        }

        @Override
        public void release(INDArray array) {}

        @Override
        public void close() {
            used.stream().filter(INDArray::closeable).forEach(INDArray::close);
        }
    }
}
