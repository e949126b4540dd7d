package io.xvad.detectors.nearest;

/**
 * Queries cut into blocks of like size, which are searched one at a time: what is ranked of them stays in the cache.
 *
 * @param queries how many there are
 */
record QueryBlocks(int queries) {

    private static final int LARGEST = 128;

    int count() {
        return (queries + LARGEST - 1) / LARGEST;
    }

    /** The first query of a block. */
    int start(int block) {
        return (int) ((long) queries * block / count());
    }

    /** The first query after a block. */
    int end(int block) {
        return start(block + 1);
    }
}
