package io.xvad.generative.diffusion;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Convolutions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The network of diffusion models that is told the time: residual blocks at several sizes on the way down and up again, joined at each size
 * (Ho, Jain and Abbeel 2020, appendix B; Dhariwal and Nichol 2021, "Diffusion Models Beat GANs on Image Synthesis", NeurIPS). Its last
 * convolution starts at 0, so that an untrained one gives 0. Training and scoring give the same but for rounding, and what an image gives
 * does not depend on the others of its batch.
 *
 * @param net whose weights these are
 * @param name before the names of its weights
 * @param form its sizes
 * @param mode in training sums and repetition are products with ones, which are quicker to differentiate
 */
public record UNet(Trainable net, String name, UNetForm form, Mode mode) {

    private static final String UP = "up-";
    private static final String ENLARGED = "enlarged-";
    private static final String LAST = "last";

    /**
     * What the way down gives to the way up.
     *
     * @param skips what each block or reduction gave, the first one first
     * @param middle what the blocks at the smallest size gave
     */
    public record Encoded(List<SDVariable> skips, SDVariable middle) {

        public Encoded {
            skips = List.copyOf(skips);
        }
    }

    /**
     * What the network makes of images with noise.
     *
     * @param x shape (N, in, side, side)
     * @param timeCode of {@link TimeCode}, shape (N, width)
     * @return shape (N, out, side, side)
     */
    public SDVariable of(SDVariable x, SDVariable timeCode) {
        SDVariable embedding = embedding(timeCode);
        return decoded(encoded(x, embedding), embedding);
    }

    /** The embedding of times, shape (N, 4 width), of their codes; what else the network is to be told may be added to it. */
    public SDVariable embedding(SDVariable timeCode) {
        SDVariable hidden = dense("time-1", timeCode, form.width(), form.embedding());
        return dense("time-2", Activations.silu(hidden), form.embedding(), form.embedding());
    }

    private SDVariable dense(String layer, SDVariable x, int in, int out) {
        return new Layers(net, mode).dense(name + layer, x, in, out);
    }

    /** The way down and the middle. */
    public Encoded encoded(SDVariable x, SDVariable embedding) {
        return encodedFurther(entered(x), embedding);
    }

    /** What the first convolution gives, shape (N, width, side, side). */
    public SDVariable entered(SDVariable x) {
        return convolution("in", x, form.in(), form.width(), 1);
    }

    /**
     * The rest of the way down and the middle.
     *
     * @param entered what {@link #entered} gave, with what else the network is to be told added
     */
    public Encoded encodedFurther(SDVariable entered, SDVariable embedding) {
        SDVariable told = Activations.silu(embedding);
        SDVariable value = entered;
        List<SDVariable> skips = new ArrayList<>(List.of(value));
        int channels = form.width();
        for (int level = 0; level < form.levels(); level++) {
            for (int block = 0; block < form.blocks(); block++) {
                value = place("down-" + level + "-" + block, level).of(value, told, channels, form.channels(level));
                channels = form.channels(level);
                skips.add(value);
            }
            if (level + 1 < form.levels()) {
                value = convolution("reduced-" + level, value, channels, channels, 2);
                skips.add(value);
            }
        }
        return new Encoded(skips, middle(value, told, channels));
    }

    private SDVariable middle(SDVariable value, SDVariable told, int channels) {
        int last = form.levels() - 1;
        SDVariable first = place("middle-0", last).of(value, told, channels, channels);
        return place("middle-1", last).block(first, told, channels, channels);
    }

    /** The way up from what the way down gave. */
    public SDVariable decoded(Encoded encoded, SDVariable embedding) {
        SDVariable told = Activations.silu(embedding);
        Deque<SDVariable> skips = new ArrayDeque<>(encoded.skips());
        Deque<Integer> widths = new ArrayDeque<>(skipChannels());
        SDVariable value = encoded.middle();
        int channels = form.channels(form.levels() - 1);
        for (int level = form.levels() - 1; level >= 0; level--) {
            for (int block = 0; block <= form.blocks(); block++) {
                SDVariable joined = net.graph().concat(1, value, skips.removeLast());
                value = place(UP + level + "-" + block, level)
                        .of(joined, told, channels + widths.removeLast(), form.channels(level));
                channels = form.channels(level);
            }
            if (level > 0) {
                SDVariable large = net.graph().cnn().upsampling2d(value, 2, 2, true);
                value = convolution(ENLARGED + level, large, channels, channels, 1);
            }
        }
        return last(value, channels);
    }

    /** The channels of what each block or reduction gives to the way up, the first one first. */
    public List<Integer> skipChannels() {
        List<Integer> widths = new ArrayList<>(List.of(form.width()));
        for (int level = 0; level < form.levels(); level++) {
            int reductions = level + 1 < form.levels() ? 1 : 0;
            for (int i = 0; i < form.blocks() + reductions; i++) {
                widths.add(form.channels(level));
            }
        }
        return widths;
    }

    /** Whether a weight is one of the way up. */
    public boolean decodes(String weight) {
        return Stream.of(UP, ENLARGED, LAST).anyMatch(part -> weight.startsWith(name + part));
    }

    private SDVariable last(SDVariable value, int channels) {
        SDVariable normal = place(LAST, 0).normalised("norm", value, channels);
        return new Convolutions(net).fromZero(name + LAST, Activations.silu(normal), channels, form.out(), 3);
    }

    private SDVariable convolution(String layer, SDVariable x, int in, int out, int stride) {
        return new Layers(net, mode).convolution(name + layer, x, in, out, 3, stride, 1);
    }

    private TimedBlock place(String block, int level) {
        return new TimedBlock(this, name + block, form.side(level));
    }
}
