/** Detection, localisation and explanation-quality metrics: arrays in, figures out. */
module io.xvad.metrics {
    requires transitive io.xvad.core;
    requires commons.math3;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.rng.simple;
    requires org.apache.commons.statistics.inference;
    requires static transitive org.jspecify;

    exports io.xvad.metrics;
    exports io.xvad.metrics.detection;
    exports io.xvad.metrics.explanation.agreement;
    exports io.xvad.metrics.explanation.axiom;
    exports io.xvad.metrics.explanation.complexity;
    exports io.xvad.metrics.explanation.faithfulness;
    exports io.xvad.metrics.explanation.reason;
    exports io.xvad.metrics.explanation.stability;
    exports io.xvad.metrics.localisation;
    exports io.xvad.metrics.uncertainty;
    exports io.xvad.metrics.video;
}
