package io.xvad.training.layers;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Values of which all that belong to one channel are treated alike. Sums and repetition are products with ones, since ND4J takes ten
 * times as long for reductions, for broadcasting and above all for their derivatives.
 */
interface Channels {

    /** The values as a matrix. */
    SDVariable values();

    /** Mean of each channel of such a matrix, shape (1, C). */
    SDVariable mean(SDVariable values);

    /** Repeats numbers of shape (1, C) for each value of a channel. */
    SDVariable spread(SDVariable numbers);

    /** Such a matrix in the shape of what the channels were made of. */
    SDVariable shaped(SDVariable values);

    /** How many values a channel has, a float32 without gradient. */
    SDVariable count();

    /** Columns of a matrix of shape (N, C). */
    static Channels columns(SameDiff graph, SDVariable x) {
        return new Columns(graph, x);
    }

    /** Channels of images of shape (N, C, H, W). */
    static Channels images(SameDiff graph, SDVariable x, int channels) {
        return new Images(graph, x, channels);
    }

    /** Ones of a shape that depends on that of other values. */
    static SDVariable ones(SameDiff graph, SDVariable... sizes) {
        return graph.fill(graph.concat(0, sizes), DataType.FLOAT, 1);
    }

    /** The shape of values; SameDiff would add zeros to their gradient if it stood as it is where values are differentiated. */
    static SDVariable shape(SameDiff graph, SDVariable x) {
        return graph.identity(x.shape());
    }

    /** A size as part of a shape. */
    static SDVariable size(SameDiff graph, long size) {
        return graph.constant(Nd4j.createFromArray(size));
    }

    /** Channels that are columns. */
    final class Columns implements Channels {

        private final SameDiff graph;
        private final SDVariable x;
        private final SDVariable rows;

        private Columns(SameDiff graph, SDVariable x) {
            this.graph = graph;
            this.x = x;
            this.rows = shape(graph, x).get(SDIndex.interval(0, 1));
        }

        @Override
        public SDVariable values() {
            return x;
        }

        @Override
        public SDVariable mean(SDVariable values) {
            return ones(graph, size(graph, 1), rows).mmul(values).div(count());
        }

        @Override
        public SDVariable spread(SDVariable numbers) {
            return ones(graph, rows, size(graph, 1)).mmul(numbers);
        }

        @Override
        public SDVariable shaped(SDVariable values) {
            return values;
        }

        @Override
        public SDVariable count() {
            return rows.castTo(DataType.FLOAT);
        }
    }

    /** Channels that are planes of images, each a row of the matrix. */
    final class Images implements Channels {

        private final SameDiff graph;
        private final SDVariable shape;
        private final SDVariable images;
        private final SDVariable places;
        private final SDVariable values;
        private final int channels;

        private Images(SameDiff graph, SDVariable x, int channels) {
            this.graph = graph;
            this.channels = channels;
            shape = shape(graph, x);
            images = shape.get(SDIndex.interval(0, 1));
            places = shape.get(SDIndex.interval(2, 4)).prod(true, 0);
            values = graph.reshape(x, graph.concat(0, size(graph, -1), places));
        }

        @Override
        public SDVariable values() {
            return values;
        }

        @Override
        public SDVariable mean(SDVariable values) {
            SDVariable sums = values.mmul(ones(graph, places, size(graph, 1)));
            SDVariable ofAll = ones(graph, size(graph, 1), images).mmul(sums.reshape(-1, channels));
            return ofAll.div(count());
        }

        @Override
        public SDVariable spread(SDVariable numbers) {
            SDVariable ofImages = ones(graph, images, size(graph, 1)).mmul(numbers);
            return ofImages.reshape(-1, 1).mmul(ones(graph, size(graph, 1), places));
        }

        @Override
        public SDVariable shaped(SDVariable values) {
            return graph.reshape(values, shape);
        }

        @Override
        public SDVariable count() {
            return images.castTo(DataType.FLOAT).mul(places.castTo(DataType.FLOAT));
        }
    }
}
