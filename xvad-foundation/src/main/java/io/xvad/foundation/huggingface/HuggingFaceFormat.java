package io.xvad.foundation.huggingface;

import io.xvad.core.registry.Availability;
import io.xvad.foundation.text.Tokenizer;
import io.xvad.foundation.text.TokenizerFormat;
import java.nio.file.Path;

/**
 * The {@code tokenizer.json} of Hugging Face, such as that of SigLIP or T5, read by its own library through DJL. DJL is an optional dependency; its jar holds native code for Linux
 * (x86-64, arm64), macOS (arm64) and Windows (x86-64), which it copies to {@code ~/.djl.ai}, some 15 MB, or to the folder that {@code ENGINE_CACHE_DIR} or {@code DJL_CACHE_DIR} names, as
 * a variable of the environment or a system property. Nothing is downloaded, and DJL's telemetry is off while a tokenizer is opened.
 */
public final class HuggingFaceFormat implements TokenizerFormat {

    static final String MAVEN_LINES =
            "  <dependency><groupId>ai.djl.huggingface</groupId><artifactId>tokenizers</artifactId>"
                    + "<version>0.38.0</version></dependency>";

    private static final String LIBRARY = "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer";

    @Override
    public String name() {
        return "hugging-face";
    }

    @Override
    public String description() {
        return "tokenizer.json of Hugging Face, read by its own library (needs DJL's tokenizers)";
    }

    /** Whether DJL is on the class path; its native code is loaded later. */
    @Override
    public Availability availability() {
        try {
            Class.forName(LIBRARY, false, HuggingFaceFormat.class.getClassLoader());
            return Availability.available();
        } catch (ClassNotFoundException | LinkageError e) {
            return Availability.missing(
                    "Hugging Face's tokenizers are not on the class path. Add to the pom:\n" + MAVEN_LINES);
        }
    }

    @Override
    public Tokenizer open(Path file) {
        availability().require();
        return NativeTokenizer.read(file);
    }
}
