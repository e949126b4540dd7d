/** Domain types, service interfaces, registry, options, calibration and model file of XVAD. */
module io.xvad.core {
    requires transitive com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.xvad.core;
    exports io.xvad.core.calibrate;
    exports io.xvad.core.capability;
    exports io.xvad.core.detect;
    exports io.xvad.core.engine;
    exports io.xvad.core.explain;
    exports io.xvad.core.json;
    exports io.xvad.core.model;
    exports io.xvad.core.option;
    exports io.xvad.core.progress;
    exports io.xvad.core.registry;
    exports io.xvad.core.stream;
    exports io.xvad.core.update;

    uses io.xvad.core.detect.CapabilityCovers;
    uses io.xvad.core.detect.CapabilityTilings;
    uses io.xvad.core.detect.Detector;
    uses io.xvad.core.detect.HeldOutMeasure;
    uses io.xvad.core.engine.InferenceEngine;
    uses io.xvad.core.engine.TrainingRuntime;
    uses io.xvad.core.explain.Explainer;

    provides io.xvad.core.detect.CapabilityCovers with
            io.xvad.core.capability.CoveredCapabilities,
            io.xvad.core.stream.CoveredStreams;
    provides io.xvad.core.detect.CapabilityTilings with
            io.xvad.core.capability.TiledCapabilities;
}
