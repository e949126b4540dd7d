package io.xvad.training;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Availability;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's native library, loaded once, when it is first asked for: JavaCPP unpacks it into a cache. Thread-safe. */
public final class Nd4jLibrary {

    private static final Availability LOADED = Availability.ofNative(
            "ND4J",
            Nd4j::getExecutioner,
            "Its native library is unpacked into a cache, by default .javacpp/cache in the home folder, or else in java.io.tmpdir: set"
                    + " -Dorg.bytedeco.javacpp.cachedir=DIR to a folder that is writable, has room for 500 MB and may execute files.");

    private Nd4jLibrary() {}

    /** Whether it could be loaded, and if not, why and what to do, in one line. */
    static Availability availability() {
        return LOADED;
    }

    /**
     * Returns if networks can be run and trained here.
     *
     * @throws XvadUnavailableException if the library cannot be loaded; the message says why and what to do
     */
    public static void require() {
        LOADED.require();
    }
}
