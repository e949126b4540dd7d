package io.xvad.core.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where networks run. It is chosen for the process and no model file records it, so that a model fitted on one machine scores on
 * another that has other devices. Scores of two devices agree to about four digits, not to the bit.
 */
public enum Device {
    /** The processor. */
    CPU,
    /** A graphics card of NVIDIA. */
    CUDA;

    /** The system property that chooses: {@code cpu}, which is the default, or {@code cuda}. */
    public static final String PROPERTY = "xvad.device";

    /**
     * The device that networks opened from now on run on.
     *
     * @throws IllegalArgumentException if the property {@value #PROPERTY} names no device
     */
    public static Device chosen() {
        String word = System.getProperty(PROPERTY, CPU.word());
        return Arrays.stream(values())
                .filter(device -> device.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PROPERTY + ": wanted cpu or cuda, got '" + word + "'"));
    }

    /** Its name as the property has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
