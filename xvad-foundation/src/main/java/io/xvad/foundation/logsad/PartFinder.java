package io.xvad.foundation.logsad;

import io.xvad.core.ConnectedComponents;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.foundation.logsad.VisionNetworks.Features;
import io.xvad.foundation.parts.Components;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.KMeans;
import io.xvad.foundation.parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the parts of an image: clusters of places get the kind of part that their mean is most alike to, masks of everything take the kind of most of their places, and what hangs together
 * is a part. Thread-safe.
 *
 * @param clusters of places, by the shallow layers
 * @param queries kinds of parts
 * @param masks cut the image
 */
record PartFinder(KMeans clusters, PartQueries queries, EverythingMasks masks) {

    private static final int SMALL_CLUSTER = 8;
    private static final int SMALL_PART = 32;

    /**
     * The parts, which are not background.
     *
     * @param square the image as CLIP sees it
     */
    List<Part> parts(Image square, Features features) {
        int[] kinds = merged(square, kinds(features), features.words());
        List<Part> parts = new ArrayList<>();
        for (int kind = 0; kind < queries.background(); kind++) {
            if (!queries.parts().get(kind).background()) {
                String name = queries.parts().get(kind).name();
                Components.pieces(where(kinds, kind, square.height(), square.width()), SMALL_PART + 1).stream()
                        .map(piece -> Components.measured(name, square, piece, features.words()))
                        .flatMap(Optional::stream)
                        .forEach(parts::add);
            }
        }
        return parts;
    }

    private static Mask where(int[] kinds, int kind, int height, int width) {
        boolean[] inside = new boolean[kinds.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = kinds[i] == kind;
        }
        return Mask.of(height, width, inside);
    }

    /** The kind of each place of the grid, by its cluster; small pieces of a cluster are background. */
    int[] kinds(Features features) {
        FeatureGrid grid = features.shallow();
        int[] labels = clusters.nearest(grid.vectors());
        int[] kinds = new int[labels.length];
        Arrays.fill(kinds, queries.background());
        for (int cluster = 0; cluster < clusters.count(); cluster++) {
            boolean[] inside = withoutSmall(where(labels, cluster, grid.height(), grid.width()));
            List<Float> mean = features.words().mean(inside);
            if (!mean.isEmpty()) {
                int kind = queries.nearest(mean);
                for (int i = 0; i < kinds.length; i++) {
                    kinds[i] = inside[i] ? kind : kinds[i];
                }
            }
        }
        return kinds;
    }

    private static boolean[] withoutSmall(Mask mask) {
        ConnectedComponents found = ConnectedComponents.of(mask.height(), mask.width(), mask.toArray());
        int[] sizes = new int[found.count() + 1];
        int[] labels = found.toArray();
        for (int label : labels) {
            sizes[label]++;
        }
        boolean[] kept = new boolean[labels.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = labels[i] > 0 && sizes[labels[i]] > SMALL_CLUSTER;
        }
        return kept;
    }

    /** The kind of each pixel: that of most pixels of its mask, the smallest where several cover it; pixels without a mask count as one mask. */
    private int[] merged(Image square, int[] kinds, FeatureGrid grid) {
        int[] own = owners(square);
        int count = Arrays.stream(own).max().orElse(0) + 1;
        int[][] votes = new int[count][queries.parts().size()];
        int[] merged = new int[own.length];
        for (int i = 0; i < own.length; i++) {
            int row = i / square.width() * grid.height() / square.height();
            int column = i % square.width() * grid.width() / square.width();
            votes[own[i]][kinds[row * grid.width() + column]]++;
        }
        for (int i = 0; i < own.length; i++) {
            merged[i] = most(votes[own[i]]);
        }
        return merged;
    }

    private static int most(int[] votes) {
        int most = 0;
        for (int i = 1; i < votes.length; i++) {
            most = votes[i] > votes[most] ? i : most;
        }
        return most;
    }

    /** The number of the smallest mask that covers each pixel, from 1; 0 where none does. */
    private int[] owners(Image square) {
        int[] owners = new int[square.height() * square.width()];
        List<Mask> largestFirst = masks.of(square).stream()
                .sorted(Comparator.comparingInt(Mask::count).reversed())
                .toList();
        for (int number = 0; number < largestFirst.size(); number++) {
            boolean[] inside = largestFirst.get(number).toArray();
            for (int i = 0; i < owners.length; i++) {
                owners[i] = inside[i] ? number + 1 : owners[i];
            }
        }
        return owners;
    }
}
