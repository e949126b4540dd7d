package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Features of a network of clips that the user brings as an ONNX file: one input of shape (N, 3, frames, height, width), RGB, and a first
 * output with the features, of shape (N, values), or (N, values, ...) with more dimensions, over which they are averaged. A network that
 * takes another number of frames than a snippet has gets them evenly spread.
 */
final class ClipNetworkFeatures implements SnippetFeatures {

    private static final String ENTRY = "clip-network";
    private static final int RANK = 5;

    private final byte[] onnx;
    private final Network network;
    private final String input;
    private final String output;
    private final int frames;
    private final int height;
    private final int width;
    private final float mean;
    private final float deviation;
    private final SnippetForm form;

    private ClipNetworkFeatures(byte[] onnx, Options options) {
        this.onnx = onnx;
        List<String> scale = options.get(SnippetOptions.CLIP_SCALE);
        mean = number(scale, 0);
        deviation = number(scale, 1);
        network = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE))
                .orElseThrow(Engines::none)
                .open(onnx, List.of(), options.get(FeatureOptions.THREADS));
        try {
            NetworkSignature signature = network.signature()
                    .orElseThrow(() -> new XvadModelException("the engine does not tell what the clip network takes"));
            Map.Entry<String, NetworkSignature.Value> only = only(signature);
            input = only.getKey();
            output = signature.outputs().keySet().iterator().next();
            frames = side(only.getValue(), 2, options.get(SnippetOptions.LENGTH));
            height = side(only.getValue(), 3, options.get(SnippetOptions.CLIP_SIZE));
            width = side(only.getValue(), 4, options.get(SnippetOptions.CLIP_SIZE));
            form = new SnippetForm(1, 0, probed(), 0);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static float number(List<String> scale, int index) {
        try {
            if (scale.size() == 2) {
                float number = Float.parseFloat(scale.get(index));
                if (Float.isFinite(number) && (index == 0 || number > 0)) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            throw wrongScale(scale, e);
        }
        throw wrongScale(scale, null);
    }

    private static IllegalArgumentException wrongScale(List<String> scale, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "option 'clip-scale' must be a mean and a standard deviation above 0, got " + scale, cause);
    }

    private static Map.Entry<String, NetworkSignature.Value> only(NetworkSignature signature) {
        if (signature.inputs().size() == 1) {
            Map.Entry<String, NetworkSignature.Value> only =
                    signature.inputs().entrySet().iterator().next();
            NetworkSignature.Value value = only.getValue();
            if (value.rank() == RANK && (value.size(1) == 3 || value.size(1) < 0)) {
                return only;
            }
        }
        throw new XvadModelException(
                "a clip network has one input of shape (N, 3, frames, height, width), this one has "
                        + signature.inputs());
    }

    private static int side(NetworkSignature.Value value, int dimension, int otherwise) {
        return value.size(dimension) > 0 ? Math.toIntExact(value.size(dimension)) : otherwise;
    }

    private int probed() {
        Tensor found = run(new float[3 * frames * height * width]);
        if (found.rank() < 2) {
            throw new XvadModelException(
                    "the first output of a clip network has the shape (N, values, ...), this one's is " + found);
        }
        return found.size(1);
    }

    static ClipNetworkFeatures open(Options options) {
        String file = options.get(SnippetOptions.CLIP_NETWORK);
        try {
            return new ClipNetworkFeatures(Files.readAllBytes(Path.of(file)), options);
        } catch (IOException e) {
            throw new XvadDataException("cannot read the clip network " + file + ": " + e, e);
        }
    }

    static ClipNetworkFeatures read(ModelReader model, Options options) {
        return new ClipNetworkFeatures(model.bytes(ENTRY), options);
    }

    @Override
    public SnippetForm form() {
        return form;
    }

    @Override
    public SnippetReader reader() {
        return new SnippetReader() {
            @Override
            public float[] next(List<Image> frames) {
                return features(frames);
            }

            @Override
            public void pass(List<Image> frames) {}
        };
    }

    private float[] features(List<Image> snippet) {
        int plane = height * width;
        float[] values = new float[3 * frames * plane];
        for (int i = 0; i < frames; i++) {
            Image frame = snippet.get(Math.min(snippet.size() - 1, (2 * i + 1) * snippet.size() / (2 * frames)));
            float[] samples =
                    Resize.image(Channels.colour(frame), height, width).toArray();
            for (int at = 0; at < samples.length; at++) {
                int channel = at / plane;
                values[(channel * frames + i) * plane + at % plane] = (samples[at] - mean) / deviation;
            }
        }
        return averaged(run(values));
    }

    private Tensor run(float[] values) {
        Tensor clip = Tensor.owning(values, 1, 3, frames, height, width);
        return Objects.requireNonNull(network.run(Map.of(input, clip)).get(output), output);
    }

    private float[] averaged(Tensor found) {
        float[] all = found.toArray();
        int places = all.length / form.values();
        float[] features = new float[form.values()];
        for (int i = 0; i < all.length; i++) {
            features[i / places] += all[i] / places;
        }
        return features;
    }

    @Override
    public void write(ModelWriter model) {
        model.bytes(ENTRY, onnx);
    }

    @Override
    public void close() {
        network.close();
    }
}
