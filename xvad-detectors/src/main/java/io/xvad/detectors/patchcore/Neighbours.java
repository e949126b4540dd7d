package io.xvad.detectors.patchcore;

/** Finds the nearest of some rows. Exact, up to rounding where two are equally near. Thread-safe. */
interface Neighbours {

    /**
     * Indices of the nearest rows of each query, nearest first.
     *
     * @param queries query rows, one after the other
     * @param k neighbours a query, at most as many as there are rows
     * @return {@code k} indices a query
     */
    int[] nearest(float[] queries, int k);
}
