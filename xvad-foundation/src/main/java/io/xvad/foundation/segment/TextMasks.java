package io.xvad.foundation.segment;

import io.xvad.core.engine.Tensor;

/**
 * Which tokens of a caption see which, and where each stands in its phrase: full stops and question marks end phrases, and a token sees its own phrase only (Liu et al. 2023,
 * "Grounding DINO", sub-sentence level text features).
 *
 * @param seen shape (1, T, T), symmetric
 * @param positions shape (1, T); begin at 0 in each phrase
 */
record TextMasks(Tensor seen, Tensor positions) {

    /** The masks of a caption of these tokens, of which some end a phrase, the first and the last among them. */
    static TextMasks of(boolean[] ends) {
        int length = ends.length;
        boolean[] seen = new boolean[length * length];
        long[] positions = new long[length];
        int begin = 0;
        for (int end = 0; end < length; end++) {
            seen[end * length + end] = true;
            if (ends[end]) {
                if (end > 0 && end < length - 1) {
                    fill(begin, end, seen, positions);
                }
                begin = end + 1;
            }
        }
        return new TextMasks(Tensor.ofBooleans(seen, 1, length, length), Tensor.ofLongs(positions, 1, length));
    }

    private static void fill(int begin, int end, boolean[] seen, long[] positions) {
        for (int i = begin; i <= end; i++) {
            positions[i] = i - begin;
            for (int j = begin; j <= end; j++) {
                seen[i * positions.length + j] = true;
            }
        }
    }
}
