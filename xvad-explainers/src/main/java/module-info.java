/** Explainers of images and clips, and measures of how far an explanation can be trusted. */
module io.xvad.explainers {
    requires transitive io.xvad.core;
    requires commons.math3;
    requires io.xvad.data;
    requires io.xvad.metrics;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.rng.simple;
    requires static transitive org.jspecify;

    exports io.xvad.explainers.attention;
    exports io.xvad.explainers.attribute;
    exports io.xvad.explainers.clip;
    exports io.xvad.explainers.combine;
    exports io.xvad.explainers.difference;
    exports io.xvad.explainers.gradient;
    exports io.xvad.explainers.narration;
    exports io.xvad.explainers.nearest;
    exports io.xvad.explainers.perturbation;
    exports io.xvad.explainers.pvalue;
    exports io.xvad.explainers.quality;
    exports io.xvad.explainers.reason;
    exports io.xvad.explainers.reconstruction;
    exports io.xvad.explainers.region;
    exports io.xvad.explainers.reliance;
    exports io.xvad.explainers.restoration;
    exports io.xvad.explainers.rule;
    exports io.xvad.explainers.sentence;

    provides io.xvad.core.detect.HeldOutMeasure with
            io.xvad.explainers.reason.ReasonMeasure,
            io.xvad.explainers.reliance.RelianceMeasure;
    provides io.xvad.core.explain.Explainer with
            io.xvad.explainers.attention.AttentionExplainer,
            io.xvad.explainers.attribute.FeatureDeviationExplainer,
            io.xvad.explainers.clip.ClipFindingsExplainer,
            io.xvad.explainers.clip.ClipGradCamExplainer,
            io.xvad.explainers.clip.TemporalAttentionExplainer,
            io.xvad.explainers.clip.TubeletOcclusionExplainer,
            io.xvad.explainers.clip.TubeletRiseExplainer,
            io.xvad.explainers.combine.BestOfExplainer,
            io.xvad.explainers.combine.ConsensusExplainer,
            io.xvad.explainers.gradient.ExpectedGradientsExplainer,
            io.xvad.explainers.gradient.GradCamExplainer,
            io.xvad.explainers.gradient.GradCamPlusPlusExplainer,
            io.xvad.explainers.gradient.GradientExplainer,
            io.xvad.explainers.gradient.GuidedBackpropExplainer,
            io.xvad.explainers.gradient.HiResCamExplainer,
            io.xvad.explainers.gradient.InputTimesGradientExplainer,
            io.xvad.explainers.gradient.IntegratedGradientsExplainer,
            io.xvad.explainers.gradient.LayerCamExplainer,
            io.xvad.explainers.gradient.LrpExplainer,
            io.xvad.explainers.gradient.ScoreCamExplainer,
            io.xvad.explainers.gradient.SmoothGradExplainer,
            io.xvad.explainers.narration.VerbalExplainer,
            io.xvad.explainers.nearest.NearestNormalExplainer,
            io.xvad.explainers.perturbation.ExtremalPerturbationExplainer,
            io.xvad.explainers.perturbation.KernelShapExplainer,
            io.xvad.explainers.perturbation.LimeExplainer,
            io.xvad.explainers.perturbation.OcclusionExplainer,
            io.xvad.explainers.perturbation.RiseExplainer,
            io.xvad.explainers.pvalue.PValueExplainer,
            io.xvad.explainers.reconstruction.CounterfactualExplainer,
            io.xvad.explainers.rule.RulesExplainer,
            io.xvad.explainers.reconstruction.ResidualExplainer,
            io.xvad.explainers.region.NamedRegionsExplainer,
            io.xvad.explainers.sentence.SentenceExplainer;
}
