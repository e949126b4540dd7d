package io.xvad.testkit;

import io.xvad.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads the lists of texts that a model file holds, such as ids of samples. */
final class ModelTexts {

    private static final String VALUES = "values";

    private ModelTexts() {}

    /** All texts of all lists of a model file. */
    static List<String> of(byte[] model) {
        List<String> texts = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    JsonObject json = JsonObject.parse(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                    texts.addAll(json.has(VALUES) ? json.strings(VALUES) : List.of());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
