package io.xvad.foundation.tokens;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import java.util.List;

/** Runs a network of images that gives a vector of the whole and tokens of the patches. Thread-safe; close it to free native memory. */
public final class PatchEncoder implements AutoCloseable {

    private static final String GRAPH = "vision";

    private final Network network;
    private final ImageInput input;

    private PatchEncoder(Network network, ImageInput input) {
        this.network = network;
        this.input = input;
    }

    /**
     * The image side of a model.
     *
     * @throws XvadModelException if it has none that sees patches, or a file is missing or another
     */
    public static PatchEncoder of(FoundationModel model) {
        ImageInput input = model.image();
        if (input.patch() == 0) {
            throw new XvadModelException(model.folder() + ": must say how large a 'patch' of its image is");
        }
        return new PatchEncoder(model.open(GRAPH), input);
    }

    /** What the network says of an image. */
    public ImageTokens encode(Image image) {
        return encodeSeen(input.seen(image));
    }

    /** What the network says of an image that is already what it sees. */
    public ImageTokens encodeSeen(Image seen) {
        return new ImageTokens(network.run(input.normalised(List.of(seen))), side() * side());
    }

    /** Patches along a side of the image. */
    public int side() {
        return input.side();
    }

    /** How an image becomes what the network sees. */
    public ImageInput input() {
        return input;
    }

    @Override
    public void close() {
        network.close();
    }
}
