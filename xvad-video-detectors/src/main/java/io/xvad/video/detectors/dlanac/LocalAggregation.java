package io.xvad.video.detectors.dlanac;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Prototypes aggregated from the features of each window (NetVLAD, Arandjelovic et al., 2016, equations 1 and 4). Features and
 * centres have length 1.
 *
 * @param centres shape (clusters, channels)
 * @param selected 1 for a centre that is used, 0 for one that is not, shape (1, clusters)
 * @param sharpness of the assignment
 */
record LocalAggregation(SameDiff graph, SDVariable centres, SDVariable selected, double sharpness) {

    /** Name of what each feature is assigned to, shape (N * places, clusters). */
    static final String ASSIGNED = "assigned";

    private static final double NEVER = 1e3;
    private static final double SHORTEST = 1e-12;

    /** A softmax of minus the squared distances times the sharpness; rows sum to 1. */
    SDVariable assigned(SDVariable features) {
        SDVariable alike = features.mmul(graph.transpose(centres)).mul(2 * sharpness);
        return graph.nn().softmax(alike.add(selected.sub(1).mul(NEVER)), 1);
    }

    /**
     * Each centre moved by the residuals of the features that are assigned to it, scaled to length 1.
     *
     * @param assigned as above
     * @param features shape (N * places, channels)
     * @return shape (N, clusters, channels)
     */
    SDVariable prototypes(SDVariable assigned, SDVariable features, Grouping grouping) {
        SDVariable shares = grouping.windows(assigned, grouping.clusters);
        SDVariable sums = graph.mmul(shares, grouping.windows(features, grouping.channels), true, false, false);
        SDVariable counts = shares.sum(1).reshape(-1, grouping.clusters, 1);
        SDVariable around = centres.reshape(1, grouping.clusters, grouping.channels);
        SDVariable moved = sums.sub(counts.mul(around)).add(around);
        SDVariable squares = graph.math().square(moved).sum(true, 2).add(SHORTEST);
        return moved.div(graph.math().sqrt(squares));
    }

    /** Reads for each feature the mean of its window's prototypes, weighed by a softmax of how alike they are; in rows. */
    SDVariable read(SDVariable prototypes, SDVariable features, Grouping grouping) {
        SDVariable alike = graph.mmul(grouping.windows(features, grouping.channels), prototypes, false, true, false);
        SDVariable unused = selected.reshape(1, 1, grouping.clusters).sub(1).mul(NEVER);
        SDVariable weights = graph.nn().softmax(alike.add(unused), 2);
        return graph.mmul(weights, prototypes, false, false, false).reshape(-1, grouping.channels);
    }

    /**
     * How rows belong to windows.
     *
     * @param places of a window
     * @param clusters how many
     * @param channels of a feature
     */
    record Grouping(int places, int clusters, int channels) {

        SDVariable windows(SDVariable rows, int width) {
            return rows.reshape(-1, places, width);
        }
    }
}
