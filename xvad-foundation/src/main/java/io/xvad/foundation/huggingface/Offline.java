package io.xvad.foundation.huggingface;

import java.io.IOException;

/**
 * Keeps DJL off the network: left alone, it would fetch native code where it finds a GPU of NVIDIA, and on Amazon's machines report to its makers. The switch is DJL's own system property, which is set for the
 * time of a call only, so that an application that uses DJL itself finds it as it was.
 */
final class Offline {

    private static final String PROPERTY = "ai.djl.offline";

    private Offline() {}

    /** What is done without the network. */
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }

    static synchronized <T> T call(Opening<T> opening) throws IOException {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, "true");
        try {
            return opening.open();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }
}
