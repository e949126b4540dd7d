package io.xvad.training.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Convolutions of few channels of which nobody asks the gradient by what goes in, such as those of images: ND4J would compute it nevertheless. The
 * neighbourhoods of all positions are laid out as columns once; forwards and backwards are products of matrices with them.
 */
final class InputConvolutions {

    private static final long MOST_CHANNELS = 4;
    private static final int STRIDES_AND_PADDING = 8;

    private final Program program;
    private final List<Step> added = new ArrayList<>();
    private final Set<Step> removed = new HashSet<>();
    private final Map<String, Form> forms = new HashMap<>();

    private InputConvolutions(Program program) {
        this.program = program;
    }

    static Program replaced(Program program) {
        InputConvolutions convolutions = new InputConvolutions(program);
        for (Step step : program.steps()) {
            if (convolutions.isReplaceable(step)) {
                convolutions.replace(step);
            }
        }
        if (convolutions.removed.isEmpty()) {
            return program;
        }
        List<Step> steps = new ArrayList<>(program.steps());
        steps.removeAll(convolutions.removed);
        steps.addAll(convolutions.added);
        return program.with(steps, convolutions.forms, Map.of());
    }

    private boolean isReplaceable(Step step) {
        return step.name().equals("conv2d_bp")
                && step.inputs().size() == 4
                && program.form(step.input()).size(1) <= MOST_CHANNELS
                && Arrays.stream(arguments(step)).skip(STRIDES_AND_PADDING).allMatch(argument -> argument == 0)
                && program.readers(step.output()).isEmpty()
                && !program.wanted().contains(step.output());
    }

    private static long[] arguments(Step step) {
        return ((DynamicCustomOp) step.operation()).iArgs();
    }

    private void replace(Step gradient) {
        String columns = columns(gradient);
        replaceBackwards(gradient, columns);
        program.readers(gradient.input()).stream()
                .filter(step -> step.name().equals("conv2d")
                        && step.inputs().equals(gradient.inputs().subList(0, 3))
                        && Arrays.equals(arguments(step), arguments(gradient)))
                .forEach(step -> replaceForwards(step, columns));
    }

    /** The name of the neighbourhoods, shape (images, channels, kernel height, kernel width, height, width). */
    private String columns(Step gradient) {
        long[] arguments = arguments(gradient);
        String columns = gradient.input() + "#columns-" + Arrays.toString(arguments);
        if (!forms.containsKey(columns)) {
            Form x = program.form(gradient.input());
            Form y = program.form(gradient.inputs().get(3));
            forms.put(
                    columns, Form.of(x.type(), x.size(0), x.size(1), arguments[0], arguments[1], y.size(2), y.size(3)));
            DynamicCustomOp layOut = Calls.operation("im2col", Arrays.copyOf(arguments, STRIDES_AND_PADDING + 1));
            layOut.addTArgument(0);
            added.add(Step.of(layOut, List.of(gradient.input()), List.of(columns)));
        }
        return columns;
    }

    private void replaceForwards(Step convolution, String columns) {
        removed.add(convolution);
        String kernel = convolution.inputs().get(1);
        String ordered = kernel + "#ordered";
        forms.put(ordered, ordered(program.form(kernel)));
        added.add(Step.of(Calls.operation("permute", 2, 0, 1, 3), List.of(kernel), List.of(ordered)));
        added.add(new Step(
                convolution.operation(),
                List.of(columns, ordered, convolution.inputs().get(2)),
                convolution.outputs(),
                InputConvolutions::products,
                0));
    }

    private void replaceBackwards(Step gradient, String columns) {
        removed.add(gradient);
        String result = gradient.inputs().get(3);
        String kernelGradient = gradient.outputs().get(1);
        String ordered = kernelGradient + "#ordered";
        forms.put(ordered, ordered(program.form(kernelGradient)));
        added.add(new Step(
                gradient.operation(), List.of(columns, result), List.of(ordered), InputConvolutions::sumOfProducts, 0));
        added.add(Step.of(Calls.operation("permute", 1, 2, 0, 3), List.of(ordered), List.of(kernelGradient)));
        added.add(Step.of(
                Calls.operation("reduce_sum", 0, 2, 3),
                List.of(result),
                List.of(gradient.outputs().get(2))));
    }

    /** Of kernels of shape (height, width, in, out): (in, height, width, out), as columns are. */
    private static Form ordered(Form kernel) {
        return Form.of(kernel.type(), kernel.size(2), kernel.size(0), kernel.size(1), kernel.size(3));
    }

    private static Runnable products(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray result = outputs.get(0);
        INDArray kernel = matrix(inputs.get(1), inputs.get(1).size(3));
        int images = (int) result.size(0);
        Runnable[] calls = new Runnable[images + 1];
        for (int i = 0; i < images; i++) {
            calls[i] = Calls.of("matmul", List.of(kernel, columns(inputs.get(0), i)), values(result, i), 1, 0, 0);
        }
        INDArray bias = inputs.get(2).reshape(1, inputs.get(2).length(), 1, 1);
        calls[images] = Calls.of("add", List.of(result, bias), result);
        return Calls.inOrder(calls);
    }

    private static Runnable sumOfProducts(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray sum = matrix(outputs.get(0), outputs.get(0).size(3));
        int images = (int) inputs.get(1).size(0);
        Runnable[] calls = new Runnable[images];
        for (int i = 0; i < images; i++) {
            DynamicCustomOp product = Calls.operation("matmul", 0, 1, 0);
            product.addTArgument(1, i == 0 ? 0 : 1);
            calls[i] = new OperationKernel(product)
                    .bound(List.of(columns(inputs.get(0), i), values(inputs.get(1), i)), List.of(sum));
        }
        return Calls.inOrder(calls);
    }

    private static INDArray matrix(INDArray kernel, long channels) {
        return kernel.reshape('c', kernel.length() / channels, channels);
    }

    /** The neighbourhoods of an image, shape (values of one, positions). */
    private static INDArray columns(INDArray columns, int image) {
        INDArray own = columns.slice(image);
        return own.reshape('c', own.size(0) * own.size(1) * own.size(2), own.size(3) * own.size(4));
    }

    /** The results of an image, shape (channels, positions). */
    private static INDArray values(INDArray results, int image) {
        INDArray own = results.slice(image);
        return own.reshape('c', own.size(0), own.size(1) * own.size(2));
    }
}
