package io.xvad.training.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions of 3 pixels of values that were enlarged to twice their size by repetition. The same is a transposed
 * convolution of 4 pixels and stride 2 of the small values, whose kernels are sums of the others: 4/9 of the
 * multiplications, and nothing is enlarged.
 */
final class Enlargements {

    private static final long[] CONVOLUTION = {3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 0};
    private static final long[] TRANSPOSED = {4, 4, 2, 2, 1, 1, 1, 1, 0, 0, 1};
    private static final String SUMS = "#sums-of-kernels";

    private final Program program;
    private final List<Step> added = new ArrayList<>();
    private final Set<Step> removed = new HashSet<>();
    private final Map<String, Form> forms = new HashMap<>();

    private Enlargements(Program program) {
        this.program = program;
    }

    static Program replaced(Program program) {
        Enlargements enlargements = new Enlargements(program);
        program.steps().stream().filter(Enlargements::isEnlargement).forEach(enlargements::replace);
        if (enlargements.removed.isEmpty()) {
            return program;
        }
        List<Step> steps = new ArrayList<>(program.steps());
        steps.removeAll(enlargements.removed);
        steps.addAll(enlargements.added);
        enlargements.forms.put(SUMS, Form.of(sums()));
        return program.with(steps, enlargements.forms, Map.of(SUMS, sums()));
    }

    private static boolean isEnlargement(Step step) {
        return step.name().equals("upsampling2d") && has(step, 2, 2, 1);
    }

    private static boolean has(Step step, long... arguments) {
        return step.operation() instanceof DynamicCustomOp custom && Arrays.equals(custom.iArgs(), arguments);
    }

    /** Which kernel values of 3 x 3 each of 4 x 4 is the sum of, shape (16, 9). */
    private static INDArray sums() {
        int[][] line = {{0, 0, 1}, {0, 1, 1}, {1, 1, 0}, {1, 0, 0}};
        float[][] sums = new float[16][9];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 9; j++) {
                sums[i][j] = line[i / 4][j / 3] * line[i % 4][j % 3];
            }
        }
        return Nd4j.create(sums);
    }

    private void replace(Step enlargement) {
        List<Step> readers = program.readers(enlargement.output());
        if (program.wanted().contains(enlargement.output()) || !readers.stream().allMatch(this::isReplaceable)) {
            return;
        }
        removed.add(enlargement);
        for (Step reader : readers) {
            removed.add(reader);
            if (reader.name().equals("conv2d")) {
                replaceForwards(enlargement, reader);
            } else {
                replaceBackwards(enlargement, reader);
            }
        }
    }

    private boolean isReplaceable(Step reader) {
        return reader.name().equals("conv2d") && has(reader, CONVOLUTION)
                || reader.name().equals("conv2d_bp")
                        && has(reader, CONVOLUTION)
                        && gathered(reader).isPresent();
    }

    /** The step that adds up the gradients of what was repeated, the only one that reads them. */
    private Optional<Step> gathered(Step gradient) {
        List<Step> readers = program.readers(gradient.output());
        boolean fits = readers.size() == 1
                && readers.get(0).name().equals("upsampling2d_bp")
                && !program.wanted().contains(gradient.output());
        return fits ? Optional.of(readers.get(0)) : Optional.empty();
    }

    private void replaceForwards(Step enlargement, Step convolution) {
        List<String> inputs = new ArrayList<>(convolution.inputs());
        inputs.set(0, enlargement.input());
        inputs.set(1, transposedKernel(convolution));
        added.add(Step.of(Calls.operation("deconv2d", TRANSPOSED), inputs, convolution.outputs()));
    }

    private void replaceBackwards(Step enlargement, Step gradient) {
        Step gathered = gathered(gradient).orElseThrow();
        removed.add(gathered);
        List<String> inputs = new ArrayList<>(gradient.inputs());
        inputs.set(0, enlargement.input());
        inputs.set(1, transposedKernel(gradient));
        List<String> outputs = new ArrayList<>(gradient.outputs());
        String kernelGradient = outputs.get(1);
        String transposed = kernelGradient + "#transposed";
        forms.put(transposed, transposed(program.form(kernelGradient)));
        outputs.set(0, gathered.output());
        outputs.set(1, transposed);
        added.add(Step.of(Calls.operation("deconv2d_bp", TRANSPOSED), inputs, outputs));
        added.add(new Step(
                gradient.operation(),
                List.of(SUMS, transposed),
                List.of(kernelGradient),
                (in, out) -> Calls.of(
                        "matmul",
                        List.of(in.get(0), in.get(1).reshape(-1, 16)),
                        out.get(0).reshape(9, -1),
                        1,
                        1,
                        0),
                0));
    }

    /** The name of the kernels of the transposed convolution, which are computed in each run. */
    private String transposedKernel(Step step) {
        String kernel = step.inputs().get(1);
        String transposed = kernel + "#transposed";
        if (!forms.containsKey(transposed)) {
            forms.put(transposed, transposed(program.form(kernel)));
            added.add(new Step(
                    step.operation(),
                    List.of(kernel, SUMS),
                    List.of(transposed),
                    (in, out) -> Calls.of(
                            "matmul",
                            List.of(in.get(0).reshape(9, -1), in.get(1)),
                            out.get(0).reshape(-1, 16),
                            1,
                            1,
                            0),
                    0));
        }
        return transposed;
    }

    /** Of kernels of shape (3, 3, in, out): (in, out, 4, 4). */
    private static Form transposed(Form kernel) {
        return Form.of(kernel.type(), kernel.size(2), kernel.size(3), 4, 4);
    }
}
