package io.xvad.explainers.combine;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Averages what several explainers say. Evidence is two maps: the mean of the pixels' ranks, from 0 (least salient) to 1, and the
 * standard deviation of the ranks, which says where they disagree.
 */
public final class ConsensusExplainer implements Explainer {

    public static final OptionSpec<List<String>> EXPLAINERS = Saliencies.EXPLAINERS;
    public static final OptionSpec<Integer> MAX_DETECTIONS = Saliencies.MAX_DETECTIONS;

    @Override
    public String name() {
        return "consensus";
    }

    @Override
    public String description() {
        return "Averages the ranks several explainers give each pixel, and shows where they disagree";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(EXPLAINERS, MAX_DETECTIONS);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Collection<Explainer> explainers = Saliencies.explainers(request).values();
        List<double[]> ranks = explainers.stream()
                .map(explainer ->
                        ranks(Saliencies.map(explainer, fitted, sample, detection, request, explainers.size())))
                .toList();
        float[] mean = new float[ranks.get(0).length];
        float[] deviation = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            double squares = 0;
            for (double[] one : ranks) {
                sum += one[i];
                squares += one[i] * one[i];
            }
            double average = sum / ranks.size();
            mean[i] = (float) average;
            deviation[i] = (float) Math.sqrt(Math.max(0, squares / ranks.size() - average * average));
        }
        return List.of(
                new Saliency(0, AnomalyMap.of(sample.height(), sample.width(), mean), false),
                new Saliency(0, AnomalyMap.of(sample.height(), sample.width(), deviation), false));
    }

    private static double[] ranks(AnomalyMap map) {
        float[] values = map.toArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(doubles);
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = ranks.length == 1 ? 0.5 : (ranks[i] - 1) / (ranks.length - 1);
        }
        return ranks;
    }
}
