package io.xvad.generative.diffusion;

import io.xvad.core.engine.Tensor;
import java.util.Arrays;

/** Reads times from their codes. */
public final class Codes {

    private Codes() {}

    /** The time of the first code. */
    public static int time(Tensor codes, int times) {
        int length = codes.shape()[1];
        float[] code = Arrays.copyOf(codes.toArray(), length);
        for (int time = 0; time < times; time++) {
            if (Arrays.equals(TimeCode.of(new int[] {time}, length), code)) {
                return time;
            }
        }
        throw new IllegalArgumentException("no time has the code " + Arrays.toString(code));
    }
}
