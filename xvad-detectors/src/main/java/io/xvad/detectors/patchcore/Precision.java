package io.xvad.detectors.patchcore;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.Float16;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import java.util.Arrays;
import java.util.List;

/** The precision to which features of the memory bank are rounded. */
enum Precision {
    FLOAT32,
    FLOAT16;

    static List<String> names() {
        return Arrays.stream(values()).map(Precision::optionName).toList();
    }

    static Precision of(Options options) {
        return options.get(PatchCore.MEMORY_PRECISION).equals(FLOAT16.optionName()) ? FLOAT16 : FLOAT32;
    }

    String optionName() {
        return "float" + (this == FLOAT16 ? 16 : 32);
    }

    /**
     * Rounds values in place to what will be written.
     *
     * @throws XvadTrainingException if one is too large
     */
    void round(float[] values) {
        if (this == FLOAT32) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            float rounded = Float16.value(Float16.bits(values[i]));
            if (Float.isInfinite(rounded)) {
                throw new XvadTrainingException("a feature of " + values[i] + " is too large for "
                        + PatchCore.MEMORY_PRECISION.name() + "=" + optionName());
            }
            values[i] = rounded;
        }
    }

    void write(ModelWriter model, String entry, Tensor values) {
        if (this == FLOAT16) {
            model.halves(entry, values);
        } else {
            model.tensor(entry, values);
        }
    }
}
