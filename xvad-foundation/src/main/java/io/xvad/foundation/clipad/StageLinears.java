package io.xvad.foundation.clipad;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.model.FoundationModel;
import java.util.List;

/**
 * The linear layers of SDP+, one a stage. Immutable and thread-safe.
 *
 * @param layers in the order of the stages; none of SDP
 * @param learned whether they were learned from auxiliary images and not with the weights: then a model file keeps them
 */
record StageLinears(List<StageLinear> layers, boolean learned) {

    static final StageLinears NONE = new StageLinears(List.of(), false);

    StageLinears {
        layers = List.copyOf(layers);
    }

    /** Those of the weights; none if they have none. */
    static StageLinears of(FoundationModel weights, List<Integer> stages) {
        return stages.stream().noneMatch(stage -> StageLinear.isIn(weights, stage))
                ? NONE
                : new StageLinears(
                        stages.stream()
                                .map(stage -> StageLinear.of(weights, stage))
                                .toList(),
                        false);
    }

    /** Those that a model file keeps, or else those of the weights. */
    static StageLinears read(ModelReader model, FoundationModel weights, List<Integer> stages) {
        return stages.stream().noneMatch(stage -> StageLinear.isIn(model, stage))
                ? of(weights, stages)
                : new StageLinears(
                        stages.stream()
                                .map(stage -> StageLinear.read(model, stage))
                                .toList(),
                        true);
    }

    /** Writes them if they were learned. */
    void write(ModelWriter model, List<Integer> stages) {
        for (int i = 0; learned && i < layers.size(); i++) {
            layers.get(i).write(model, stages.get(i));
        }
    }
}
