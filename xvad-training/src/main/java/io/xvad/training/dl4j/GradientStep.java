package io.xvad.training.dl4j;

import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The chain rule.
 *
 * @param guided whether rectifiers let only positive gradients pass
 * @param convolutions gradients through convolutions
 */
record GradientStep(boolean guided, InputGradient convolutions) implements BackwardPass.Step {

    @Override
    public INDArray[] before(GraphVertex vertex, INDArray after) {
        if (InputGradient.knows(vertex)) {
            return new INDArray[] {convolutions.of(vertex, after)};
        }
        boolean rectifier = vertex.hasLayer() && vertex.getLayer() instanceof ActivationLayer;
        vertex.setEpsilon(guided && rectifier ? Transforms.relu(after, true) : after);
        return vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    }
}
