package io.xvad.training;

import io.xvad.core.engine.MavenLines;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.registry.Availability;

/** SameDiff on the ND4J backend of the class path. Thread-safe; names no class of ND4J before it is asked to load it. */
public final class Nd4jRuntime implements TrainingRuntime {

    private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public String description() {
        return "SameDiff on the ND4J backend of the class path";
    }

    @Override
    public Availability availability() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context != null ? context : Nd4jRuntime.class.getClassLoader();
        return loader.getResource(BACKENDS) != null
                ? Availability.available()
                : Availability.missing(
                        "there is no ND4J backend on the class path. Add to the pom:\n" + MavenLines.ND4J_BACKEND);
    }

    @Override
    public Availability loaded() {
        Availability here = availability();
        return here.isAvailable() ? Nd4jLibrary.availability() : here;
    }
}
