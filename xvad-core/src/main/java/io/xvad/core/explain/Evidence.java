package io.xvad.core.explain;

/** One piece of an explanation. Implementations are immutable and thread-safe. */
public sealed interface Evidence
        permits Saliency, Counterfactual, NearestNormal, AttributeDeviation, RuleTrace, Statement, CustomEvidence {}
