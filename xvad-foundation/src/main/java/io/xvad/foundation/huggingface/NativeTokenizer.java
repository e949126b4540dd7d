package io.xvad.foundation.huggingface;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import io.xvad.core.XvadModelException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.registry.Availability;
import io.xvad.foundation.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer of Hugging Face's library. Cutting and padding are done here, so that what the file says of them does not matter, but for the padding token; without one it is 0. Thread-safe.
 */
final class NativeTokenizer implements Tokenizer {

    private static final Map<String, String> WHOLE = Map.of("truncation", "false", "padding", "false");
    private static final String ADVICE =
            "It runs on Linux (x86-64, arm64), macOS (arm64) and Windows (x86-64), and needs a folder that it can write to:"
                    + " ~/.djl.ai, or that which ENGINE_CACHE_DIR names.";

    private final HuggingFaceTokenizer tokenizer;
    private final List<String> controls;
    private final long padding;

    private NativeTokenizer(HuggingFaceTokenizer tokenizer, List<String> controls, long padding) {
        this.tokenizer = tokenizer;
        this.controls = controls;
        this.padding = padding;
    }

    /**
     * Reads {@code tokenizer.json}.
     *
     * @throws XvadModelException if the file cannot be read as one
     * @throws io.xvad.core.XvadUnavailableException if the native code cannot be loaded
     */
    static NativeTokenizer read(Path file) {
        try {
            String text = Files.readString(file);
            JsonObject json = JsonObject.parse(text);
            return new NativeTokenizer(opened(text), controls(json), padding(json));
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    private static HuggingFaceTokenizer opened(String json) throws IOException {
        return Offline.call(() -> {
            Availability.ofNative("Hugging Face's library of tokenizers", LibUtils::checkStatus, ADVICE)
                    .require();
            return parsed(json);
        });
    }

    /** The library throws a bare {@link RuntimeException} for what it cannot read. */
    private static HuggingFaceTokenizer parsed(String json) throws IOException {
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), WHOLE);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static XvadModelException unreadable(Path file, Exception cause) {
        return new XvadModelException(file + ": cannot be read as a tokenizer: " + cause.getMessage(), cause);
    }

    private static List<String> controls(JsonObject json) {
        return json.has("added_tokens")
                ? json.objects("added_tokens").stream()
                        .filter(token -> token.flag("special"))
                        .map(token -> token.string("content"))
                        .toList()
                : List.of();
    }

    private static long padding(JsonObject json) {
        return json.has("padding") ? json.object("padding").longInteger("pad_id") : 0;
    }

    @Override
    public synchronized long[] encode(String sentence, int context) {
        controls.stream().filter(sentence::contains).findFirst().ifPresent(control -> {
            throw new IllegalArgumentException("a sentence must not hold " + control + ", got '" + sentence + "'");
        });
        long[] ids = tokenizer.encode(sentence).getIds();
        long[] sequence = Arrays.copyOf(ids, context);
        if (ids.length > context) {
            sequence[context - 1] = ids[ids.length - 1];
        } else {
            Arrays.fill(sequence, ids.length, context, padding);
        }
        return sequence;
    }

    @Override
    public synchronized void close() {
        tokenizer.close();
    }
}
