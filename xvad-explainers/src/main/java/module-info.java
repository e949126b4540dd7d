/** Explainers: nearest normal patches, occlusion and words; and how far an explanation can be trusted. */
module io.xvad.explainers {
    requires transitive io.xvad.core;
    requires commons.math3;
    requires io.xvad.metrics;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.rng.simple;
    requires static transitive org.jspecify;

    exports io.xvad.explainers.clip;
    exports io.xvad.explainers.combine;
    exports io.xvad.explainers.gradient;
    exports io.xvad.explainers.masking;
    exports io.xvad.explainers.nearest;
    exports io.xvad.explainers.normal;
    exports io.xvad.explainers.quality;
    exports io.xvad.explainers.verbal;

    provides io.xvad.core.explain.Explainer with
            io.xvad.explainers.clip.TubeletOcclusionExplainer,
            io.xvad.explainers.clip.TubeletRiseExplainer,
            io.xvad.explainers.combine.BestOfExplainer,
            io.xvad.explainers.combine.ConsensusExplainer,
            io.xvad.explainers.normal.AttentionExplainer,
            io.xvad.explainers.normal.CounterfactualExplainer,
            io.xvad.explainers.normal.FeatureDeviationExplainer,
            io.xvad.explainers.normal.ResidualExplainer,
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
            io.xvad.explainers.masking.ExtremalPerturbationExplainer,
            io.xvad.explainers.masking.KernelShapExplainer,
            io.xvad.explainers.masking.LimeExplainer,
            io.xvad.explainers.masking.RiseExplainer,
            io.xvad.explainers.nearest.NearestNormalExplainer,
            io.xvad.explainers.masking.OcclusionExplainer,
            io.xvad.explainers.verbal.VerbalExplainer;
}
