package io.xvad.training.plan;

import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.custom.Invoke;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.BaseCompatOp;
import org.nd4j.linalg.api.ops.impl.layers.ExternalErrorsFunction;
import org.nd4j.linalg.api.ops.impl.shape.CreateView;
import org.nd4j.linalg.api.ops.impl.transforms.Assert;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.GradientBackwardsMarker;
import org.nd4j.linalg.api.ops.random.BaseRandomOp;

/** Which operations a plan can run. */
final class KnownOperations {

    private static final Set<String> OF_SHAPES = Set.of("shape_of", "size", "rank", "size_at", "ones_as", "zeros_as");

    private KnownOperations() {}

    /** Whether all it needs are its inputs, and all it changes are its outputs. */
    static boolean areIn(DifferentialFunction operation) {
        boolean special = operation instanceof Assign
                || operation instanceof CreateView
                || operation instanceof ExternalErrorsFunction
                || operation instanceof GradientBackwardsMarker
                || operation instanceof Assert
                || operation instanceof BaseCompatOp
                || operation instanceof Invoke
                || isRandom(operation)
                || operation instanceof ScalarOp && operation.argNames().length == 2;
        return !special
                && (operation instanceof DynamicCustomOp || operation instanceof Op)
                && (operation instanceof Op || operation instanceof CustomOp);
    }

    private static boolean isRandom(DifferentialFunction operation) {
        return operation instanceof RandomOp
                || operation instanceof BaseRandomOp
                || operation.getClass().getName().contains(".random.")
                || operation.opName().contains("dropout");
    }

    /** Whether its results follow from the shapes of its inputs. */
    static boolean dependsOnShapesOnly(DifferentialFunction operation) {
        return OF_SHAPES.contains(operation.opName());
    }
}
