package io.xvad.generative.diffusion;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a {@link UNet}.
 *
 * @param in channels of what goes in
 * @param out channels of what comes out
 * @param side height and width of both, a multiple of 2 to the number of levels less one
 * @param width channels of the first level, an even number of at least 4; the code of the time has as many values
 * @param multipliers of the width, one a level; each level is half as large as the one before
 * @param blocks residual blocks of a level on the way down; one more on the way up
 * @param attention sides of the levels with attention
 * @param heads of the attention
 */
public record UNetForm(
        int in,
        int out,
        int side,
        int width,
        List<Integer> multipliers,
        int blocks,
        Set<Integer> attention,
        int heads) {

    private static final int MOST_GROUPS = 32;
    private static final int FEWEST_IN_GROUP = 4;
    private static final int TIME_FACTOR = 4;

    public UNetForm {
        multipliers = List.copyOf(multipliers);
        attention = Set.copyOf(attention);
        int multiple = multipliers.isEmpty() ? 0 : 1 << (multipliers.size() - 1);
        if (multiple == 0 || side < multiple || side % multiple != 0) {
            throw new IllegalArgumentException("a U-Net of " + multipliers.size()
                    + " levels needs a side that is a multiple of " + multiple + ", got " + side);
        }
        if (in < 1 || out < 1 || blocks < 1 || width < FEWEST_IN_GROUP || width % 2 != 0) {
            throw new IllegalArgumentException("a U-Net needs channels, blocks and an even width of at least "
                    + FEWEST_IN_GROUP + ", got " + in + " and " + out + " channels, " + blocks
                    + " blocks and a width of " + width);
        }
    }

    /** Two blocks a level and no attention; as many channels come out as go in. */
    public static UNetForm of(int channels, int side, int width, List<Integer> multipliers) {
        return new UNetForm(channels, channels, side, width, multipliers, 2, Set.of(), 1);
    }

    /** The same with another number of channels that come out. */
    public UNetForm giving(int channels) {
        return new UNetForm(in, channels, side, width, multipliers, blocks, attention, heads);
    }

    /** The same with another width. */
    public UNetForm ofWidth(int channels) {
        return new UNetForm(in, out, side, channels, multipliers, blocks, attention, heads);
    }

    /** The same with another number of blocks. */
    public UNetForm withBlocks(int count) {
        return new UNetForm(in, out, side, width, multipliers, count, attention, heads);
    }

    /** The same for images that are so many pixels wider at each side; the same levels have attention. */
    public UNetForm withMargin(int margin) {
        int wide = side + 2 * margin;
        Set<Integer> attended = IntStream.range(0, levels())
                .filter(level -> attention.contains(side(level)))
                .mapToObj(level -> wide >> level)
                .collect(Collectors.toUnmodifiableSet());
        return new UNetForm(in, out, wide, width, multipliers, blocks, attended, heads);
    }

    /**
     * The same with attention.
     *
     * @param count heads, which divide the channels of these levels
     * @param sides of the levels that have it; sides that no level has change nothing
     */
    public UNetForm withAttention(int count, Set<Integer> sides) {
        return new UNetForm(in, out, side, width, multipliers, blocks, sides, count);
    }

    /** Number of levels. */
    public int levels() {
        return multipliers.size();
    }

    /** Channels of a level, from 0. */
    public int channels(int level) {
        return width * multipliers.get(level);
    }

    /** Height and width of a level, from 0. */
    public int side(int level) {
        return side >> level;
    }

    /** Length of the embedding of the time. */
    public int embedding() {
        return TIME_FACTOR * width;
    }

    /** The groups of a normalisation: the most there can be up to 32 that have at least 4 channels each. */
    static int groups(int channels) {
        return IntStream.rangeClosed(1, MOST_GROUPS)
                .filter(groups -> channels % groups == 0 && channels / groups >= FEWEST_IN_GROUP)
                .max()
                .orElse(1);
    }
}
